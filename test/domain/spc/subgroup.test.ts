import { describe, expect, test } from "bun:test";
import { pointOf } from "../../../src/domain/spc/subgroup.ts";

describe("a subgroup has one point on both charts", () => {
  test("an individual: its value and the distance from the previous value", () => {
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

  test("a chart rejects subgroups of the wrong size", () => {
    expect(() => pointOf("i-mr", [1, 2], null)).toThrow(RangeError);
    expect(() => pointOf("i-mr", [], null)).toThrow(RangeError);
    expect(() => pointOf("xbar-r", [1], null)).toThrow(RangeError);
    expect(() => pointOf("xbar-s", [], null)).toThrow(RangeError);
  });
});
