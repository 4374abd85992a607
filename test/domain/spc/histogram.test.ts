import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Bin, histogramOf } from "../../../src/domain/spc/histogram.ts";
import { runs } from "../../support/seed.ts";

const open = { lsl: null, usl: null };
const edges = (bins: readonly Bin[]) => bins.flatMap(({ from, to }, i) => (i === 0 ? [from, to] : [to]));

test("bins have readable edges", () => {
  expect(histogramOf([9.5, 10, 10.05, 10.1, 10.1, 10.45], { lsl: 9, usl: 11 })).toEqual([
    { from: 9.5, to: 9.6, count: 1 },
    { from: 9.6, to: 9.7, count: 0 },
    { from: 9.7, to: 9.8, count: 0 },
    { from: 9.8, to: 9.9, count: 0 },
    { from: 9.9, to: 10, count: 0 },
    { from: 10, to: 10.1, count: 2 },
    { from: 10.1, to: 10.2, count: 2 },
    { from: 10.2, to: 10.3, count: 0 },
    { from: 10.3, to: 10.4, count: 0 },
    { from: 10.4, to: 10.5, count: 1 },
  ]);
});

test("bins follow the values, however wide the specification is", () => {
  const values = Array.from({ length: 500 }, (_, n) => 10 + (n % 50) / 1000);
  for (const spec of [open, { lsl: 9.9, usl: 10.2 }, { lsl: 0, usl: 1000 }]) {
    const bins = histogramOf(values, spec);
    expect(bins.filter(({ count }) => count > 0).length).toBeGreaterThanOrEqual(8);
    expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([10, 10.05]);
  }
});

test("a value on an edge counts in the bin above, a value on the upper limit in the bin below", () => {
  const bins = histogramOf([1, 2, 9, 9, 12], { lsl: 1, usl: 9 });
  const filled = bins.filter(({ count }) => count > 0);
  expect(filled).toEqual([
    { from: 1, to: 2, count: 1 },
    { from: 2, to: 3, count: 1 },
    { from: 8, to: 9, count: 2 },
    { from: 11, to: 12, count: 1 },
  ]);
});

test("if no value is lower than the upper limit, the first bin starts at the limit and includes it", () => {
  const bins = histogramOf([9, 12], { lsl: null, usl: 9 });
  expect([bins[0], bins.at(-1)]).toEqual([
    { from: 9, to: 9.2, count: 1 },
    { from: 11.8, to: 12, count: 1 },
  ]);
});

test("the first edge is the last one not above the lowest value, despite rounding", () => {
  // 0.3 / 0.1 is less than 3, and the other value divided by 1e-6 is 3.
  const first = (values: number[]) => histogramOf(values, open)[0];
  expect(first([0.3, 1.1])).toEqual({ from: 0.3, to: 0.4, count: 1 });
  expect(first([2.9999999999999997e-6, 12e-6])).toEqual({ from: 2e-6, to: 3e-6, count: 1 });
});

test("no values give no bins", () => {
  expect(histogramOf([], { lsl: 1, usl: 2 })).toEqual([]);
  expect(histogramOf([Number.NaN, Number.POSITIVE_INFINITY], open)).toEqual([]);
});

describe("ranges that are nearly empty or extremely large", () => {
  const table: [string, number[], { lsl: number | null; usl: number | null }][] = [
    ["one value", [5], open],
    ["nothing but zero", [0, 0], open],
    ["equal values", [10.02, 10.02, 10.02], open],
    ["equal negative ones", [-3e7, -3e7], open],
    ["one value and its limit", [5], { lsl: 5, usl: null }],
    ["one value far below its limit", [1e-9], { lsl: null, usl: 1e12 }],
    ["a billionth apart", [1e-9, 2e-9, 3.5e-9], open],
    ["a billionth apart, far from zero", [5, 5 + 1e-9, 5 - 1e-9], open],
    ["less apart than doubles can tell", [1e17, 1e17 + 16], open],
    ["the widest of all", [-Number.MAX_VALUE, 0, Number.MAX_VALUE], open],
    ["nothing but the largest", [Number.MAX_VALUE, Number.MAX_VALUE], open],
    ["nothing but the lowest", [-Number.MAX_VALUE], open],
    ["the smallest of all", [5e-324, 0], open],
    ["very small ones", [1e-299, -1e-299], open],
    ["limits the wrong way round", [1, 2, 3], { lsl: 5, usl: 0 }],
  ];
  test.each(table)("%s", (_, values, spec) => {
    const bins = histogramOf(values, spec);
    expect([bins.length >= 8, bins.length <= 30]).toEqual([true, true]);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    expect(edges(bins).every((edge, i, all) => Number.isFinite(edge) && (i === 0 || edge > (all[i - 1] ?? 0)))).toBe(
      true,
    );
  });
});

test("any doubles get 8 to 30 bins that contain them", () => {
  const double = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 1, max: 1 + 1e-12, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(double, { minLength: 1, maxLength: 5 }), fc.option(double), (values, lsl) => {
      const bins = histogramOf(values, { lsl, usl: null });
      expect([bins.length >= 8, bins.length <= 30]).toEqual([true, true]);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      expect(bins.every(({ from, to }) => from < to && Number.isFinite(from) && Number.isFinite(to))).toBe(true);
      for (const x of values) expect(bins.some(({ from, to }) => from <= x && x <= to)).toBe(true);
    }),
    runs(2000),
  );
});

test("every value is in its bin, and the edges are 1, 2 or 5 units apart", () => {
  const value = fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }).map((thousandths) => thousandths / 1000),
    fc.integer({ min: -50, max: 50 }).map((tenths) => tenths / 10),
    fc.integer({ min: 0, max: 1000 }).map((billionths) => 10 + billionths * 1e-9),
  );
  const limit = fc.option(value);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), limit, limit, (values, lsl, usl) => {
      const bins = histogramOf(values, { lsl, usl });
      expect([bins.length >= 8, bins.length <= 30]).toEqual([true, true]);
      const last = bins.length - 1;
      const counts = bins.map(({ from, to }, i) => {
        const inside = (x: number) =>
          (x > from && x < to) || (x === from && (x !== usl || i === 0)) || (x === to && (x === usl || i === last));
        return values.filter(inside).length;
      });
      expect(bins.map(({ count }) => count)).toEqual(counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);

      const low = bins[0]?.from ?? Number.NaN;
      const high = bins[last]?.to ?? Number.NaN;
      const width = (high - low) / bins.length;
      const leading = width / 10 ** Math.floor(Math.log10(width * 1.0001));
      expect([1, 2, 5].some((step) => Math.abs(leading - step) < 1e-3)).toBe(true);
      // Readable: no edge has more digits than needed to distinguish it from the next.
      const digits = Math.log10(Math.max(Math.abs(low), Math.abs(high)) / width) + 2;
      for (const edge of edges(bins)) {
        const written = String(edge)
          .replace(/e.*|\D/g, "")
          .replace(/^0+|0+$/g, "");
        expect(written.length).toBeLessThanOrEqual(digits);
      }
    }),
    runs(1000),
  );
});
