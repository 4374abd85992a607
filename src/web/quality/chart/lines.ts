/** Draws what is behind the points: zones, highlighted ranges, control limits and specification with their labels. */
import { formatFixed } from "../digits.ts";
import { formatPlain } from "../numbers.ts";
import type { Box, Brush } from "./brush.ts";
import type { PlotModel } from "./model.ts";

/** The texts on a chart. */
export interface PlotWords {
  readonly center: string;
  readonly ucl: string;
  readonly lcl: string;
  readonly usl: string;
  readonly target: string;
  readonly lsl: string;
  /** The label of a specification limit that is outside the visible range. */
  readonly off: (name: string, above: boolean) => string;
}

/** Draws zones A, B and C on both sides of the centre, then the highlighted ranges over them. */
export function drawZones(
  { context, colours, font, type, x, y, left, right, top, bottom }: Brush,
  model: PlotModel,
): void {
  const { center, ucl, zones, highlighted } = model;
  if (zones && center !== null && ucl !== null && ucl > center) {
    const sigma = (ucl - center) / 3;
    context.fillStyle = colours.line;
    for (const [name, from, alpha] of [
      ["C", 0, 0.035],
      ["B", 1, 0.075],
      ["A", 2, 0.125],
    ] as const) {
      for (const side of [1, -1]) {
        const [a, b] = [y(center + side * from * sigma), y(center + side * (from + 1) * sigma)];
        context.globalAlpha = alpha;
        context.fillRect(left, Math.min(a, b), right - left, Math.abs(b - a));
        if (Math.abs(b - a) < type * 1.1) continue;
        context.globalAlpha = 1;
        context.font = font(600, 0.8);
        context.textAlign = "right";
        context.textBaseline = "middle";
        context.fillStyle = colours.quiet;
        context.fillText(name, right - 6, (a + b) / 2);
        context.fillStyle = colours.line;
      }
    }
  }
  context.globalAlpha = 0.3;
  context.fillStyle = colours.pattern;
  for (const [from, to] of highlighted) {
    const start = x(from - 0.45);
    context.fillRect(start, top, x(to + 0.45) - start, bottom - top);
  }
  context.globalAlpha = 1;
}

/** Draws the specification's lines, dashed; lines outside the visible range are skipped. */
export function drawSpec({ context, colours, y, left, right }: Brush, model: PlotModel): void {
  context.strokeStyle = colours.spec;
  for (const { which, at } of model.spec) {
    if (at > model.high || at < model.low) continue;
    context.lineWidth = which === "target" ? 1.5 : 2.5;
    context.setLineDash(which === "target" ? [2, 5] : [9, 6]);
    context.beginPath();
    context.moveTo(left, Math.round(y(at)));
    context.lineTo(right, Math.round(y(at)));
    context.stroke();
  }
  context.setLineDash([]);
}

/** Draws the specification's labels at the left, outside the limits, where few points are. Returns the labels' boxes. */
export function drawSpecNames(brush: Brush, model: PlotModel, words: PlotWords): Box[] {
  const boxes: Box[] = [];
  const { context, colours, font, type, x, y, left, top, bottom } = brush;
  context.fillStyle = colours.spec;
  context.font = font(650, 0.9);
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const { which, at } of model.spec) {
    const name = `${words[which]} ${formatPlain(at)}`;
    const above = at > model.high;
    const isOutside = above || at < model.low;
    const text = isOutside ? words.off(name, above) : name;
    const end = left + 16 + context.measureText(text).width;
    const nearbyY = model.values.flatMap((value, index) => (value !== null && x(index) < end + type ? [y(value)] : []));
    const free = (labelY: number) => !nearbyY.some((at) => Math.abs(at - labelY) < type);
    const candidates = isOutside
      ? [above ? top + type * 0.7 : bottom - type * 0.7]
      : which === "lsl"
        ? [y(at) + type * 0.8]
        : [y(at) - type * 0.7, y(at) + type * 0.8];
    const labelY = which === "target" ? candidates.find(free) : candidates[0];
    // The page's header shows the target too, so its label is left out if there is no room.
    if (labelY === undefined || (isOutside && which === "target")) continue;
    const clampedY = Math.max(top + type * 0.6, Math.min(bottom - type * 0.6, labelY));
    drawLabel(brush, text, { x: left + 8, y: clampedY });
    boxes.push({ left: left + 5, right: end, top: clampedY - type * 0.6, bottom: clampedY + type * 0.6 });
  }
  return boxes;
}

/** Draws a text on a background, so that lines do not cross it. */
function drawLabel({ context, colours, type }: Brush, text: string, { x, y }: { x: number; y: number }): void {
  const ink = context.fillStyle;
  context.fillStyle = colours.paper;
  context.globalAlpha = 0.8;
  context.fillRect(x - 3, y - type * 0.6, context.measureText(text).width + 6, type * 1.2);
  context.globalAlpha = 1;
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

/** Draws centre line and control limits with their labels at the right; labels that would overlap are moved apart. */
export function drawLimits(brush: Brush, model: PlotModel, words: PlotWords): void {
  const { context, colours, font, type, y, left, right, top, bottom } = brush;
  const lines = (["ucl", "center", "lcl"] as const).flatMap((which) => {
    const value = model[which];
    // A sum has no lower limit: its line is the center.
    return value === null || (which === "lcl" && value === model.center && value === 0)
      ? []
      : [{ which, value, at: Math.round(y(value)) }];
  });
  for (const { which, at } of lines) {
    context.strokeStyle = which === "center" ? colours.line : colours.alarm;
    context.lineWidth = which === "center" ? 2 : 2.5;
    context.beginPath();
    if (model.steps)
      traceSteps(
        brush,
        model.steps.map((lines) => lines?.[which]),
      );
    else {
      context.moveTo(left, at);
      context.lineTo(right, at);
    }
    context.stroke();
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  const positions = separate(
    lines.map(({ at }) => at),
    { minGap: type * 2.1, top: top + type * 0.5, bottom: bottom - type * 0.6 },
  );
  lines.forEach(({ which, value }, n) => {
    const labelY = positions[n] ?? 0;
    context.fillStyle = colours.quiet;
    context.font = font(600, 0.8);
    context.fillText(words[which], right + 8, labelY - type * 0.5);
    context.fillStyle = which === "center" ? colours.ink : colours.alarm;
    context.font = font(750, 1.05);
    context.fillText(formatFixed(value, model.digits), right + 8, labelY + type * 0.48);
  });
}

/** Traces a line that has another height at each point; the last one continues to the label. */
function traceSteps({ context, x, y, left, right }: Brush, heights: readonly (number | undefined)[]): void {
  heights.forEach((height, index) => {
    if (height === undefined) return;
    const at = Math.round(y(height));
    context.lineTo(index === 0 ? left : x(index - 0.5), at);
    context.lineTo(index === heights.length - 1 ? right : x(index + 0.5), at);
  });
}

/** Moves label positions apart to at least `minGap`, keeping their order and staying between `top` and `bottom`. */
function separate(
  positions: readonly number[],
  { minGap, top, bottom }: { minGap: number; top: number; bottom: number },
): number[] {
  const down: number[] = [];
  for (const y of positions) down.push(Math.max(y, (down.at(-1) ?? top - minGap) + minGap));
  const up: number[] = [];
  for (const y of down.toReversed()) up.push(Math.min(y, (up.at(-1) ?? bottom + minGap) - minGap));
  return up.reverse();
}
