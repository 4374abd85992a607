/** The point that a chart plots for one subgroup. */
import type { Point } from "./charts/chart-type.ts";
import { chartTypes } from "./charts/index.ts";
import type { ChartKind } from "./kinds.ts";

/**
 * Returns the point of a complete subgroup. `previous` is the previous value, for the moving range; `null` for the first
 * individual, which has no `secondary`. Throws a `RangeError` if the chart is not for this number of values.
 */
export function pointOf(chart: ChartKind, values: readonly number[], previous: number | null): Point {
  const { sizes, plot } = chartTypes[chart];
  if (values.length < sizes.min || values.length > sizes.max)
    throw new RangeError(`A point of ${chart} is not made of ${values.length} values.`);
  return plot(values, previous);
}
