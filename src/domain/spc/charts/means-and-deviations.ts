/**
 * `xbar-s`: means of subgroups, and their standard deviations.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6.3.
 */
import { c4Of } from "../constants.ts";
import { maxSubgroupSize, ruleNumbers } from "../kinds.ts";
import { momentsOf, sampleSd } from "../moments.ts";
import type { ChartType } from "./chart-type.ts";
import { meansWith } from "./location-and-spread.ts";

const deviations = {
  estimator: "S-bar/c4",
  spread(n: number) {
    if (!Number.isInteger(n) || n < 2 || n > maxSubgroupSize)
      throw new RangeError(`No chart constants for subgroups of ${n}.`);
    const c4 = c4Of(n);
    return { mean: c4, sd: Math.sqrt(1 - c4 * c4) };
  },
  plot(values: readonly number[]) {
    const moments = momentsOf(values);
    return { value: moments.mean, secondary: sampleSd(moments) };
  },
  efficiency: 1,
} as const;

export const meansAndDeviations: ChartType = {
  sizes: { min: 2, max: maxSubgroupSize },
  options: ["unequal"],
  estimators: () => ["pooled", "pooled-c4"],
  rules: ruleNumbers,
  counts: null,
  second: "spread",
  open: (setup) => meansWith(deviations, setup),
};
