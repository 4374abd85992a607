/** Redraws statistics that are carried from point to point, after the lines have moved. */
import type { Track } from "./charts/chart-type.ts";
import { type ChartChoice, formulasOf } from "./charts/index.ts";
import type { ControlLimits } from "./control-limits.ts";

interface Carried {
  readonly value: number;
  readonly track: Track | null;
  readonly excluded: boolean;
  readonly limits_version: number;
}

/**
 * While the limits are computed from all data, the lines move with each point, and a statistic that was computed by earlier
 * lines does not fit them. Returns a function that gives each point the statistic by the current lines; under frozen limits,
 * points remain as they are. It takes neighbours, oldest first.
 */
export function openRedrawing<P extends Carried>(choice: ChartChoice, limits: ControlLimits | null): (point: P) => P {
  const { tracker } = formulasOf(choice);
  if (!tracker || !limits) return (point) => point;
  // The points before the first one are unknown, unless it is the first that has the statistic, or one without it.
  let previous: Track | null = null;
  let isKnown = false;
  return (point) => {
    if (point.limits_version !== 0) {
      previous = null;
      isKnown = true;
      return point;
    }
    if (point.excluded) return point;
    if (!isKnown && point.track && point.track.n > 1) {
      previous = point.track;
      isKnown = true;
      return point;
    }
    isKnown = true;
    previous = tracker.next(previous, point.value, limits);
    return { ...point, track: previous };
  };
}
