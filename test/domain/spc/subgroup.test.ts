import { describe, expect, test } from "bun:test";
import { limitsFrom } from "../../../src/domain/spc/limits.ts";
import { pointOf } from "../../../src/domain/spc/subgroup.ts";

describe("a subgroup makes one point on both charts", () => {
  test("an individual: itself and how far it is from the one before", () => {
    expect(pointOf("i-mr", [5], null)).toEqual({ value: 5, secondary: null });
    expect(pointOf("i-mr", [5], 8)).toEqual({ value: 5, secondary: 3 });
    expect(pointOf("i-mr", [5], 5)).toEqual({ value: 5, secondary: 0 });
  });

  test("a subgroup: its mean and its range, or its mean and its standard deviation", () => {
    expect(pointOf("xbar-r", [3, 1, 8], null)).toEqual({ value: 4, secondary: 7 });
    expect(pointOf("xbar-s", [3, 1, 8], 2)).toEqual({ value: 4, secondary: Math.sqrt(13) });
  });

  test("equal values have exactly their value as mean, and no spread", () => {
    expect(pointOf("xbar-r", [0.1, 0.1, 0.1], null)).toEqual({ value: 0.1, secondary: 0 });
    expect(pointOf("xbar-s", [0.1, 0.1, 0.1], null)).toEqual({ value: 0.1, secondary: 0 });
  });

  test("a chart refuses what it cannot plot", () => {
    expect(() => pointOf("i-mr", [1, 2], null)).toThrow(RangeError);
    expect(() => pointOf("i-mr", [], null)).toThrow(RangeError);
    expect(() => pointOf("xbar-r", [1], null)).toThrow(RangeError);
    expect(() => pointOf("xbar-s", [], null)).toThrow(RangeError);
  });
});

describe("limits need two points", () => {
  test("none before", () => {
    expect(limitsFrom("xbar-r", 5, { points: 0, location: 0, dispersion: 0 })).toBeNull();
    expect(limitsFrom("xbar-r", 5, { points: 1, location: 10, dispersion: 2 })).toBeNull();
    expect(limitsFrom("i-mr", 1, { points: 1, location: 10, dispersion: null })).toBeNull();
    expect(limitsFrom("i-mr", 1, { points: 2, location: 10, dispersion: null })).toBeNull();
  });

  test("from the second on", () => {
    const limits = limitsFrom("i-mr", 1, { points: 2, location: 10, dispersion: 2 });
    const sigma = Math.sqrt(Math.PI);
    expect(limits?.sigma_point).toBeCloseTo(sigma, 12);
    expect(limits?.ucl).toBeCloseTo(10 + 3 * sigma, 12);
    expect(limits?.lcl).toBeCloseTo(10 - 3 * sigma, 12);
    expect(limits?.secondary).toEqual({ center: 2, ucl: expect.closeTo(6.533063838577, 11), lcl: 0 });
  });

  test("where nothing varies they all lie on the center", () => {
    expect(limitsFrom("xbar-s", 4, { points: 9, location: 7, dispersion: 0 })).toEqual({
      center: 7,
      ucl: 7,
      lcl: 7,
      secondary: { center: 0, ucl: 0, lcl: 0 },
      sigma_within: 0,
      sigma_point: 0,
      estimator: "S-bar/c4",
    });
  });

  test("a subgroup without constants is a RangeError", () => {
    const plotted = { points: 9, location: 7, dispersion: 1 };
    expect(() => limitsFrom("xbar-r", 1, plotted)).toThrow(RangeError);
    expect(() => limitsFrom("xbar-s", 26, plotted)).toThrow(RangeError);
  });
});
