/** Whether a hand is on something: a finger, or a mouse that moved within the last seconds. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

/** A mouse that was left lying there is no hand. */
const activeMs = 3000;

interface Hand {
  readonly on: Signal<boolean>;
  readonly handlers: { onPointerMove: () => void; onPointerDown: () => void; onPointerLeave: () => void };
}

export function usePointerActive(): Hand {
  const on = useSignal(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const handlers = useMemo(() => {
    const off = () => {
      clearTimeout(timer.current);
      on.value = false;
    };
    const touch = () => {
      clearTimeout(timer.current);
      on.value = true;
      timer.current = setTimeout(off, activeMs);
    };
    return { onPointerMove: touch, onPointerDown: touch, onPointerLeave: off };
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { on, handlers };
}
