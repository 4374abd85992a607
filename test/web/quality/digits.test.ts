import { expect, test } from "bun:test";
import { digitsFor, formatFixed, formatRate, stepDigits } from "../../../src/web/quality/digits.ts";

/** Formats values as a chart does whose axis covers `span`. */
const format = (span: number, ...values: number[]) => values.map((value) => formatFixed(value, digitsFor(span)));

test("values of ordinary size have enough decimals to distinguish them", () => {
  expect(format(0.6, 9.8, 10, -10.25)).toEqual(["9.800", "10.000", "−10.250"]);
  expect(format(400, 1234.5, 99)).toEqual(["1235", "99"]);
});

test("values around a billionth are written with significant digits and a power of ten", () => {
  expect(format(6e-9, 1.04e-9, -2.5e-9, 0)).toEqual(["1.04×10⁻⁹", "−2.50×10⁻⁹", "0"]);
  expect(format(6e-12, 1.00234e-9)).toEqual(["1.00234×10⁻⁹"]);
  // A small difference between larger values stays visible.
  expect(format(6e-9, 3.000000012)).toEqual(["3.00000001200"]);
});

test("values around a billion keep their differences, but no digits beyond the precision of a double", () => {
  expect(format(6, 999_999_999.99985, 1_000_000_003.25)).toEqual(["1000000000.00", "1000000003.25"]);
  expect(format(6e-4, 1_000_000_003.250_123_4)).toEqual(["1000000003.25012"]);
  expect(format(6e10, 123_456_789_012)).toEqual(["123456789012"]);
});

test("ticks have as many decimals as their steps need, and zero has no sign", () => {
  expect([5, 1, 0.5, 0.25, 2.5, 1e-9, 2e-10, 0.1 + 0.2].map(stepDigits)).toEqual([0, 0, 1, 2, 1, 9, 10, 1]);
  expect([-2e-10, -1e-25, 0, 2e-10].map((at) => formatFixed(at, stepDigits(2e-10)))).toEqual([
    "−2×10⁻¹⁰",
    "0",
    "0",
    "2×10⁻¹⁰",
  ]);
});

test("a rate is written on the scale of its chart, and its interval with the same decimals", () => {
  expect([0.0955, 0.25, 0.000123, 2.5].map((rate) => formatRate(rate))).toEqual([
    "0.0955",
    "0.250",
    "0.000123",
    "2.500",
  ]);
  expect(formatRate(0.2, 0.0955)).toBe("0.2000");
});
