/** The point that a chart plots for one subgroup. */
import type { Point } from "./charts/chart-type.ts";
import { type ChartChoice, chartTypes, formulasOf } from "./charts/index.ts";
import type { ChartKind } from "./kinds.ts";

/**
 * Returns the point of a complete subgroup. `previous` is the previous value, for the moving range; `null` for the first
 * individual, which has no `secondary`. Throws a `RangeError` if the chart is not for this number of values.
 */
export const pointOf = (chart: ChartKind, values: readonly number[], previous: number | null): Point =>
  plotSubgroup({ chart, subgroup_size: values.length }, values, { previous });

/** Like `pointOf`, for a chart with options. `size` is the sample size of a count. */
export function plotSubgroup(
  choice: ChartChoice,
  values: readonly number[],
  context: { readonly previous: number | null; readonly size?: number | null },
): Point {
  const { sizes } = chartTypes[choice.chart];
  if (values.length < sizes.min || values.length > sizes.max)
    throw new RangeError(`A point of ${choice.chart} is not made of ${values.length} values.`);
  return formulasOf(choice).plot(values, context);
}
