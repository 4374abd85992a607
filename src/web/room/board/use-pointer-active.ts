/** Whether a pointer is active on an element: a finger, or a mouse that moved within the last seconds. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

/** How long after its last move a mouse still counts as active, in ms. */
const activeMs = 3000;

interface PointerActivity {
  readonly active: Signal<boolean>;
  readonly handlers: { onPointerMove: () => void; onPointerDown: () => void; onPointerLeave: () => void };
}

export function usePointerActive(): PointerActivity {
  const active = useSignal(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const handlers = useMemo(() => {
    const deactivate = () => {
      clearTimeout(timer.current);
      active.value = false;
    };
    const activate = () => {
      clearTimeout(timer.current);
      active.value = true;
      timer.current = setTimeout(deactivate, activeMs);
    };
    return { onPointerMove: activate, onPointerDown: activate, onPointerLeave: deactivate };
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { active, handlers };
}
