/**
 * Nelson's eight rules, each checked for the newest point and those before it.
 * Source: L. S. Nelson, "The Shewhart Control Chart: Tests for Special Causes", Journal of Quality Technology 16, 1984;
 * 1, 5, 6 and 2 (there with eight points) are those of the Western Electric handbook, 1956.
 *
 * A point on a line is not beyond it, a point on the center is on neither side, and a tie neither rises nor falls.
 */

import type { ControlLimits } from "./control-limits.ts";
import { type RuleNumber, ruleNumbers } from "./kinds.ts";

/** The number of consecutive points that each rule uses; with fewer points it does not apply. */
export const ruleSpan: Record<RuleNumber, number> = { 1: 1, 2: 9, 3: 6, 4: 14, 5: 3, 6: 5, 7: 15, 8: 8 };

/** The largest span of a rule. */
export const maxSpan = 15;

/** A point within this many sigma of a line counts as on it, so that rounding errors are not signals. */
const tolerance = 1e-9;

/** 1 above the line at `sigmas` from the center, −1 below the line on the other side, 0 between and on them. */
const side = (z: number, sigmas: number): number => (z > sigmas + tolerance ? 1 : z < -sigmas - tolerance ? -1 : 0);

/** 1 if the series rises from `from` to `z`, −1 if it falls, 0 for a tie. */
// Two points infinitely far away on one side differ by NaN, which fails every comparison: also a tie.
const direction = (from: number, z: number): number => side(z - from, 0);

const directions = (window: readonly number[]): number[] => window.slice(1).map((z, i) => direction(window[i] ?? z, z));

/** Whether at least `min` points of the window are beyond the line at `sigmas`, on the same side as the newest point. */
function beyond(window: readonly number[], sigmas: number, min: number): boolean {
  const newest = side(window.at(-1) ?? 0, sigmas);
  return newest !== 0 && window.filter((z) => side(z, sigmas) === newest).length >= min;
}

/** Whether each rule's pattern holds in a window of exactly its span, oldest first. */
const matches: Record<RuleNumber, (window: readonly number[]) => boolean> = {
  /** One point beyond three sigma. */
  1: (window) => beyond(window, 3, 1),
  /** Nine in a row on one side of the center. */
  2: (window) => beyond(window, 0, 9),
  /** Six in a row, each higher than the one before, or each lower. */
  3: (window) => Math.abs(directions(window).reduce((sum, step) => sum + step, 0)) === window.length - 1,
  /** Fourteen in a row that alternate up and down. */
  4: (window) => directions(window).every((step, i, all) => step !== 0 && (i === 0 || step === -(all[i - 1] ?? 0))),
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
 * Lists the chosen rules that the newest point violates, in ascending order. `z` are the last points in sigmas
 * (`standardise`), oldest first; only the last 15 are used. A rule that still holds at the next point is listed there
 * again.
 */
export function violationsAt(z: readonly number[], rules: readonly RuleNumber[]): RuleNumber[] {
  return ruleNumbers.filter((rule) => {
    const span = ruleSpan[rule];
    return rules.includes(rule) && z.length >= span && matches[rule](z.slice(-span));
  });
}

/**
 * Converts a plotted value to sigmas from the center. If sigma is 0, every value off the center is ±Infinity: beyond
 * every limit, and tied with other values on its side.
 */
export function standardise(
  value: number,
  { center, sigma_point }: Pick<ControlLimits, "center" | "sigma_point">,
): number {
  const distance = value - center;
  return distance === 0 ? 0 : distance / sigma_point;
}
