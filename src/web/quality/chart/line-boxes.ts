/** The area that the line through the points covers, so that labels stay clear of it. */
import type { Box } from "./brush.ts";

/** The distance of the boxes along the line, and half the size of each, in CSS pixels. */
const step = 6;
const half = 2;

/** Small boxes along the line. `null`: a gap in the line. The points must have a finite distance. */
export function lineBoxes(points: readonly ({ readonly x: number; readonly y: number } | null)[]): Box[] {
  const boxes: Box[] = [];
  points.forEach((to, index) => {
    if (!to) return;
    const from = points[index - 1] ?? to;
    const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step));
    for (let n = 1; n <= count; n++) {
      const x = from.x + ((to.x - from.x) * n) / count;
      const y = from.y + ((to.y - from.y) * n) / count;
      boxes.push({ left: x - half, right: x + half, top: y - half, bottom: y + half });
    }
  });
  return boxes;
}
