/** The specification as far as it belongs on a chart. */
import type { Chart } from "../../../domain/spc/chart.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";

const none: Chart["spec"] = { lsl: null, usl: null, target: null };

/** Returns no lines if the points are not on the scale of the values: sums of deviations, counts and rates. */
export function specOf({ chart, spec }: Pick<Chart, "chart" | "spec">): Chart["spec"] {
  const { second, counts } = chartTypes[chart];
  return second === "low" || counts ? none : spec;
}
