import { expect, test } from "bun:test";
import {
  degreesWithin,
  expectedPpm,
  isSufficient,
  nearestInterval,
  spreadInterval,
} from "../../../src/domain/spc/confidence.ts";

test("the interval of cp is Montgomery's: 20 values, cp 2.29, from 1.57 to 3.01 (example 8.4)", () => {
  const { lower = 0, upper = 0 } = spreadInterval(2.29, 19) ?? {};
  expect([lower.toFixed(2), upper.toFixed(2)]).toEqual(["1.57", "3.01"]);
});

test("the interval of cpk is by Bissell's formula: for 1.33 of 20 values from 0.88 to 1.78, of 30 from 0.97 to 1.69", () => {
  const of20 = nearestInterval(1.33, 19, 20);
  expect([of20?.lower.toFixed(2), of20?.upper.toFixed(2)]).toEqual(["0.88", "1.78"]);
  const of30 = nearestInterval(1.33, 29, 30);
  expect([of30?.lower.toFixed(2), of30?.upper.toFixed(2)]).toEqual(["0.97", "1.69"]);
});

test("without an index, or without degrees of freedom, there is no interval", () => {
  expect([
    spreadInterval(null, 19),
    spreadInterval(1, 0),
    nearestInterval(null, 19, 20),
    nearestInterval(1, 0, 1),
  ]).toEqual([null, null, null, null]);
});

test("2,700 ppm are expected outside three sigma, 63 outside four, half of that with one limit", () => {
  const ppm = (lsl: number | null, usl: number | null, sigma: number | null = 1) => expectedPpm({ lsl, usl }, 0, sigma);
  expect(ppm(-3, 3)).toBeCloseTo(2699.8, 1);
  expect(ppm(-4, 4)).toBeCloseTo(63.34, 2);
  expect(ppm(null, 3)).toBeCloseTo(1349.9, 1);
  expect(ppm(2, null)).toBeCloseTo(977_249.9, 1);
  expect([ppm(-3, 3, 0), ppm(-3, 3, null)]).toEqual([null, null]);
});

test("25 points or 100 values are enough for a verdict", () => {
  expect([isSufficient(24, 24), isSufficient(25, 25), isSufficient(20, 99), isSufficient(20, 100)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test("degrees of freedom of sigma within depend on its estimator", () => {
  expect([degreesWithin("i-mr", 1, 30), degreesWithin("xbar-r", 5, 25), degreesWithin("xbar-s", 12, 25)]).toEqual([
    29, 90, 275,
  ]);
});
