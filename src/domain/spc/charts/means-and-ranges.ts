/**
 * `xbar-r`: means of subgroups, and their ranges.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6.2.
 */
import { constantsFor } from "../constants.ts";
import { maxSubgroupSize } from "../kinds.ts";
import { momentsOf } from "../moments.ts";
import type { ChartType } from "./chart-type.ts";
import { limitsFromKnown, limitsFromSpread } from "./location-and-spread.ts";

function rangeOf(subgroupSize: number) {
  const { d2, d3 } = constantsFor(subgroupSize);
  return { mean: d2, sd: d3 };
}

export const meansAndRanges: ChartType = {
  sizes: { min: 2, max: maxSubgroupSize },
  usesPrevious: false,
  estimator: "R-bar/d2",
  spreadSignals: 0.0046,
  plot: (values) => ({ value: momentsOf(values).mean, secondary: Math.max(...values) - Math.min(...values) }),
  limits: (n, plotted) => limitsFromSpread(rangeOf(n), plotted, { meanOf: n, estimator: "R-bar/d2" }),
  givenLimits: (n, known) => limitsFromKnown(rangeOf(n), known, n),
  // A mean of ranges has about 0.9 of the degrees of freedom of a mean of standard deviations.
  degrees: (n, points) => 0.9 * points * (n - 1),
};
