/** The canvas, scales and colours that all drawing functions share. All lengths are in CSS pixels. */
import type uPlot from "uplot";

/** The page's colours as CSS values. */
export interface Colours {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly faint: string;
  readonly line: string;
  readonly alarm: string;
  readonly alarmInk: string;
  readonly pattern: string;
  readonly patternInk: string;
  readonly spec: string;
}

/** Reads the current colours, light or dark. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: of("--color-base-100"),
    ink: of("--color-base-content"),
    quiet: of("--quiet"),
    faint: of("--color-base-300"),
    line: of("--color-primary"),
    alarm: of("--color-error"),
    alarmInk: of("--color-error-content"),
    pattern: of("--behind"),
    patternInk: of("--color-accent-content"),
    spec: of("--color-info"),
  };
}

/** The area that a label or a point covers. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A canvas with the plot's scales, in CSS pixels. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly colours: Colours;
  /** Font size. */
  readonly type: number;
  readonly font: (weight: number, scale?: number) => string;
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PaintOptions {
  readonly colours: Colours;
  /** Font size. */
  readonly type: number;
  /** Confines drawing to the plot area. */
  readonly clip: boolean;
}

/** Calls `act` with a brush; restores the canvas's state afterwards. */
export function paint(u: uPlot, { colours, type, clip }: PaintOptions, act: (brush: Brush) => void): void {
  const { ctx: context, bbox } = u;
  const ratio = devicePixelRatio;
  const [left, top] = [bbox.left / ratio, bbox.top / ratio];
  const [right, bottom] = [left + bbox.width / ratio, top + bbox.height / ratio];
  context.save();
  context.scale(ratio, ratio);
  if (clip) {
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
  }
  const family = getComputedStyle(u.root).fontFamily;
  act({
    context,
    colours,
    type,
    font: (weight, scale = 1) => `${weight} ${type * scale}px ${family}`,
    x: (index) => u.valToPos(index, "x", true) / ratio,
    y: (value) => u.valToPos(value, "y", true) / ratio,
    left,
    right,
    top,
    bottom,
  });
  context.restore();
}
