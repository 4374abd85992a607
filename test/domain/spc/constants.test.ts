import { describe, expect, test } from "bun:test";
import { constantsFor, type SpcConstants } from "../../../src/domain/spc/constants.ts";
import { maxRangeSize } from "../../../src/domain/spc/kinds.ts";
import { normalCdf } from "../../../src/domain/spc/normal-range.ts";
// Computed with scipy and mpmath, independent of this project.
import reference from "./constants.json";

/** The relative difference of a from b; the absolute one if b is 0. */
const relativeError = (a: number, b: number) => Math.abs(a - b) / (b === 0 ? 1 : Math.abs(b));

describe("S1 the constants equal those of scipy and mpmath to twelve digits", () => {
  test.each(Object.entries(reference.constants))("for subgroups of %s", (n, expected) => {
    const constants = new Map(Object.entries(constantsFor(Number(n))));
    expect([...constants.keys()].sort()).toEqual(Object.keys(expected).sort());
    const wrong = Object.entries(expected).filter(
      ([name, value]) => !(relativeError(constants.get(name) ?? 0, value) < 1e-12),
    );
    expect(wrong).toEqual([]);
  });

  test("for every size that a chart may have", () => {
    expect(Object.keys(reference.constants).map(Number)).toEqual(
      Array.from({ length: maxRangeSize - 1 }, (_, i) => i + 2),
    );
  });
});

describe("constants with a closed form have its exact value", () => {
  const { PI, sqrt, acos } = Math;
  const table: [string, number, number][] = [
    ["d2(2) = 2/√π", constantsFor(2).d2, 2 / sqrt(PI)],
    ["d3(2) = √(2 − 4/π)", constantsFor(2).d3, sqrt(2 - 4 / PI)],
    ["d2(3) = 3/√π", constantsFor(3).d2, 3 / sqrt(PI)],
    ["d2(4) = 6 arccos(−1/3) / π√π", constantsFor(4).d2, (6 * acos(-1 / 3)) / (PI * sqrt(PI))],
    ["c4(2) = √(2/π)", constantsFor(2).c4, sqrt(2 / PI)],
    ["c4(3) = √π/2", constantsFor(3).c4, sqrt(PI) / 2],
    ["c4(4) = 2√(2/3π)", constantsFor(4).c4, 2 * sqrt(2 / (3 * PI))],
    ["c4(5) = ¾√(π/2)", constantsFor(5).c4, 0.75 * sqrt(PI / 2)],
    ["E2(2) = 3√π/2", constantsFor(2).E2, 1.5 * sqrt(PI)],
  ];
  test.each(table)("%s", (_, ours, exact) => {
    expect(relativeError(ours, exact)).toBeLessThan(1e-13);
  });
});

describe("misprints of common tables are avoided", () => {
  const table: [keyof SpcConstants, number, string, string][] = [
    ["D4", 11, "1.744", "1.774"],
    ["d3", 5, "0.864", "0.880"],
    ["D4", 17, "1.622", "1.662"],
    ["d3", 23, "0.716", "0.176"],
    ["D4", 3, "2.575", "2.574"],
  ];
  test.each(table)("%s(%i) is %s and not %s", (name, n, right, misprint) => {
    const ours = constantsFor(n)[name].toFixed(3);
    expect(ours).toBe(right);
    expect(ours).not.toBe(misprint);
  });
});

test("the lower limit is above 0 from 7 values for ranges, from 6 for standard deviations", () => {
  const first = (name: "D1" | "D3" | "B3" | "B5") =>
    Array.from({ length: 24 }, (_, i) => i + 2).find((n) => constantsFor(n)[name] > 0);
  expect([first("D1"), first("D3"), first("B3"), first("B5")]).toEqual([7, 7, 6, 6]);
});

test("constants are computed once", () => {
  expect(constantsFor(9)).toBe(constantsFor(9));
});

test.each([1, 0, -2, 26, 2.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "there are no constants for subgroups of %d",
  (n) => {
    expect(() => constantsFor(n)).toThrow(RangeError);
  },
);

test("the normal distribution is exact in the center and in the tails", () => {
  // Computed with sixty digits and rounded.
  const table: [number, number][] = [
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145705],
    [1.96, 0.9750021048517795],
    [-3, 0.0013498980316300946],
    [6, 0.9999999990134123],
    [40, 1],
    [-40, 0],
  ];
  for (const [x, expected] of table) expect(Math.abs(normalCdf(x) - expected)).toBeLessThan(4e-16);
});
