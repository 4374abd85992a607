/** A control chart on a canvas: uPlot provides scales, axes and pointer; the hooks draw everything else. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { formatFixed, stepDigits } from "../digits.ts";
import { type Box, type Brush, type Colours, coloursOf, paint } from "./brush.ts";
import { drawBase, drawLimits, drawPhases, drawSpec, drawSpecNames, drawZones, type PlotWords } from "./lines.ts";
import { listenForBrush, type OnBrush } from "./listen-for-brush.ts";
import { listenForPan } from "./listen-for-pan.ts";
import { listenForPress } from "./listen-for-press.ts";
import type { PlotModel } from "./model.ts";
import { drawMarks, drawPoints, type NameOf } from "./points.ts";
import { drawStrata } from "./strata-marks.ts";

interface PlotProps {
  model: PlotModel;
  words: PlotWords;
  nameOf: NameOf;
  /** Length in characters of the longest number at each edge; the same for both charts, so that they align. */
  edges: { readonly left: number; readonly right: number };
  /** The stratum of each point, by its index. */
  strata?: readonly (number | undefined)[] | undefined;
  /** For screen readers; the data is in the table. */
  label: string;
  class: string;
  /** Scale of the type (default: 1). */
  scale?: number;
  /** Called with the index of the point under the pointer; `undefined` if there is none. */
  onPoint?: (index: number | undefined) => void;
  /** Called with the index of the point that is pressed. */
  onPress?: (index: number) => void;
  /** Called while the chart is dragged, with the number of points; positive to the right. */
  onPan?: (points: number) => void;
  /** If given, dragging chooses points instead: called with the first and the last index. */
  onBrush?: ((range: readonly [number, number], isDone: boolean) => void) | undefined;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Fills the available width; its class sets the height. */
export function Plot(props: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const plot = useRef<{ show: () => void } | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const opened = openPlot(element, () => latest.current);
    plot.current = opened;
    return opened.close;
  }, []);
  // In the same frame as the page, so that both charts show the same data.
  useLayoutEffect(() => plot.current?.show(), [props.model, props.words, props.strata]);
  return <div ref={box} class={`plot ${props.class}`} role="img" aria-label={props.label} />;
}

/** The font size: larger in a wide window, which may be a projector's. */
const typeFor = (width: number): number => {
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return root * (width > 900 ? 1.05 : width > 560 ? 0.95 : 0.8);
};

/** What uPlot reads while it draws; colours and font size change while the plot is open. */
interface PlotContext {
  readonly element: HTMLElement;
  readonly props: () => PlotProps;
  colours: Colours;
  /** Font size in CSS pixels. */
  type: number;
}

const dataOf = ({ model }: PlotProps): uPlot.AlignedData => [model.values.map((_, index) => index), [...model.values]];

/** The axes: subgroup numbers below, values at the left. */
function axesOf(context: PlotContext): uPlot.Axis[] {
  const { element, props, type } = context;
  const shared = {
    stroke: () => context.colours.quiet,
    font: `${Math.round(type * 0.85)}px ${getComputedStyle(element).fontFamily}`,
    ticks: { show: false },
  };
  return [
    {
      ...shared,
      size: type * 2,
      gap: 4,
      grid: { show: false },
      splits: (u) => indexTicks(u.data[0].length, u.bbox.width / devicePixelRatio / (type * 4)),
      values: (_, splits) => splits.map((index) => String(props().model.subgroups[index] ?? "")),
    },
    {
      ...shared,
      size: () => props().edges.left * type * 0.52 + 16,
      gap: 6,
      space: type * 2.4,
      grid: { stroke: () => context.colours.faint, width: 1 },
      values: (_, splits) => {
        const digits = stepDigits(Math.abs((splits[1] ?? 1) - (splits[0] ?? 0)));
        return splits.map((at) => formatFixed(at, digits));
      },
    },
  ];
}

/** Draws the zones first, below the grid; then lines, points and labels. */
function hooksOf(context: PlotContext): uPlot.Hooks.Arrays {
  const { props } = context;
  const draw = (u: uPlot, clip: boolean, act: (brush: Brush) => void) =>
    paint(u, { colours: context.colours, type: context.type, clip }, act);
  return {
    drawClear: [(u) => draw(u, true, (brush) => drawZones(brush, props().model))],
    draw: [
      (u) => {
        const { model, words, nameOf, strata } = props();
        draw(u, true, (brush) => drawSpec(brush, model));
        draw(u, true, (brush) => drawBase(brush, model));
        draw(u, false, (brush) => drawLimits(brush, model, words));
        draw(u, true, (brush) => drawPoints(brush, model));
        const labels: Box[] = [];
        draw(u, true, (brush) =>
          labels.push(...drawPhases(brush, model, words), ...drawSpecNames(brush, model, words)),
        );
        // Not clipped: the highest point of a low chart is closer to the edge than its mark is large.
        draw(u, false, (brush) => drawMarks(brush, { model, nameOf, labels }));
        if (strata) draw(u, true, (brush) => drawStrata(brush, model, strata));
      },
    ],
    setCursor: [({ cursor }) => props().onPoint?.(cursor.idx ?? undefined)],
  };
}

function createPlot(context: PlotContext): uPlot {
  const { element, props, type } = context;
  return new uPlot(
    {
      width: element.clientWidth,
      height: element.clientHeight,
      legend: { show: false },
      padding: [type * 0.8, () => props().edges.right * context.type * 0.6 + 18, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: () => [-0.7, Math.max(9, props().model.values.length) * 1.02 - 0.2] },
        y: { range: () => [props().model.low, props().model.high] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: axesOf(context),
      hooks: hooksOf(context),
    },
    dataOf(props()),
    element,
  );
}

/** Creates the plot; keeps its size, type and colours in step with the page until it is closed. */
export function openPlot(element: HTMLElement, props: () => PlotProps) {
  const typeSize = () => typeFor(element.clientWidth) * (props().scale ?? 1);
  const context: PlotContext = { element, props, colours: coloursOf(element), type: typeSize() };
  const panBy = (points: number) => {
    if (!props().onBrush) props().onPan?.(points);
  };
  let u = createPlot(context);
  const brush: OnBrush = (range, isDone) => props().onBrush?.(range, isDone);
  const press = (index: number) => props().onPress?.(index);
  const listen = () => {
    const stops = [listenForPan(u, panBy), listenForPress(u, press), listenForBrush(u, brush)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  let stopListening = listen();
  const recolour = () => {
    context.colours = coloursOf(element);
    u.redraw(false, true);
  };
  const fit = () => {
    const type = typeSize();
    if (type === context.type) return u.setSize({ width: element.clientWidth, height: element.clientHeight });
    // uPlot measures the axes' labels only once: a new font size needs a new plot.
    context.type = type;
    stopListening();
    u.destroy();
    u = createPlot(context);
    stopListening = listen();
  };
  const size = new ResizeObserver(fit);
  size.observe(element);
  dark.addEventListener("change", recolour);
  return {
    show() {
      u.setData(dataOf(props()));
      // uPlot redraws labels only if a scale changes, and x is an index: the axis would keep the old subgroup numbers.
      u.redraw(false, true);
    },
    close() {
      stopListening();
      size.disconnect();
      dark.removeEventListener("change", recolour);
      u.destroy();
    },
  };
}

/** Ticks at equal steps of whole indices, at most `maxTicks` of them. */
function indexTicks(length: number, maxTicks: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((step) => length / step <= maxTicks) ?? 2000;
  return Array.from({ length: Math.ceil(length / step) }, (_, n) => n * step);
}
