/** Marks of strata: each has its own shape besides its colour. None of them is a diamond or a square, which mark signals. */
import type { Brush } from "./brush.ts";
import type { PlotModel } from "./model.ts";

/** The shapes as SVG paths in a box of 20 by 20, in the order of the strata. */
export const stratumShapes = [
  "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14z",
  "M10 2l8.5 15h-17z",
  "M7.5 2h5v5.5h5.5v5h-5.5V18h-5v-5.5H2v-5h5.5z",
  "M10 18L1.5 3h17z",
  "M5 2l5 5 5-5 3 3-5 5 5 5-3 3-5-5-5 5-3-3 5-5-5-5z",
  "M10 1l2.6 6.1 6.4.6-4.9 4.3 1.5 6.5L10 15l-5.6 3.5 1.5-6.5L1 7.7l6.4-.6z",
  "M7 1h6v18h-6z",
  "M1 7h18v6h-18z",
] as const;

/** The stratum of points that are in none of those with a shape: a ring. */
export const otherStratum = stratumShapes.length;
/** A larger ring around a point, such as one that was flagged at the time. */
export const ringStratum = otherStratum + 1;

/** The name of the CSS variable with the colour of a stratum. */
export const stratumColour = (stratum: number): string =>
  stratum < stratumShapes.length ? `--stratum-${stratum + 1}` : stratum === ringStratum ? "--color-info" : "--quiet";

/** Where and how large a mark is drawn. */
interface MarkPlace {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The colour of its edge. */
  readonly paper: string;
  /** Where the colours of the strata are set. */
  readonly style: CSSStyleDeclaration;
}

/** Draws the mark of one stratum. */
export function drawStratum(context: CanvasRenderingContext2D, stratum: number, place: MarkPlace): void {
  const { x, y, radius, paper, style } = place;
  const shape = stratumShapes[stratum];
  const colour = style.getPropertyValue(stratumColour(stratum));
  context.save();
  context.translate(x, y);
  if (shape) {
    context.scale(radius / 10, radius / 10);
    context.translate(-10, -10);
    const path = new Path2D(shape);
    context.lineWidth = 3;
    context.strokeStyle = paper;
    context.stroke(path);
    context.fillStyle = colour;
    context.fill(path);
  } else {
    context.beginPath();
    context.arc(0, 0, stratum === ringStratum ? radius + 4 : radius * 0.7, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = colour;
    context.stroke();
  }
  context.restore();
}

/** `strata` has the stratum of each point, by its index. */
export function drawStrata(brush: Brush, { values }: PlotModel, strata: readonly (number | undefined)[]): void {
  const { context, colours, x, y, left, right } = brush;
  const gap = (right - left) / Math.max(1, values.length);
  const radius = Math.min(8, Math.max(3.6, gap * 0.42));
  const style = getComputedStyle(context.canvas as HTMLCanvasElement);
  values.forEach((value, index) => {
    const stratum = strata[index];
    if (value === null || stratum === undefined) return;
    drawStratum(context, stratum, { x: x(index), y: y(value), radius, paper: colours.paper, style });
  });
}
