/** The lines of a pair of control charts, and what they are computed from. */

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
