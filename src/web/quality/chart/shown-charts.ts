/** What the charts of the page show at the moment, for a print or a picture of them. */
import { useLayoutEffect } from "preact/hooks";
import type { PlotModel } from "./model.ts";
import type { NameOf } from "./points.ts";
import type { ChartTitles } from "./titles.ts";

export interface ShownCharts {
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
