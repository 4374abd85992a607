/** Computes control limits from points or from known values, and the lines at a single point. */
import type { PointLimits, Track } from "./charts/chart-type.ts";
import { type ChartChoice, formulasOf } from "./charts/index.ts";
import type { ControlLimits, Plotted, SeriesPoint } from "./control-limits.ts";
import type { ChartKind } from "./kinds.ts";

/** Returns the limits; `null` before the second point. Throws a `RangeError` for a subgroup size without constants. */
export const limitsFrom = (chart: ChartKind, subgroup_size: number, plotted: Plotted): ControlLimits | null =>
  limitsOfPlotted({ chart, subgroup_size }, plotted);

/** Like `limitsFrom`, for a chart with options. */
export const limitsOfPlotted = (choice: ChartChoice, plotted: Plotted): ControlLimits | null =>
  plotted.points < 2 ? null : formulasOf(choice).limitsFrom(plotted);

/** Returns the limits for a process whose mean and sigma of single values are known. */
export const limitsFromGiven = (
  chart: ChartKind,
  subgroup_size: number,
  known: { center: number; sigma: number },
): ControlLimits => formulasOf({ chart, subgroup_size }).givenLimits(known);

/** Returns the lines at a point: those of the chart, unless its limits differ from point to point. */
export const limitsAt = (
  choice: ChartChoice,
  limits: ControlLimits,
  point: SeriesPoint & { readonly track?: Track | null | undefined },
): PointLimits => formulasOf(choice).limitsAt?.(limits, { ...point, track: point.track ?? null }) ?? limits;

/** Returns what the charts draw for a point: its own values, or the statistic that is carried from point to point. */
export function drawnOf(
  choice: ChartChoice,
  { value, secondary, track }: { value: number; secondary: number | null; track?: Track | null | undefined },
): { readonly value: number; readonly secondary: number | null } {
  const { tracker } = formulasOf(choice);
  return tracker && track ? { secondary, ...tracker.draw(track) } : { value, secondary };
}
