/** Computes control limits from points or from known values. */
import { chartTypes } from "./charts/index.ts";
import type { ControlLimits, Plotted } from "./control-limits.ts";
import type { ChartKind } from "./kinds.ts";

/** Returns the limits; `null` before the second point. Throws a `RangeError` for a subgroup size without constants. */
export function limitsFrom(chart: ChartKind, subgroupSize: number, plotted: Plotted): ControlLimits | null {
  const { points, dispersion } = plotted;
  if (points < 2 || dispersion === null) return null;
  return chartTypes[chart].limits(subgroupSize, { ...plotted, dispersion });
}

/** Returns the limits for a process whose mean and sigma of single values are known. */
export const limitsFromGiven = (
  chart: ChartKind,
  subgroupSize: number,
  known: { center: number; sigma: number },
): ControlLimits => chartTypes[chart].givenLimits(subgroupSize, known);
