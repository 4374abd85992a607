/** Reports drags along a chart, in points. */
import type uPlot from "uplot";
import { listenForDrag } from "./listen-for-drag.ts";

/** Returns a function that stops listening. */
export function listenForPan(u: uPlot, onPan: (points: number) => void): () => void {
  let startX: number | undefined;
  const over = u.over;
  const down = ({ clientX }: PointerEvent) => {
    startX = clientX;
  };
  const move = ({ clientX, buttons }: PointerEvent) => {
    if (startX === undefined || buttons === 0) return;
    const pointWidth = over.clientWidth / Math.max(1, u.data[0].length);
    const points = Math.trunc((clientX - startX) / pointWidth);
    if (points === 0) return;
    startX += points * pointWidth;
    onPan(points);
  };
  const up = () => {
    startX = undefined;
  };
  return listenForDrag(over, { down, move, up });
}
