/**
 * The contract of a chart kind. Everything that differs between kinds is a field of this contract, each kind is a literal
 * in its own file, and shared code never checks which kind it has.
 */
import type { ControlLimits, Estimator, Plotted } from "../control-limits.ts";

/** One point on both charts of a pair. */
export interface Point {
  /** On the location chart: the single value or the mean. */
  readonly value: number;
  /** On the spread chart: the moving range, the range or the sample standard deviation. */
  readonly secondary: number | null;
}

/** A kind of chart. Its formulas depend on the number of values in a subgroup. */
export interface ChartType {
  /** The subgroup sizes that it is for. */
  readonly sizes: { readonly min: number; readonly max: number };
  /** Whether the secondary value of a point depends on the point before it, as a moving range does. */
  readonly usesPrevious: boolean;
  /** How the sigma within subgroups is estimated. */
  readonly estimator: Estimator;
  /** The share of secondary values that are beyond their limits by chance. */
  readonly spreadSignals: number;
  /** Makes the point of a complete subgroup. `previous` is the value of the point before it; `null` for the first. */
  plot(values: readonly number[], previous: number | null): Point;
  /** Computes the limits from at least two points with a dispersion. */
  limits(subgroupSize: number, plotted: Plotted & { readonly dispersion: number }): ControlLimits;
  /** Computes the limits of a process whose mean and sigma of single values are known. */
  givenLimits(subgroupSize: number, known: { readonly center: number; readonly sigma: number }): ControlLimits;
  /** Computes the degrees of freedom of sigma within this many subgroups. */
  degrees(subgroupSize: number, points: number): number;
}
