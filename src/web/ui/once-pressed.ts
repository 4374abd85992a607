/** Buttons whose second press means something else, because the first one has changed what they act on. */
import { useRef } from "preact/hooks";

/** A press that follows another one sooner is part of a double press, in milliseconds. */
const doublePressMs = 350;

/** Returns a function that wraps what a button does: a double press does it once, on all buttons that one function wraps. */
export function useOncePressed(): (press: () => void) => () => void {
  const last = useRef(Number.NEGATIVE_INFINITY);
  return (press) => () => {
    const time = performance.now();
    if (time - last.current < doublePressMs) return;
    last.current = time;
    press();
  };
}
