/** The sums from which limits are computed: what each point adds to them is decided by the kind of chart. */
import type { Point } from "./charts/chart-type.ts";
import { type ChartChoice, formulasOf } from "./charts/index.ts";
import type { Plotted, SeriesPoint } from "./control-limits.ts";
import { addWeighted, type Moments, weightOf } from "./moments.ts";

/** Moments of the counted points: of the values, and of the secondary values. */
export interface PointSums {
  readonly location: Moments;
  readonly dispersion: Moments;
}

/** Adds a point to the sums, without changing the argument. */
export function addPoint({ location, dispersion }: PointSums, chart: ChartChoice, point: Point): PointSums {
  const terms = formulasOf(chart).terms(point);
  return {
    location: addWeighted(location, terms.location.x, terms.location.weight),
    dispersion: terms.dispersion ? addWeighted(dispersion, terms.dispersion.x, terms.dispersion.weight) : dispersion,
  };
}

/** Returns what limits are computed from. `series` are the last of the points, oldest first. */
export const plottedOf = ({ location, dispersion }: PointSums, series: readonly SeriesPoint[]): Plotted => ({
  points: location.count,
  location: location.mean,
  dispersion: dispersion.count > 0 ? dispersion.mean : null,
  ...(location.weight !== undefined && { weight: location.weight }),
  dispersionWeight: weightOf(dispersion),
  series,
});
