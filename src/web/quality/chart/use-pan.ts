/** The visible window of a chart: in the points that the page has, or in an earlier part that is read when it is needed. */
import { useSignal } from "@preact/signals";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { History } from "./use-history.ts";

export interface Pan {
  /** The part of the chart that has the window. */
  readonly chart: Chart;
  /** The index after the last visible point. */
  readonly end: number;
  /** Whether the part does not reach to the newest point. */
  readonly isPast: boolean;
  /** Moves the window so that it ends at a subgroup; `undefined`: follows the newest point. */
  readonly showUntil: (subgroup: number | undefined) => void;
  /** Drags the window by so many points; positive to earlier ones. */
  readonly panBy: (points: number) => void;
}

export function usePan(newest: Chart, given: History | undefined, width: number): Pan {
  // The last visible subgroup; `undefined`: follows the newest.
  const pinned = useSignal<number | undefined>(undefined);
  const history = given?.newest === newest ? given : undefined;
  const until = pinned.value;
  const isWithin = until === undefined || hasWindow(newest, until, width);
  const past = history?.past && { ...newest, points: history.past.points };
  const isPast = !isWithin && past !== undefined;
  const chart = isPast ? past : newest;
  const count = chart.points.length;
  const at = until === undefined ? count : chart.points.findLastIndex((point) => point.subgroup_number <= until) + 1;
  const end = Math.max(Math.min(width, count), at);

  function showUntil(subgroup: number | undefined): void {
    const last = newest.points.at(-1)?.subgroup_number ?? 0;
    pinned.value = subgroup === undefined || subgroup >= last ? undefined : subgroup;
    if (subgroup !== undefined && history && !hasWindow(newest, subgroup, width)) history.load(subgroup, width);
  }

  return {
    chart,
    end,
    isPast,
    showUntil,
    panBy(points) {
      const next = end - points;
      const first = chart.points[0]?.subgroup_number ?? 1;
      if (next > count) showUntil(isPast ? (chart.points.at(-1)?.subgroup_number ?? 0) + next - count : undefined);
      else if (next >= Math.min(width, count)) showUntil(chart.points[next - 1]?.subgroup_number);
      // Before the first point that the page has.
      else
        showUntil(
          Math.max(chart.points[Math.min(width, count) - 1]?.subgroup_number ?? 1, 0) -
            (history ? Math.min(first - 1, width - next) : 0),
        );
    },
  };
}

/** Whether the chart has all points of a window that ends at a subgroup. */
function hasWindow({ points, points_total }: Chart, until: number, width: number): boolean {
  if (points.length === points_total) return true;
  return points.findLastIndex(({ subgroup_number }) => subgroup_number <= until) + 1 >= width;
}
