/** Every kind of chart, by its name. */
import type { ChartOptions } from "../chart-options.ts";
import type { ChartKind } from "../kinds.ts";
import type { ChartType, Formulas } from "./chart-type.ts";
import { defects, defectsPerUnit, nonconforming, proportions } from "./counts.ts";
import { cumulativeSums } from "./cusum.ts";
import { movingAverages } from "./ewma.ts";
import { individuals } from "./individuals.ts";
import { meansAndDeviations } from "./means-and-deviations.ts";
import { meansAndRanges } from "./means-and-ranges.ts";

export const chartTypes: Readonly<Record<ChartKind, ChartType>> = {
  "i-mr": individuals,
  "xbar-r": meansAndRanges,
  "xbar-s": meansAndDeviations,
  p: proportions,
  np: nonconforming,
  c: defects,
  u: defectsPerUnit,
  ewma: movingAverages,
  cusum: cumulativeSums,
};

/** The settings of a chart. */
export interface ChartChoice {
  readonly chart: ChartKind;
  readonly subgroup_size: number;
  readonly options?: ChartOptions | undefined;
}

const cache = new WeakMap<ChartChoice, Formulas>();

/** Returns the formulas of a chart. */
export function formulasOf(choice: ChartChoice): Formulas {
  const found = cache.get(choice);
  if (found) return found;
  const { chart, subgroup_size, options = {} } = choice;
  const formulas = chartTypes[chart].open({ subgroup_size, options });
  cache.set(choice, formulas);
  return formulas;
}
