/** Drag and drop of steps by their grip, with the target highlighted. Escape cancels. */
import { type Signal, useSignal } from "@preact/signals";

interface Drag {
  /** The indexes of the dragged step and of the step under the pointer. */
  readonly from: Signal<number | undefined>;
  readonly over: Signal<number | undefined>;
  readonly start: (at: number, event: PointerEvent) => void;
}

export function useDrag(
  list: { readonly current: HTMLElement | null },
  onMove: (from: number, to: number) => void,
): Drag {
  const from = useSignal<number | undefined>(undefined);
  const over = useSignal<number | undefined>(undefined);
  const start = (at: number, event: PointerEvent) => {
    event.preventDefault();
    from.value = over.value = at;
    const follow = (event: PointerEvent) => {
      const rows = Array.from(list.current?.children ?? [], (row) => row.getBoundingClientRect());
      const found = rows.findIndex(({ bottom }) => event.clientY < bottom);
      over.value = found < 0 ? rows.length - 1 : found;
    };
    const end = (dropped: boolean) => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", cancelByKey);
      if (dropped && over.value !== undefined) onMove(at, over.value);
      from.value = over.value = undefined;
    };
    const drop = () => end(true);
    const cancel = () => end(false);
    const cancelByKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape") end(false);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", cancelByKey);
  };
  return { from, over, start };
}
