/**
 * Nelson's eight rules, each asked of the newest point and those before it.
 * Source: L. S. Nelson, "The Shewhart Control Chart: Tests for Special Causes", Journal of Quality Technology 16, 1984;
 * 1, 5, 6 and 2 (there with eight points) are those of the Western Electric handbook, 1956.
 *
 * A point on a line is not beyond it, one on the center is on neither side, and a tie neither rises nor falls.
 */
import { type RuleNumber, ruleNumbers } from "./kinds.ts";
import type { ControlLimits } from "./limits.ts";

/** How many points in a row each rule looks at; before there are so many, it says nothing. */
export const ruleSpan: Record<RuleNumber, number> = { 1: 1, 2: 9, 3: 6, 4: 14, 5: 3, 6: 5, 7: 15, 8: 8 };

/** How many of the last points are enough for every rule. */
export const longestSpan = 15;

/** Within so many sigma of a line, a point is on it: what decimals lose as floats is no signal. */
const tolerance = 1e-9;

/** 1 above the line at `sigmas` from the center, −1 below the line on the other side, 0 between and on them. */
const side = (z: number, sigmas: number): number => (z > sigmas + tolerance ? 1 : z < -sigmas - tolerance ? -1 : 0);

/** 1 where it went up to `z`, −1 where down, 0 for a tie. */
// Two points infinitely far on one side differ by NaN, which no comparison holds for: a tie as well.
const direction = (from: number, z: number): number => side(z - from, 0);

const directions = (window: readonly number[]): number[] => window.slice(1).map((z, i) => direction(window[i] ?? z, z));

/** Whether `least` of the window are beyond the line at `sigmas`, on the side on which the newest is beyond it. */
function beyond(window: readonly number[], sigmas: number, least: number): boolean {
  const newest = side(window.at(-1) ?? 0, sigmas);
  return newest !== 0 && window.filter((z) => side(z, sigmas) === newest).length >= least;
}

/** Each rule on a window of exactly its span, oldest first. */
const holds: Record<RuleNumber, (window: readonly number[]) => boolean> = {
  /** One point beyond three sigma. */
  1: (window) => beyond(window, 3, 1),
  /** Nine in a row on one side of the center. */
  2: (window) => beyond(window, 0, 9),
  /** Six in a row, each higher than the one before, or each lower. */
  3: (window) => Math.abs(directions(window).reduce((sum, way) => sum + way, 0)) === window.length - 1,
  /** Fourteen in a row that alternate up and down. */
  4: (window) => directions(window).every((way, i, all) => way !== 0 && (i === 0 || way === -(all[i - 1] ?? 0))),
  /** Two of three beyond two sigma on one side, the newest among them. */
  5: (window) => beyond(window, 2, 2),
  /** Four of five beyond one sigma on one side, the newest among them. */
  6: (window) => beyond(window, 1, 4),
  /** Fifteen in a row within one sigma, on whichever sides. */
  7: (window) => window.every((z) => Math.abs(z) <= 1 + tolerance),
  /** Eight in a row beyond one sigma, on both sides. */
  8: (window) => {
    const sides = new Set(window.map((z) => side(z, 1)));
    return sides.size === 2 && !sides.has(0);
  },
};

/**
 * Which of the chosen rules the newest point completes, lowest first. `z` are the last points as `standardise` makes
 * them, oldest first; only the last 15 are looked at. A rule that still holds at the next point is named there again.
 */
export function violationsAt(z: readonly number[], rules: readonly RuleNumber[]): RuleNumber[] {
  return ruleNumbers.filter((rule) => {
    const span = ruleSpan[rule];
    return rules.includes(rule) && z.length >= span && holds[rule](z.slice(-span));
  });
}

/**
 * A plotted value in sigmas from the center. Where sigma is 0, every value off the center is infinitely far from it
 * (±Infinity): it is beyond every limit, and no higher or lower than another on its side.
 */
export function standardise(
  value: number,
  { center, sigma_point }: Pick<ControlLimits, "center" | "sigma_point">,
): number {
  const distance = value - center;
  return distance === 0 ? 0 : distance / sigma_point;
}
