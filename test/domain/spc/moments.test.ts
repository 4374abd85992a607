import { expect, test } from "bun:test";
import fc from "fast-check";
import { add, emptyMoments, momentsOf, sampleSd } from "../../../src/domain/spc/moments.ts";
import { runs } from "../../support/seed.ts";

test("moments of a few values equal those computed by hand", () => {
  expect(momentsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, m2: 32 });
  expect(sampleSd(momentsOf([1, 2, 3]))).toBe(1);
});

test("fewer than two values have no standard deviation; equal values have 0 and exactly their value as mean", () => {
  expect(sampleSd(emptyMoments)).toBeNull();
  expect(sampleSd(add(emptyMoments, 5))).toBeNull();
  expect(momentsOf([0.1, 0.1, 0.1])).toEqual({ count: 3, mean: 0.1, m2: 0 });
  expect(sampleSd(momentsOf([0.1, 0.1, 0.1]))).toBe(0);
});

test("adding a value does not change its argument, and moments survive JSON", () => {
  const before = momentsOf([1, 2]);
  add(before, 100);
  expect(before).toEqual({ count: 2, mean: 1.5, m2: 0.5 });
  expect(add(JSON.parse(JSON.stringify(before)), 3)).toEqual(momentsOf([1, 2, 3]));
});

test("small differences of large values are not lost", () => {
  expect(sampleSd(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]))).toBeCloseTo(Math.sqrt(30), 9);
});

test("adding one value at a time gives the result of two passes", () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 60 }), (values) => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const m2 = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      const size = Math.max(...values.map(Math.abs), 1);
      const moments = momentsOf(values);
      expect(moments.count).toBe(values.length);
      expect(Math.abs(moments.mean - mean)).toBeLessThanOrEqual(size * 1e-13);
      expect(Math.abs(moments.m2 - m2)).toBeLessThanOrEqual(m2 * 1e-12 + size * size * 1e-25);
    }),
    runs(1000),
  );
});
