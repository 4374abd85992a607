import { expect, test } from "bun:test";
import { lineBoxes } from "../../../src/web/quality/chart/line-boxes.ts";

const covers = (boxes: ReturnType<typeof lineBoxes>, x: number, y: number) =>
  boxes.some(({ left, right, top, bottom }) => x >= left - 3 && x <= right + 3 && y >= top - 3 && y <= bottom + 3);

test("labels stay clear of the whole line, not only of its points, and may stand in its gaps", () => {
  const boxes = lineBoxes([{ x: 0, y: 0 }, { x: 10, y: 200 }, null, { x: 40, y: 0 }]);
  for (const y of [0, 50, 100, 150, 200]) expect(covers(boxes, y / 20, y)).toBe(true);
  expect(covers(boxes, 25, 100)).toBe(false);
  expect(covers(boxes, 40, 0)).toBe(true);
});
