import { expect, test } from "bun:test";
import { otherStratum, stratumShapes } from "../../../src/web/quality/chart/strata-marks.ts";
import { stratify } from "../../../src/web/quality/strata/stratify.ts";

const lots = (...values: (string | undefined)[]) => values.map((lot) => (lot === undefined ? {} : { tags: { lot } }));

test("values have shapes in their natural order, with their number of points; a point without the tag has none", () => {
  const points = lots("10", "9", undefined, "9");
  const { strata, others, of } = stratify(points, "lot");
  expect([strata, others]).toEqual([
    [
      { value: "9", count: 2 },
      { value: "10", count: 1 },
    ],
    0,
  ]);
  expect(points.map(of)).toEqual([1, 0, undefined, 0]);
});

test("of many values, the most frequent have shapes, and the others share one", () => {
  const values = Array.from({ length: stratumShapes.length + 2 }, (_, n) => String(n));
  const { strata, others, of } = stratify(lots(...values, ...values.slice(2)), "lot");
  expect(strata.map(({ value }) => value)).toEqual(values.slice(2));
  expect([others, of({ tags: { lot: "0" } }), of({ tags: { lot: "2" } })]).toEqual([2, otherStratum, 0]);
});
