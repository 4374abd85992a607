/**
 * Limits of a pair of charts at three sigma: the location around its mean, the spread around its own.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6; NIST/SEMATECH e-Handbook 6.3.2; for
 * unequal subgroups SAS/QC User's Guide, "Methods for Estimating the Standard Deviation"; for the pooled standard
 * deviation Minitab, "Methods and formulas for estimating sigma".
 */
import { c4Of } from "../constants.ts";
import type { ControlLimits, Estimator, Limits, Plotted } from "../control-limits.ts";
import type { ChartSetup, Formulas, PointLimits } from "./chart-type.ts";

/** The distribution of a spread statistic of n values if sigma is 1: its mean (d2 or c4) and standard deviation. */
export interface SpreadDistribution {
  readonly mean: number;
  readonly sd: number;
}

interface LinesInput {
  readonly center: number;
  readonly sigma: number;
  /** How many values a point of the location chart is the mean of. */
  readonly meanOf: number;
  readonly secondary: Limits;
  readonly estimator: Estimator;
}

function linesOf({ center, sigma, meanOf, secondary, estimator }: LinesInput): ControlLimits {
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
  { location, dispersion }: { readonly location: number; readonly dispersion: number },
  { meanOf, estimator }: Pick<LinesInput, "meanOf" | "estimator">,
): ControlLimits {
  return linesOf({
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

const spreadLines = ({ mean, sd }: SpreadDistribution, sigma: number): Limits => ({
  center: mean * sigma,
  ucl: (mean + 3 * sd) * sigma,
  lcl: Math.max(0, mean - 3 * sd) * sigma,
});

/** Returns the limits for a process whose mean and sigma are known, or estimated in another way. */
export const limitsFromKnown = (
  spread: SpreadDistribution,
  { center, sigma, estimator = "given" }: { center: number; sigma: number; estimator?: Estimator },
  meanOf: number,
): ControlLimits => linesOf({ center, sigma, meanOf, secondary: spreadLines(spread, sigma), estimator });

/** Two kinds of pairs differ in the spread statistic alone. */
interface MeansInput {
  readonly estimator: Estimator;
  /** The distribution of the spread statistic of n values. */
  readonly spread: (n: number) => SpreadDistribution;
  readonly plot: (values: readonly number[]) => { value: number; secondary: number | null };
  /** The degrees of freedom of the spread statistic, relative to those of a standard deviation. */
  readonly efficiency: number;
}

/** Returns the formulas of a chart of means with this spread statistic. */
export function meansWith({ estimator, spread, plot, efficiency }: MeansInput, { subgroup_size, options }: ChartSetup) {
  const common = {
    usesPrevious: false,
    estimator,
    spreadSignals: 0.0046,
    seriesLength: 0,
    minValues: options.unequal ? 2 : subgroup_size,
    givenLimits: (known) => limitsFromKnown(spread(subgroup_size), known, subgroup_size),
    degrees: (points, values) => efficiency * (values - points),
  } satisfies Partial<Formulas>;
  const equal: Formulas = {
    ...common,
    plot,
    terms: ({ value, secondary }) => ({
      location: { x: value, weight: 1 },
      dispersion: secondary === null ? null : { x: secondary, weight: 1 },
    }),
    limitsFrom: ({ location, dispersion }) =>
      dispersion === null
        ? null
        : limitsFromSpread(spread(subgroup_size), { location, dispersion }, { meanOf: subgroup_size, estimator }),
  };
  if (!options.unequal && !options.estimator) return equal;
  return { ...equal, ...unequal({ spread, plot, estimator, setup: { subgroup_size, options } }) };
}

/** Each point has the size of its subgroup, and its own limits: sigma is the mean of the points' own estimates, or pooled. */
function unequal({
  spread,
  plot,
  estimator,
  setup: { subgroup_size, options },
}: Pick<MeansInput, "spread" | "plot" | "estimator"> & { setup: ChartSetup }): Partial<Formulas> {
  const { estimator: choice } = options;
  const name: Estimator = choice === "pooled" ? "pooled S" : choice === "pooled-c4" ? "pooled S/c4" : estimator;
  const sigmaOf = ({ dispersion, dispersionWeight = 0 }: Plotted): number | null => {
    if (dispersion === null || !choice) return dispersion;
    const pooled = Math.sqrt(dispersion);
    return choice === "pooled-c4" ? pooled / c4Of(dispersionWeight + 1) : pooled;
  };
  return {
    estimator: name,
    plot: (values) => ({ ...plot(values), size: values.length }),
    terms({ value, secondary, size }) {
      const n = size ?? subgroup_size;
      const own = choice
        ? { x: (secondary ?? 0) ** 2, weight: n - 1 }
        : { x: (secondary ?? 0) / spread(n).mean, weight: 1 };
      return { location: { x: value, weight: n }, dispersion: secondary === null ? null : own };
    },
    limitsFrom(plotted) {
      const sigma = sigmaOf(plotted);
      const known = sigma !== null && { center: plotted.location, sigma, estimator: name };
      return known ? limitsFromKnown(spread(subgroup_size), known, subgroup_size) : null;
    },
    limitsAt({ center, sigma_within }, { size }): PointLimits {
      const n = size ?? subgroup_size;
      return limitsFromKnown(spread(n), { center, sigma: sigma_within }, n);
    },
  };
}
