/**
 * The uncertainty of capability indices: 95 % confidence intervals, and the expected parts per million outside the
 * specification, both for normally distributed values.
 * Source: A. F. Bissell, "How Reliable Is Your Capability Index?", Applied Statistics 39, 1990; D. C. Montgomery,
 * "Introduction to Statistical Quality Control", ch. 8.3.5; E. B. Wilson and M. M. Hilferty, "The Distribution of
 * Chi-Square", PNAS 17, 1931.
 */
import type { Specification } from "./capability.ts";
import { formulasOf } from "./charts/index.ts";
import type { ChartKind } from "./kinds.ts";
import { normalCdf } from "./normal-range.ts";

/** A confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** The minimum number of points or of single values for a verdict (AIAG). */
const minPoints = 25;
const minValues = 100;

/** Returns whether a range is long enough for a verdict. */
export const isSufficient = (points: number, values: number): boolean => points >= minPoints || values >= minValues;

/** Computes the degrees of freedom of sigma within `points` complete subgroups. */
export const degreesWithin = (chart: ChartKind, subgroup_size: number, points: number): number =>
  formulasOf({ chart, subgroup_size }).degrees(points, points * subgroup_size);

/** Returns the interval of cp or pp. */
export function spreadInterval(index: number | null, degrees: number): Interval | null {
  if (index === null || degrees < 1) return null;
  // The chi-square quantile divided by its degrees of freedom, by Wilson and Hilferty.
  const ratio = (quantile: number) => {
    const v = 2 / (9 * degrees);
    return Math.max(0, 1 - v + quantile * Math.sqrt(v)) ** 3;
  };
  return { lower: index * Math.sqrt(ratio(-z)), upper: index * Math.sqrt(ratio(z)) };
}

/** Returns the interval of cpk or ppk for this number of single values. */
export function nearestInterval(index: number | null, degrees: number, values: number): Interval | null {
  if (index === null || degrees < 1) return null;
  const halfWidth = z * Math.sqrt(1 / (9 * values) + index ** 2 / (2 * degrees));
  return { lower: index - halfWidth, upper: index + halfWidth };
}

/** Returns the expected number of values outside the specification per million; `null` if sigma is missing or 0. */
export function expectedPpm({ lsl, usl }: Specification, mean: number, sigma: number | null): number | null {
  if (sigma === null || !(sigma > 0)) return null;
  const below = lsl === null ? 0 : normalCdf((lsl - mean) / sigma);
  const above = usl === null ? 0 : normalCdf((mean - usl) / sigma);
  const ppm = 1e6 * (below + above);
  return Number.isFinite(ppm) ? ppm : null;
}
