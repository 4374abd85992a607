/** Reports drags over points, by the indexes of the first and the last one. */
import type uPlot from "uplot";
import { listenForDrag } from "./listen-for-drag.ts";

/** Called while the pointer moves, and when it is released. */
export type OnBrush = (range: readonly [number, number], isDone: boolean) => void;

/** A pointer that moves less than this presses a point, in CSS pixels. */
const minMove = 6;

/** Returns a function that stops listening. */
export function listenForBrush(u: uPlot, onBrush: OnBrush): () => void {
  const over = u.over;
  let start: { readonly x: number; readonly index: number } | undefined;
  let range: readonly [number, number] | undefined;
  const indexAt = (clientX: number) => u.posToIdx(clientX - over.getBoundingClientRect().left);
  const down = ({ clientX }: PointerEvent) => {
    start = { x: clientX, index: indexAt(clientX) };
    range = undefined;
  };
  const move = ({ clientX, buttons }: PointerEvent) => {
    if (!start || buttons === 0 || (!range && Math.abs(clientX - start.x) < minMove)) return;
    const index = indexAt(clientX);
    range = [Math.min(start.index, index), Math.max(start.index, index)];
    onBrush(range, false);
  };
  const up = () => {
    if (start && range) onBrush(range, true);
    start = undefined;
    range = undefined;
  };
  return listenForDrag(over, { down, move, up });
}
