/** Listens to the pointer on a chart: from where it is pressed until it is released, also outside of the chart. */

export interface DragListeners {
  readonly down: (event: PointerEvent) => void;
  /** The pointer moves over the chart, pressed or not. */
  readonly move: (event: PointerEvent) => void;
  readonly up: () => void;
}

/** Returns a function that stops listening. */
export function listenForDrag(over: HTMLElement, { down, move, up }: DragListeners): () => void {
  over.addEventListener("pointerdown", down);
  over.addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  return () => {
    over.removeEventListener("pointerdown", down);
    over.removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", up);
  };
}
