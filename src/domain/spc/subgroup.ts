/** The point that a chart plots for one subgroup. Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6. */
import type { ChartKind } from "./kinds.ts";
import { momentsOf, sampleSd } from "./moments.ts";

/** One point on both charts of a pair. */
export interface Point {
  /** On the location chart: the single value or the mean. */
  readonly value: number;
  /** On the spread chart: the moving range, the range or the sample standard deviation. */
  readonly secondary: number | null;
}

/**
 * Returns the point of a complete subgroup. `previous` is the previous value, for the moving range; `null` for the first
 * individual, which has no `secondary`. Throws a `RangeError` if the chart is not for this number of values.
 */
export function pointOf(chart: ChartKind, values: readonly number[], previous: number | null): Point {
  const [first] = values;
  if (first === undefined || (chart === "i-mr") !== (values.length === 1))
    throw new RangeError(`A point of ${chart} is not made of ${values.length} values.`);
  if (chart === "i-mr") return { value: first, secondary: previous === null ? null : Math.abs(first - previous) };
  const moments = momentsOf(values);
  const secondary = chart === "xbar-r" ? Math.max(...values) - Math.min(...values) : sampleSd(moments);
  return { value: moments.mean, secondary };
}
