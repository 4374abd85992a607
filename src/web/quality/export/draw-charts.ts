/** Draws the page's charts again for paper: at a fixed width, dark on white, whatever the page looks like. */
import { edgesOf, type PlotModel } from "../chart/model.ts";
import { openPlot } from "../chart/plot.tsx";
import { type ShownCharts, shownCharts } from "../chart/shown-charts.ts";
import { texts as qualityTexts } from "../texts.ts";

/** A chart that was drawn, with its title. */
export interface DrawnChart {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

/** The width of the charts in CSS pixels, and the scale of their type: they are read at the width of a sheet of paper. */
export const paperWidth = 1400;
const typeScale = 1.5;
/** How the height of both charts is shared. */
const locationShare = 0.65;

/**
 * Begins to draw the charts, `height` CSS pixels high together, and calls `then` with them in a microtask, which still
 * comes before the browser prints. There are none if the page shows none.
 */
export function drawCharts(height: number, then: (charts: readonly DrawnChart[]) => void): void {
  const shown = shownCharts();
  if (!shown) return then([]);
  const host = document.createElement("div");
  host.className = "paper";
  document.body.append(host);
  const plots = chartsOf(shown, height).map(({ title, ...chart }) => ({ title, ...openOn(host, shown, chart) }));
  // uPlot draws in a microtask, too, which was queued before this one.
  queueMicrotask(() => {
    const drawn = plots.flatMap(({ title, element }) => {
      const canvas = element.querySelector("canvas");
      return canvas ? [{ title, canvas: copyOf(canvas) }] : [];
    });
    for (const { close } of plots) close();
    host.remove();
    then(drawn);
  });
}

interface PaperChart {
  readonly model: PlotModel;
  readonly height: number;
  readonly nameOf: ShownCharts["nameOf"];
}

function chartsOf(
  { titles, location, spread, nameOf }: ShownCharts,
  height: number,
): (PaperChart & { title: string })[] {
  return [
    { title: titles.location, model: location, height: titles.spread ? height * locationShare : height, nameOf },
    ...(titles.spread === undefined
      ? []
      : [
          {
            title: titles.spread,
            model: spread,
            height: height * (1 - locationShare),
            nameOf: () => titles.out,
          },
        ]),
  ];
}

function openOn(host: HTMLElement, { location, spread, strata }: ShownCharts, { model, height, nameOf }: PaperChart) {
  const element = document.createElement("div");
  element.className = "plot";
  element.style.width = `${paperWidth}px`;
  element.style.height = `${height}px`;
  host.append(element);
  const props = {
    model,
    nameOf,
    strata,
    words: qualityTexts.value.plot,
    edges: edgesOf([location, spread]),
    label: "",
    class: "",
    scale: typeScale,
  };
  return { element, close: openPlot(element, () => props).close };
}

/** uPlot clears its canvas as it closes. */
function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}
