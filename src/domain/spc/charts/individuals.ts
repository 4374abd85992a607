/**
 * `i-mr`: single values, and the moving ranges between neighbours.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6.4; NIST/SEMATECH e-Handbook 6.3.2.2.
 */
import { constantsFor } from "../constants.ts";
import type { ChartType } from "./chart-type.ts";
import { limitsFromKnown, limitsFromSpread } from "./location-and-spread.ts";

/** A moving range is the range of two single values. */
function rangeOfTwo() {
  const { d2, d3 } = constantsFor(2);
  return { mean: d2, sd: d3 };
}

export const individuals: ChartType = {
  sizes: { min: 1, max: 1 },
  usesPrevious: true,
  estimator: "MR-bar/d2",
  spreadSignals: 0.0092,
  plot([value = Number.NaN], previous) {
    return { value, secondary: previous === null ? null : Math.abs(value - previous) };
  },
  limits: (_, plotted) => limitsFromSpread(rangeOfTwo(), plotted, { meanOf: 1, estimator: "MR-bar/d2" }),
  givenLimits: (_, known) => limitsFromKnown(rangeOfTwo(), known, 1),
  degrees: (_, points) => points - 1,
};
