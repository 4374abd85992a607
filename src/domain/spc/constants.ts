/**
 * Computes the constants of control charts: printed tables stop at three decimals and contain misprints.
 * Definitions: D. C. Montgomery, "Introduction to Statistical Quality Control", appendix VI; ASTM MNL 7.
 */
import { maxRangeSize } from "./kinds.ts";
import { normalRange } from "./normal-range.ts";

/** The factors for one subgroup size, by their usual names. */
export interface SpcConstants {
  /** Mean of the range of n standard normal values. */
  readonly d2: number;
  /** Standard deviation of that range. */
  readonly d3: number;
  /** Mean of the sample standard deviation of n standard normal values. */
  readonly c4: number;
  /** Limits of means: from sigma, from R-bar, from S-bar. */
  readonly A: number;
  readonly A2: number;
  readonly A3: number;
  /** Limits of ranges: from sigma (D1, D2), from R-bar (D3, D4). */
  readonly D1: number;
  readonly D2: number;
  readonly D3: number;
  readonly D4: number;
  /** Limits of standard deviations: from S-bar (B3, B4), from sigma (B5, B6). */
  readonly B3: number;
  readonly B4: number;
  readonly B5: number;
  readonly B6: number;
  /** Limits of single values, from the mean of ranges over n. */
  readonly E2: number;
}

const cache = new Map<number, SpcConstants>();

/** Returns the constants for subgroups of n values, 2 to 25; throws a `RangeError` for any other n. */
export function constantsFor(n: number): SpcConstants {
  const cached = cache.get(n);
  if (cached) return cached;
  if (!Number.isInteger(n) || n < 2 || n > maxRangeSize)
    throw new RangeError(`No chart constants for subgroups of ${n}.`);
  const constants = compute(n);
  cache.set(n, constants);
  return constants;
}

/**
 * Returns c4, √(2/(n−1)) Γ(n/2) / Γ((n−1)/2), for any n from 2. Small n: by c4(k) c4(k+1) = √((k−1)/k), which follows
 * from Γ(x+1) = x Γ(x). Large n: by the asymptotic series of Γ(x+½)/Γ(x) at x = (n−1)/2, whose error is below 1e-15 there
 * (M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 6.1.47).
 */
export function c4Of(n: number): number {
  if (n > maxExactC4) {
    const x = (n - 1) / 2;
    return 1 - 1 / (8 * x) + 1 / (128 * x ** 2) + 5 / (1024 * x ** 3) - 21 / (32_768 * x ** 4);
  }
  let c4 = Math.sqrt(2 / Math.PI);
  for (let k = 2; k < n; k++) c4 = Math.sqrt((k - 1) / k) / c4;
  return c4;
}
const maxExactC4 = 1000;

function compute(n: number): SpcConstants {
  const { mean: d2, sd: d3 } = normalRange(n);
  const c4 = c4Of(n);
  // The standard deviation of the sample standard deviation of values with sigma 1.
  const sdOfS = Math.sqrt(1 - c4 * c4);
  const root = Math.sqrt(n);
  return {
    d2,
    d3,
    c4,
    A: 3 / root,
    A2: 3 / (d2 * root),
    A3: 3 / (c4 * root),
    D1: Math.max(0, d2 - 3 * d3),
    D2: d2 + 3 * d3,
    D3: Math.max(0, 1 - (3 * d3) / d2),
    D4: 1 + (3 * d3) / d2,
    B3: Math.max(0, 1 - (3 * sdOfS) / c4),
    B4: 1 + (3 * sdOfS) / c4,
    B5: Math.max(0, c4 - 3 * sdOfS),
    B6: c4 + 3 * sdOfS,
    E2: 3 / d2,
  };
}
