/**
 * The contract of a chart kind. Everything that differs between kinds is a field of this contract, each kind is a literal
 * in its own file, and shared code never checks which kind it has.
 */
import type { ChartOptions, EstimatorChoice, OptionName } from "../chart-options.ts";
import type { ControlLimits, Estimator, Limits, Plotted, SeriesPoint } from "../control-limits.ts";
import type { CountDistribution } from "../count-chance.ts";
import type { RuleNumber } from "../kinds.ts";
import type { Moments } from "../moments.ts";

/** What one subgroup contributes to a chart. */
export interface Point extends SeriesPoint {
  /** The single value, the mean, the count or the rate. */
  readonly value: number;
  /** The moving range, the range or the sample standard deviation; `null` if there is none. */
  readonly secondary: number | null;
}

/** The settings of a chart that its formulas depend on. */
export interface ChartSetup {
  readonly subgroup_size: number;
  readonly options: ChartOptions;
}

/** A statistic that depends on all points before it, after one point; plain JSON. */
export interface Track {
  /** How many points it includes. */
  readonly n: number;
  /** The moving average, or the sum of the deviations upwards. */
  readonly value: number;
  /** The sum of the deviations downwards. */
  readonly low?: number;
}

/** A point as a count, with the distribution that it has by chance. */
export interface CountChance {
  readonly of: CountDistribution;
  readonly count: number;
  readonly lines: Limits;
}

/** The lines at a single point. */
export interface PointLimits extends Limits {
  readonly secondary: Limits | null;
  /** Sigma of the plotted statistic at this point. */
  readonly sigma_point: number;
}

/** What a point adds to the sums: a value and its weight. */
export interface Term {
  readonly x: number;
  readonly weight: number;
}

/** A chart kind's formulas for one setup. */
export interface Formulas {
  /** Whether the secondary value of a point depends on the point before it, as a moving range does. */
  readonly usesPrevious: boolean;
  /** How the sigma within subgroups is estimated. */
  readonly estimator: Estimator;
  /** The share of secondary values that are beyond their limits by chance. */
  readonly spreadSignals: number;
  /** The average number of points between two signals of rule 1 by chance, if it is not that of a normal distribution. */
  readonly pointsPerSignal?: () => number;
  /** Counts: the distribution of a point's count, and the count and the lines in its units; `null` if it is another one. */
  chanceAt?(limits: ControlLimits, point: SeriesPoint): CountChance | null;
  /** How many of the last points `limits` reads besides the sums. */
  readonly seriesLength: number;
  /** The least number of values that make a point if no more follow. */
  readonly minValues: number;
  /** Makes the point of a subgroup. `previous` is the value of the point before it; `null` for the first. */
  plot(values: readonly number[], context: { readonly previous: number | null; readonly size?: number | null }): Point;
  /** Returns what a point adds to the sums of `location` and `dispersion`. */
  terms(point: Point): { readonly location: Term; readonly dispersion: Term | null };
  /** Converts the mean of `location` to what the chart draws, if that is another unit. */
  drawnMean?(location: Moments): number;
  /** Computes the limits from at least two points; `null` if they have no dispersion yet. */
  limitsFrom(plotted: Plotted): ControlLimits | null;
  /** Computes the limits of a process whose mean and sigma of single values are known. */
  givenLimits(known: { readonly center: number; readonly sigma: number }): ControlLimits;
  /** Returns the lines at a point if they differ from point to point. */
  limitsAt?(limits: ControlLimits, point: SeriesPoint & { readonly track?: Track | null }): PointLimits;
  /** The statistic that is drawn instead of a point's own value, if it depends on the points before it. */
  readonly tracker?: Tracker;
  /** Computes the variation between points relative to that within them, if the chart has it (Laney's sigma z). */
  readonly sigmaZ?: ((plotted: Plotted) => number | null) | undefined;
  /** Computes the degrees of freedom of sigma within this many points of so many values. */
  degrees(points: number, values: number): number;
}

/** A statistic that is carried from point to point. */
export interface Tracker {
  /** `previous` is `null` for the first point after the limits changed. */
  next(previous: Track | null, value: number, limits: ControlLimits): Track;
  /** What the two charts draw; without `secondary`, the second one draws that of the point. */
  draw(track: Track): { readonly value: number; readonly secondary?: number };
}

/** What a measurement is, if it is a count. */
export interface CountOf {
  /** Items that have a defect, at most as many as are in the sample; or defects, of which an item can have several. */
  readonly counted: "items" | "defects";
  /** Whether a measurement has a sample size. */
  readonly sized: boolean;
  /** Whether sizes are whole numbers. */
  readonly whole: boolean;
}

/** A kind of chart. */
export interface ChartType {
  /** The subgroup sizes that it is for. */
  readonly sizes: { readonly min: number; readonly max: number };
  /** The options that it has, besides the estimators. */
  readonly options: readonly OptionName[];
  /** How sigma can be estimated with this subgroup size, if not by the default. */
  estimators(subgroupSize: number): readonly EstimatorChoice[];
  /** The run rules that apply to it. */
  readonly rules: readonly RuleNumber[];
  /** What is counted; `null` for measured values. */
  readonly counts: CountOf | null;
  /** What the second chart shows. */
  readonly second: "spread" | "low" | null;
  open(setup: ChartSetup): Formulas;
}
