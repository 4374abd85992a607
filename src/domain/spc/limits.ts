/**
 * Control limits at three sigma around the mean of the plotted values.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6; NIST/SEMATECH e-Handbook 6.3.2.
 */
import { constantsFor } from "./constants.ts";
import type { ChartKind } from "./kinds.ts";

/** The lines of one chart. */
export interface Limits {
  readonly center: number;
  readonly ucl: number;
  readonly lcl: number;
}

/** The statistic from which the sigma within subgroups was estimated. */
export type Estimator = "R-bar/d2" | "S-bar/c4" | "MR-bar/d2" | "given";

/** The lines of a pair of charts: the location, and the spread as `secondary`. */
export interface ControlLimits extends Limits {
  readonly secondary: Limits;
  /** Sigma of single values within subgroups. */
  readonly sigma_within: number;
  /** Sigma of the plotted statistic: a third of the way from the center to a limit. */
  readonly sigma_point: number;
  readonly estimator: Estimator;
}

/** The plotted data from which limits are computed. */
export interface Plotted {
  /** The number of points. */
  readonly points: number;
  /** The mean of their values, x-bar or x-double-bar. */
  readonly location: number;
  /** The mean of their secondary values: R-bar, S-bar or MR-bar; `null` while there is none. */
  readonly dispersion: number | null;
}

/** Returns the limits; `null` before the second point. Throws a `RangeError` for a subgroup size without constants. */
export function limitsFrom(chart: ChartKind, subgroupSize: number, plotted: Plotted): ControlLimits | null {
  const { points, location, dispersion } = plotted;
  if (points < 2 || dispersion === null) return null;
  // A moving range is the range of two single values.
  const { d2, c4, D3, D4, B3, B4 } = constantsFor(chart === "i-mr" ? 2 : subgroupSize);
  const usesStandardDeviation = chart === "xbar-s";
  const sigma_within = dispersion / (usesStandardDeviation ? c4 : d2);
  const sigma_point = chart === "i-mr" ? sigma_within : sigma_within / Math.sqrt(subgroupSize);
  return {
    center: location,
    ucl: location + 3 * sigma_point,
    lcl: location - 3 * sigma_point,
    secondary: {
      center: dispersion,
      ucl: dispersion * (usesStandardDeviation ? B4 : D4),
      lcl: dispersion * (usesStandardDeviation ? B3 : D3),
    },
    sigma_within,
    sigma_point,
    estimator: estimators[chart],
  };
}

/** Returns the limits for a process whose mean and sigma of single values are known. */
export function limitsFromGiven(
  chart: ChartKind,
  subgroupSize: number,
  known: { center: number; sigma: number },
): ControlLimits {
  const { center, sigma } = known;
  const { d2, d3, c4 } = constantsFor(chart === "i-mr" ? 2 : subgroupSize);
  const sigma_point = chart === "i-mr" ? sigma : sigma / Math.sqrt(subgroupSize);
  const [mean, spread] = chart === "xbar-s" ? [c4, Math.sqrt(1 - c4 * c4)] : [d2, d3];
  return {
    center,
    ucl: center + 3 * sigma_point,
    lcl: center - 3 * sigma_point,
    secondary: {
      center: mean * sigma,
      ucl: (mean + 3 * spread) * sigma,
      lcl: Math.max(0, mean - 3 * spread) * sigma,
    },
    sigma_within: sigma,
    sigma_point,
    estimator: "given",
  };
}

/** The estimator of each chart. */
export const estimators: Record<ChartKind, Estimator> = {
  "i-mr": "MR-bar/d2",
  "xbar-r": "R-bar/d2",
  "xbar-s": "S-bar/c4",
};
