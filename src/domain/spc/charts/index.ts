/** Every kind of chart, by its name. */
import type { ChartKind } from "../kinds.ts";
import type { ChartType } from "./chart-type.ts";
import { individuals } from "./individuals.ts";
import { meansAndDeviations } from "./means-and-deviations.ts";
import { meansAndRanges } from "./means-and-ranges.ts";

export const chartTypes: Readonly<Record<ChartKind, ChartType>> = {
  "i-mr": individuals,
  "xbar-r": meansAndRanges,
  "xbar-s": meansAndDeviations,
};
