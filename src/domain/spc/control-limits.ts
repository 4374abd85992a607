/** The lines of a pair of control charts, and what they are computed from. */

/** The lines of one chart. */
export interface Limits {
  readonly center: number;
  readonly ucl: number;
  readonly lcl: number;
}

/** The lines of a chart that does not exist, on the wire. */
export const noLines = { center: null, ucl: null, lcl: null } as const;

/** The statistics from which the sigma within subgroups can be estimated; `given` if it is known. */
export const estimatorNames = [
  "R-bar/d2",
  "S-bar/c4",
  "MR-bar/d2",
  "given",
  "pooled S",
  "pooled S/c4",
  "MR-median/d4",
  "binomial",
  "Poisson",
  "binomial × σz",
  "Poisson × σz",
] as const;
export type Estimator = (typeof estimatorNames)[number];

/** The lines of a pair of charts: the location, and the spread as `secondary`. */
export interface ControlLimits extends Limits {
  /** `null` for a chart without a second one. */
  readonly secondary: Limits | null;
  /** Sigma of single values within subgroups. */
  readonly sigma_within: number;
  /** Sigma of the plotted statistic: a third of the way from the center to a limit. */
  readonly sigma_point: number;
  readonly estimator: Estimator;
  /** If the limits depend on the size of a point: the average size, for which these are. */
  readonly size?: number;
  /** The variation between points, in units of that within them (Laney's sigma z), if the limits include it. */
  readonly sigma_z?: number;
  /** CUSUM: the value from which deviations are summed up, and how much of each is allowed. */
  readonly target?: number;
  readonly allowance?: number;
}

/** The plotted data from which limits are computed. */
export interface Plotted {
  /** The number of points. */
  readonly points: number;
  /** The mean of their values, x-bar or x-double-bar. */
  readonly location: number;
  /** The mean of their secondary values: R-bar, S-bar or MR-bar; `null` while there is none. */
  readonly dispersion: number | null;
  /** The sum of the points' weights in `location`, if these are not 1. */
  readonly weight?: number;
  /** The sum of the weights in `dispersion`. */
  readonly dispersionWeight?: number;
  /** The last of the points, for what no sum contains; oldest first. */
  readonly series?: readonly SeriesPoint[];
}

/** A point of a series. */
export interface SeriesPoint {
  readonly value: number;
  /** The number of values or items, or the area, if it varies. */
  readonly size?: number | null | undefined;
  /** Whether points between it and the one before it in the series are left out. */
  readonly isAfterGap?: boolean;
}

/** Returns the distances between neighbours of a series; `values` has a value of each point. */
export const rangesBetween = (series: readonly SeriesPoint[], values: readonly number[]): number[] =>
  values.flatMap((value, n) => (n === 0 || series[n]?.isAfterGap ? [] : Math.abs(value - (values[n - 1] ?? value))));

/** Returns what the lines of some charts depend on besides. */
export function lineDetails(limits: ControlLimits | null) {
  const { size, sigma_z, target, allowance } = limits ?? {};
  return {
    ...(size !== undefined && { size }),
    ...(sigma_z !== undefined && { sigma_z }),
    ...(target !== undefined && { target }),
    ...(allowance !== undefined && { allowance }),
  };
}
