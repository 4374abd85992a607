/**
 * `xbar-s`: means of subgroups, and their standard deviations.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6.3.
 */
import { constantsFor } from "../constants.ts";
import { maxSubgroupSize } from "../kinds.ts";
import { momentsOf, sampleSd } from "../moments.ts";
import type { ChartType } from "./chart-type.ts";
import { limitsFromKnown, limitsFromSpread } from "./location-and-spread.ts";

function deviationOf(subgroupSize: number) {
  const { c4 } = constantsFor(subgroupSize);
  return { mean: c4, sd: Math.sqrt(1 - c4 * c4) };
}

export const meansAndDeviations: ChartType = {
  sizes: { min: 2, max: maxSubgroupSize },
  usesPrevious: false,
  estimator: "S-bar/c4",
  spreadSignals: 0.0046,
  plot(values) {
    const moments = momentsOf(values);
    return { value: moments.mean, secondary: sampleSd(moments) };
  },
  limits: (n, plotted) => limitsFromSpread(deviationOf(n), plotted, { meanOf: n, estimator: "S-bar/c4" }),
  givenLimits: (n, known) => limitsFromKnown(deviationOf(n), known, n),
  degrees: (n, points) => points * (n - 1),
};
