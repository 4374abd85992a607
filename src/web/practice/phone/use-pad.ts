/** Reports each press, slide and strum on the parts of an element that have `data-spot`. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Finger, moveFinger } from "./gesture.ts";

function spotOf(target: EventTarget | null): string | undefined {
  const found = target instanceof Element ? target.closest("[data-spot]") : null;
  return found?.getAttribute("data-spot") ?? undefined;
}

/** Returns the ref to set on the element. */
export function usePad<E extends HTMLElement>(onPlay: (spot: string) => void): RefObject<E | null> {
  const pad = useRef<E>(null);
  const latest = useRef(onPlay);
  latest.current = onPlay;
  useEffect(() => {
    const element = pad.current;
    if (!element) return;
    const fingers = new Map<number, Finger>();
    const off = new AbortController();
    const { signal } = off;
    const lift = ({ pointerId }: PointerEvent) => void fingers.delete(pointerId);
    const down = (event: PointerEvent) => {
      const spot = spotOf(event.target);
      if (spot === undefined || event.button > 0) return;
      event.preventDefault();
      fingers.set(event.pointerId, { spot, x: event.clientX, y: event.clientY, at: event.timeStamp });
      latest.current(spot);
    };
    const move = ({ pointerId, clientX, clientY, timeStamp }: PointerEvent) => {
      const finger = fingers.get(pointerId);
      if (!finger) return;
      const spot = spotOf(document.elementFromPoint(clientX, clientY));
      const [next, plays] = moveFinger(finger, { x: clientX, y: clientY, at: timeStamp }, spot);
      fingers.set(pointerId, next);
      if (plays) latest.current(next.spot);
    };
    // Only a click by keyboard or screen reader (detail 0): a pointer has played on pointerdown already.
    const click = (event: MouseEvent) => {
      const spot = spotOf(event.target);
      if (event.detail === 0 && spot !== undefined) latest.current(spot);
    };
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("click", click, { signal });
    element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    addEventListener("pointermove", move, { signal });
    addEventListener("pointerup", lift, { signal });
    addEventListener("pointercancel", lift, { signal });
    return () => off.abort();
  }, []);
  return pad;
}
