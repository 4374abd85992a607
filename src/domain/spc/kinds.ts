/** The kinds of charts and the run rules. Without schemas, so that pages can import them without zod. */

/**
 * Individuals with moving ranges, means with ranges, means with standard deviations; shares and numbers of nonconforming
 * items; numbers of defects, per unit or not; exponentially weighted moving averages; cumulative sums.
 */
export const chartKinds = ["i-mr", "xbar-r", "xbar-s", "p", "np", "c", "u", "ewma", "cusum"] as const;
export type ChartKind = (typeof chartKinds)[number];

/** Nelson's rules by his numbers (L. S. Nelson, "The Shewhart Control Chart: Tests for Special Causes", 1984). */
export const ruleNumbers = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type RuleNumber = (typeof ruleNumbers)[number];

/** The default rules. All eight together would raise a false alarm every 75 points. */
export const defaultRules: readonly RuleNumber[] = [1, 2, 5, 6];

/** The largest subgroup. */
export const maxSubgroupSize = 200;
/** The largest subgroup whose range is charted: the range of many values says little about their spread. */
export const maxRangeSize = 25;

/** Chooses the chart for a subgroup size: for large subgroups the range is less efficient than the standard deviation. */
export function defaultChart(subgroupSize: number): ChartKind {
  if (subgroupSize <= 1) return "i-mr";
  return subgroupSize <= 10 ? "xbar-r" : "xbar-s";
}

/** The maximum number of single subgroups from which limits are computed. */
export const maxBaseSubgroups = 1000;
