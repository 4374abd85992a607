/** What a chart plots of one subgroup. Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6. */
import type { ChartKind } from "./kinds.ts";
import { momentsOf, sampleSd } from "./moments.ts";

/** One point on both charts of a pair. */
export interface Point {
  /** On the chart of the location: the single value or the mean. */
  readonly value: number;
  /** On the chart of the spread: the moving range, the range or the sample standard deviation. */
  readonly secondary: number | null;
}

/**
 * The point that a complete subgroup makes. `previous` is the value before, for the moving range; the first individual
 * has none, and so `null` as its `secondary`. A `RangeError` where the chart cannot take so many values.
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
