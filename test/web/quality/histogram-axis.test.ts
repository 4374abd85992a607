import { expect, test } from "bun:test";
import { axisOf } from "../../../src/web/quality/product/histogram-axis.ts";

const bins = [
  { from: 10, to: 11, count: 3 },
  { from: 11, to: 12, count: 3 },
];

test("the axis covers the values and the limits near them", () => {
  expect(axisOf(bins, { lsl: 9, usl: 13 })).toEqual({ low: 9, high: 13 });
  expect(axisOf(bins, { lsl: 10.5, usl: null })).toEqual({ low: 10, high: 12 });
  expect(axisOf(bins, { lsl: null, usl: 8 })).toEqual({ low: 8, high: 12 });
});

test("a limit that is far away does not flatten the histogram, and does not hide the one that is near", () => {
  expect(axisOf(bins, { lsl: 0, usl: 1000 })).toEqual({ low: 10, high: 12 });
  expect(axisOf(bins, { lsl: 0, usl: 13 })).toEqual({ low: 10, high: 13 });
  expect(axisOf(bins, { lsl: 7, usl: 16 })).toEqual({ low: 7, high: 12 });
});
