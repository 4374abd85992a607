import { describe, expect, test } from "bun:test";
import { limitsFrom } from "../../../src/domain/spc/limits.ts";

describe("limits need two points", () => {
  test("there are none before", () => {
    expect(limitsFrom("xbar-r", 5, { points: 0, location: 0, dispersion: 0 })).toBeNull();
    expect(limitsFrom("xbar-r", 5, { points: 1, location: 10, dispersion: 2 })).toBeNull();
    expect(limitsFrom("i-mr", 1, { points: 1, location: 10, dispersion: null })).toBeNull();
    expect(limitsFrom("i-mr", 1, { points: 2, location: 10, dispersion: null })).toBeNull();
  });

  test("there are limits from the second on", () => {
    const limits = limitsFrom("i-mr", 1, { points: 2, location: 10, dispersion: 2 });
    const sigma = Math.sqrt(Math.PI);
    expect(limits?.sigma_point).toBeCloseTo(sigma, 12);
    expect(limits?.ucl).toBeCloseTo(10 + 3 * sigma, 12);
    expect(limits?.lcl).toBeCloseTo(10 - 3 * sigma, 12);
    expect(limits?.secondary).toEqual({ center: 2, ucl: expect.closeTo(6.533063838577, 11), lcl: 0 });
  });

  test("all lines are equal if nothing varies", () => {
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

  test("a subgroup size without constants throws a RangeError", () => {
    const plotted = { points: 9, location: 7, dispersion: 1 };
    expect(() => limitsFrom("xbar-r", 1, plotted)).toThrow(RangeError);
    expect(() => limitsFrom("xbar-r", 26, plotted)).toThrow(RangeError);
    expect(() => limitsFrom("xbar-s", 201, plotted)).toThrow(RangeError);
  });
});
