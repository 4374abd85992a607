/** What the charts of the page show at the moment, for a print or a picture of them. */
import { useLayoutEffect } from "preact/hooks";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { PlotModel } from "./model.ts";
import type { NameOf } from "./points.ts";
import type { ChartTitles } from "./titles.ts";

/** What a print or a picture of the charts says about them. */
export interface ChartNotes {
  /** Which points are shown, and by which limits, if these are not those of the product; then nothing else may be said. */
  readonly filter: string | undefined;
  /** What the marks of strata mean. */
  readonly legend: readonly { readonly stratum: number; readonly name: string }[];
}

export interface ShownCharts {
  readonly chart: Chart;
  readonly notes: ChartNotes | undefined;
  readonly titles: ChartTitles;
  readonly location: PlotModel;
  readonly spread: PlotModel;
  readonly nameOf: NameOf;
  readonly strata: readonly (number | undefined)[] | undefined;
}

let shown: ShownCharts | undefined;

/** The charts that are shown; `undefined` if there are none. */
export const shownCharts = (): ShownCharts | undefined => shown;

/** Sets what is shown while the component is mounted; `undefined` for charts that are not for print. */
export function useShownCharts(charts: ShownCharts | undefined): void {
  useLayoutEffect(() => {
    if (charts) shown = charts;
  });
  const isForPrint = charts !== undefined;
  useLayoutEffect(
    () => () => {
      if (isForPrint) shown = undefined;
    },
    [isForPrint],
  );
}
