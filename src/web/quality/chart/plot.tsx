/** One control chart on a canvas: uPlot gives scales, axes and the pointer; what is on it is drawn here. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { fixed, stepDigits } from "../digits.ts";
import { type Colours, coloursOf, paint } from "./brush.ts";
import { drawLimits, drawSpec, drawSpecNames, drawZones, type PlotWords } from "./lines.ts";
import type { PlotModel } from "./model.ts";
import { drawMarks, drawPoints, type NameOf } from "./points.ts";

interface PlotProps {
  model: PlotModel;
  words: PlotWords;
  nameOf: NameOf;
  /** How many letters the numbers beside the plot have, the same for charts that stand over one another. */
  edges: { readonly left: number; readonly right: number };
  /** For a screen reader, which gets the table beside it. */
  label: string;
  class: string;
  /** How much larger its letters are than usual: on a wall. */
  scale?: number;
  /** The point under the pointer, by index; `undefined` where there is none. */
  onPoint?: (index: number | undefined) => void;
  /** Dragged by so many points; positive to the right. */
  onPan?: (points: number) => void;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The canvas, as wide as it may be and as high as its class says. */
export function Plot(props: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const chart = useRef<{ show: () => void } | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const opened = openPlot(element, () => latest.current);
    chart.current = opened;
    return opened.close;
  }, []);
  // Drawn with the page that it belongs to, so that both charts are of one moment.
  useLayoutEffect(() => chart.current?.show(), [props.model, props.words]);
  return <div ref={box} class={`plot ${props.class}`} role="img" aria-label={props.label} />;
}

/** The letters' height: larger on a wide window, which may be a projector's. */
const typeFor = (width: number): number => {
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return root * (width > 900 ? 1.05 : width > 560 ? 0.95 : 0.8);
};

function openPlot(element: HTMLElement, props: () => PlotProps) {
  let colours: Colours = coloursOf(element);
  const letter = () => typeFor(element.clientWidth) * (props().scale ?? 1);
  let type = letter();
  const brushed = (u: uPlot, clip: boolean, act: Parameters<typeof paint>[4]) => paint(u, colours, type, clip, act);
  const letters = () => `${Math.round(type * 0.85)}px ${getComputedStyle(element).fontFamily}`;
  const gutter = () => props().edges.right * type * 0.6 + 18;
  const data = (): uPlot.AlignedData => [props().model.values.map((_, index) => index), [...props().model.values]];
  const axis = () => ({ stroke: () => colours.quiet, font: letters(), ticks: { show: false } });
  const build = () =>
    new uPlot(
      {
        width: element.clientWidth,
        height: element.clientHeight,
        legend: { show: false },
        padding: [type * 0.8, gutter, 0, 0],
        cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: {
          x: { time: false, range: () => [-0.7, Math.max(9, props().model.values.length) * 1.02 - 0.2] },
          y: { range: () => [props().model.low, props().model.high] },
        },
        series: [{}, { paths: () => null, points: { show: false } }],
        axes: [
          {
            ...axis(),
            size: type * 2,
            gap: 4,
            grid: { show: false },
            splits: (u) => wholes(u.data[0].length, u.bbox.width / devicePixelRatio / (type * 4)),
            values: (_, splits) => splits.map((index) => String(props().model.subgroups[index] ?? "")),
          },
          {
            ...axis(),
            size: () => props().edges.left * type * 0.52 + 16,
            gap: 6,
            space: type * 2.4,
            grid: { stroke: () => colours.faint, width: 1 },
            values: (_, splits) => {
              const digits = stepDigits(Math.abs((splits[1] ?? 1) - (splits[0] ?? 0)));
              return splits.map((at) => fixed(at, digits));
            },
          },
        ],
        hooks: {
          drawClear: [(u) => brushed(u, true, (brush) => drawZones(brush, props().model))],
          draw: [
            (u) => {
              const { model, words, nameOf } = props();
              brushed(u, true, (brush) => drawSpec(brush, model));
              brushed(u, false, (brush) => drawLimits(brush, model, words));
              brushed(u, true, (brush) => drawPoints(brush, model));
              brushed(u, true, (brush) => drawMarks(brush, model, nameOf, drawSpecNames(brush, model, words)));
            },
          ],
          setCursor: [({ cursor }) => props().onPoint?.(cursor.idx ?? undefined)],
        },
      },
      data(),
      element,
    );
  let u = build();
  const panned = (points: number) => props().onPan?.(points);
  let stopPan = pan(u, panned);
  const recolour = () => {
    colours = coloursOf(element);
    u.redraw(false, true);
  };
  const fit = () => {
    const next = letter();
    if (next === type) return u.setSize({ width: element.clientWidth, height: element.clientHeight });
    // The letters of the axes are measured once.
    type = next;
    stopPan();
    u.destroy();
    u = build();
    stopPan = pan(u, panned);
  };
  const size = new ResizeObserver(fit);
  size.observe(element);
  dark.addEventListener("change", recolour);
  return {
    show() {
      u.setData(data());
      // uPlot draws labels again only if a scale moves, and x is an index: the axis would keep the old subgroups.
      u.redraw(false, true);
    },
    close() {
      stopPan();
      size.disconnect();
      dark.removeEventListener("change", recolour);
      u.destroy();
    },
  };
}

/** Whole indices at equal steps, at most `most` of them. */
function wholes(length: number, most: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((step) => length / step <= most) ?? 2000;
  return Array.from({ length: Math.ceil(length / step) }, (_, n) => n * step);
}

/** Tells of a drag along the chart, in points. */
function pan(u: uPlot, tell: (points: number) => void): () => void {
  let from: number | undefined;
  const over = u.over;
  const down = ({ clientX }: PointerEvent) => {
    from = clientX;
  };
  const move = ({ clientX, buttons }: PointerEvent) => {
    if (from === undefined || buttons === 0) return;
    const each = over.clientWidth / Math.max(1, u.data[0].length);
    const points = Math.trunc((clientX - from) / each);
    if (points === 0) return;
    from += points * each;
    tell(points);
  };
  const up = () => {
    from = undefined;
  };
  over.addEventListener("pointerdown", down);
  over.addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  return () => {
    over.removeEventListener("pointerdown", down);
    over.removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", up);
  };
}
