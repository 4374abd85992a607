/**
 * Limits of a pair of charts at three sigma: the location around its mean, the spread around its own.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6; NIST/SEMATECH e-Handbook 6.3.2.
 */
import type { ControlLimits, Estimator, Plotted } from "../control-limits.ts";

/** The distribution of a spread statistic if sigma is 1: its mean (d2 or c4) and standard deviation. */
export interface SpreadDistribution {
  readonly mean: number;
  readonly sd: number;
}

interface Parts {
  readonly center: number;
  readonly sigma: number;
  /** How many values a point of the location chart is the mean of. */
  readonly meanOf: number;
  readonly secondary: ControlLimits["secondary"];
  readonly estimator: Estimator;
}

function combine({ center, sigma, meanOf, secondary, estimator }: Parts): ControlLimits {
  const sigma_point = meanOf === 1 ? sigma : sigma / Math.sqrt(meanOf);
  return {
    center,
    ucl: center + 3 * sigma_point,
    lcl: center - 3 * sigma_point,
    secondary,
    sigma_within: sigma,
    sigma_point,
    estimator,
  };
}

/** Returns the limits for a process whose sigma is estimated from the mean of the spread statistic. */
export function limitsFromSpread(
  { mean, sd }: SpreadDistribution,
  { location, dispersion }: Plotted & { readonly dispersion: number },
  { meanOf, estimator }: Pick<Parts, "meanOf" | "estimator">,
): ControlLimits {
  return combine({
    center: location,
    sigma: dispersion / mean,
    meanOf,
    secondary: {
      center: dispersion,
      ucl: dispersion * (1 + (3 * sd) / mean),
      lcl: dispersion * Math.max(0, 1 - (3 * sd) / mean),
    },
    estimator,
  });
}

/** Returns the limits for a process whose mean and sigma are known. */
export function limitsFromKnown(
  { mean, sd }: SpreadDistribution,
  { center, sigma }: { readonly center: number; readonly sigma: number },
  meanOf: number,
): ControlLimits {
  return combine({
    center,
    sigma,
    meanOf,
    secondary: { center: mean * sigma, ucl: (mean + 3 * sd) * sigma, lcl: Math.max(0, mean - 3 * sd) * sigma },
    estimator: "given",
  });
}
