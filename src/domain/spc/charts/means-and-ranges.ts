/**
 * `xbar-r`: means of subgroups, and their ranges.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6.2.
 */
import { constantsFor } from "../constants.ts";
import { maxRangeSize, ruleNumbers } from "../kinds.ts";
import { momentsOf } from "../moments.ts";
import type { ChartType } from "./chart-type.ts";
import { meansWith } from "./location-and-spread.ts";

const ranges = {
  estimator: "R-bar/d2",
  spread(n: number) {
    const { d2, d3 } = constantsFor(n);
    return { mean: d2, sd: d3 };
  },
  plot: (values: readonly number[]) => ({
    value: momentsOf(values).mean,
    secondary: Math.max(...values) - Math.min(...values),
  }),
  // A mean of ranges has about 0.9 of the degrees of freedom of a mean of standard deviations.
  efficiency: 0.9,
} as const;

export const meansAndRanges: ChartType = {
  sizes: { min: 2, max: maxRangeSize },
  options: ["unequal"],
  estimators: () => [],
  rules: ruleNumbers,
  counts: null,
  second: "spread",
  open: (setup) => meansWith(ranges, setup),
};
