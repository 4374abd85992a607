/** The wall of teams: their order, and the axis that all charts share. */
import type { Chart } from "../../../domain/spc/chart.ts";
import type { WallItem } from "../../../domain/spc/folder.ts";

export const wallOrders = ["name", "cpk", "alert"] as const;
export type WallOrder = (typeof wallOrders)[number];

/** Compares names as people do: Team 2 before Team 10. */
const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

interface Team {
  readonly id: number;
  readonly name: string;
}

/** Sorts by name; by Cpk, the largest first; or by the last alert, the newest first. Teams without one come last. */
export function inOrder<T extends Team>(
  teams: readonly T[],
  order: WallOrder,
  items: ReadonlyMap<number, WallItem>,
): T[] {
  const figure = ({ id }: Team): number => {
    const item = items.get(id);
    if (order === "cpk") return item?.cpk ?? Number.NEGATIVE_INFINITY;
    if (order === "alert" && item?.last_alert_at) return Date.parse(item.last_alert_at);
    return Number.NEGATIVE_INFINITY;
  };
  return teams.toSorted((one, other) => {
    const [a, b] = [figure(one), figure(other)];
    return a === b ? compare(one.name, other.name) : b > a ? 1 : -1;
  });
}

/** The range of an axis. */
export interface AxisRange {
  readonly low: number;
  readonly high: number;
}

/** Returns the range of everything that the charts show, with a small margin; `undefined` if they show nothing. */
export function axisOf(charts: readonly Chart[]): AxisRange | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points, ucl, lcl, spec } of charts) {
    const shown = points.filter(({ excluded }) => !excluded).map(({ value }) => value);
    // The specification is of single values: it belongs on the axis only if values are plotted at all.
    const lines = shown.length > 0 ? [ucl, lcl, spec.usl, spec.lsl] : [];
    for (const value of [...shown, ...lines]) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return undefined;
  const margin = (high - low || Math.abs(high) || 1) * 0.05;
  return { low: low - margin, high: high + margin };
}
