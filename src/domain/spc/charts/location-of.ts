/** The pair of charts from which EWMA and CUSUM take their points, their mean and their sigma. */

import type { EstimatorChoice } from "../chart-options.ts";
import { defaultChart, maxSubgroupSize } from "../kinds.ts";
import type { ChartSetup, Formulas } from "./chart-type.ts";
import { individuals } from "./individuals.ts";
import { meansAndDeviations } from "./means-and-deviations.ts";
import { meansAndRanges } from "./means-and-ranges.ts";

/** Single values, or means of subgroups of equal size. */
export const sizes = { min: 1, max: maxSubgroupSize };

/** Moving ranges have a median, subgroups a pooled standard deviation. */
export const estimators = (subgroupSize: number): readonly EstimatorChoice[] =>
  (subgroupSize === 1 ? individuals : meansAndDeviations).estimators(subgroupSize);

/** Returns the formulas of the points. */
export function openLocation({ subgroup_size, options }: ChartSetup): Formulas {
  const { estimator } = options;
  const types = { "i-mr": individuals, "xbar-r": meansAndRanges, "xbar-s": meansAndDeviations };
  const kind = estimator && subgroup_size > 1 ? "xbar-s" : defaultChart(subgroup_size);
  const type = types[kind as keyof typeof types];
  const formulas = type.open({ subgroup_size, options: { ...(estimator && { estimator }) } });
  const { limitsAt: _, ...rest } = formulas;
  return rest;
}
