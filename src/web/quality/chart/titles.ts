/** The names of a pair of charts. */
import type { Chart } from "../../../domain/spc/chart.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import { texts } from "./texts.ts";

/** The names of the two charts, with the unit of their axes; some kinds have no second chart. */
export interface ChartTitles {
  readonly location: string;
  readonly spread: string | undefined;
  /** The mark of a point of the second chart that is beyond a limit. */
  readonly out: string;
}

/** Returns the names; `unit` is that of the values. */
export function titlesOf({ chart }: Chart, unit: string | null): ChartTitles {
  const withAxis = (title: string) => (unit === null ? title : `${title} · ${unit}`);
  const { second } = chartTypes[chart];
  return {
    location: withAxis(texts.value.location[chart]),
    spread: second ? withAxis(texts.value.spread[chart]) : undefined,
    out: second ? texts.value.secondOut[second] : "",
  };
}
