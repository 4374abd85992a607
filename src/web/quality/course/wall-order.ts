/** The wall of teams: their order, and the axis that all charts share. */
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import type { Limits } from "../../../domain/spc/control-limits.ts";
import type { WallItem } from "../../../domain/spc/folder.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { linesAtPoints, stepsOf } from "../chart/point-lines.ts";
import { specOf } from "../chart/spec-of.ts";

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

/** The limits of each point if they depend on it, and differ; `undefined` if the chart's own are those of all points. */
export const ownLines = (chart: Chart, points: readonly ChartPoint[]): readonly (Limits | null)[] | undefined =>
  points.some(({ size, track }) => size !== undefined || track !== undefined)
    ? stepsOf(linesAtPoints(chart, points))
    : undefined;

/** Whether one axis serves all products: they have the same kind of chart and the same unit. */
export const areComparable = (products: readonly Pick<Product, "chart" | "unit">[]): boolean =>
  products.every(({ chart, unit }) => chart === products[0]?.chart && unit === products[0]?.unit);

/** Returns the range of everything that the charts show, with a small margin; `undefined` if they show nothing. */
export function axisOf(charts: readonly Chart[]): AxisRange | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const chart of charts) {
    const points = chart.points.filter(({ excluded }) => !excluded);
    // Lines without points say nothing about the scale.
    if (points.length === 0) continue;
    const { usl, lsl } = specOf(chart);
    const limits = (ownLines(chart, points) ?? [chart]).flatMap((lines) => (lines ? [lines.ucl, lines.lcl] : []));
    for (const value of [...points.map(({ value }) => value), ...limits, usl, lsl]) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return undefined;
  const margin = (high - low || Math.abs(high) || 1) * 0.05;
  return { low: low - margin, high: high + margin };
}
