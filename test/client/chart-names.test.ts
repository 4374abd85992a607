/** Names on a control chart: drawn on a canvas that notes what they cover. */
import { expect, test } from "bun:test";
import type { Box, Brush } from "../../src/web/quality/chart/brush.ts";
import type { PlotModel } from "../../src/web/quality/chart/model.ts";
import { drawMarks } from "../../src/web/quality/chart/points.ts";

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** A plot of 800 by 400 pixels, 40 pixels a point; each letter is 7 pixels wide. Names are noted with what they cover. */
function notingBrush() {
  const names: (Box & { says: string })[] = [];
  let paper: Box = { left: 0, right: 0, top: 0, bottom: 0 };
  const noted = (left: number, top: number, width: number, height: number) => {
    paper = { left, top, right: left + width, bottom: top + height };
  };
  const context = {
    measureText: (words: string) => ({ width: words.length * 7 }),
    fillRect: noted,
    roundRect: noted,
    fillText: (says: string) => void names.push({ ...paper, says }),
    ...Object.fromEntries(
      ["beginPath", "moveTo", "lineTo", "closePath", "rect", "fill", "stroke"].map((name) => [name, () => {}]),
    ),
  } as unknown as CanvasRenderingContext2D;
  const brush: Brush = {
    context,
    colours: {} as Brush["colours"],
    type: 14,
    font: () => "",
    x: (index) => 40 + index * 40,
    y: (value) => 400 - value * 10,
    left: 0,
    right: 800,
    top: 0,
    bottom: 400,
  };
  return { brush, names };
}

const model: PlotModel = {
  subgroups: [1, 2, 3],
  values: [26.5, 29, 26],
  excluded: new Set(),
  center: null,
  ucl: null,
  lcl: null,
  zones: false,
  spec: [{ which: "lsl", at: 25 }],
  marks: [{ index: 0, kind: "limit", rules: [1] }],
  highlighted: [],
  ...{ segments: [], base: [], picked: new Set<number>() },
  low: 0,
  high: 40,
  digits: 1,
};
/** Where the name of the lower limit is, below its line. */
const spec: Box = { left: 5, right: 93, top: 153, bottom: 170 };

test("the name of a point covers neither the name of a limit nor another point", () => {
  const { brush, names } = notingBrush();
  drawMarks(brush, { model, nameOf: () => "Beyond a limit", labels: [spec] });
  const [mark] = names;
  expect(names.map(({ says }) => says)).toEqual(["Beyond a limit"]);
  expect(mark && meet(spec, mark)).toBe(false);
  const points = model.values.map((value, index) => ({ x: brush.x(index), y: brush.y(value ?? 0) }));
  const covered = points.filter(({ x, y }) => mark && meet(mark, { left: x, right: x + 1, top: y, bottom: y + 1 }));
  expect(covered).toEqual([]);
});

test("without room for it, the name of a point is left out", () => {
  const { brush, names } = notingBrush();
  drawMarks(brush, { model, nameOf: () => "Beyond a limit", labels: [{ ...spec, top: 0, bottom: 400 }] });
  expect(names).toEqual([]);
});
