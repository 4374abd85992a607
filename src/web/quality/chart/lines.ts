/** Draws what lies behind the points: zones, lit stretches, limits with their numbers, the specification with its names. */
import { fixed } from "../digits.ts";
import { plain } from "../numbers.ts";
import type { Box, Brush } from "./brush.ts";
import type { PlotModel } from "./model.ts";

/** The words on a chart. */
export interface PlotWords {
  readonly center: string;
  readonly ucl: string;
  readonly lcl: string;
  readonly usl: string;
  readonly target: string;
  readonly lsl: string;
  /** Where a line of the specification lies beyond what is shown. */
  readonly off: (name: string, up: boolean) => string;
}

/** The zones A, B, C on both sides, ever fainter; the stretches of a pattern over them. */
export function drawZones(
  { context, colours, font, type, x, y, left, right, top, bottom }: Brush,
  model: PlotModel,
): void {
  const { center, ucl, zones, lit } = model;
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
  for (const [from, to] of lit) {
    const start = x(from - 0.45);
    context.fillRect(start, top, x(to + 0.45) - start, bottom - top);
  }
  context.globalAlpha = 1;
}

/** The lines of the specification: dashed, in a colour of their own. What lies beyond the chart has none. */
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

/** The name and number of each line at its beginning: outside of the specification, where few points are. Returns their boxes. */
export function drawSpecNames(brush: Brush, model: PlotModel, words: PlotWords): Box[] {
  const boxes: Box[] = [];
  const { context, colours, font, type, x, y, left, top, bottom } = brush;
  context.fillStyle = colours.spec;
  context.font = font(650, 0.9);
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const { which, at } of model.spec) {
    const name = `${words[which]} ${plain(at)}`;
    const up = at > model.high;
    const off = up || at < model.low;
    const says = off ? words.off(name, up) : name;
    const end = left + 16 + context.measureText(says).width;
    const beside = model.values.flatMap((value, index) => (value !== null && x(index) < end + type ? [y(value)] : []));
    const free = (place: number) => !beside.some((at) => Math.abs(at - place) < type);
    const places = off
      ? [up ? top + type * 0.7 : bottom - type * 0.7]
      : which === "lsl"
        ? [y(at) + type * 0.8]
        : [y(at) - type * 0.7, y(at) + type * 0.8];
    const place = which === "target" ? places.find(free) : places[0];
    // The target stands in the page's head too: it gives way.
    if (place === undefined || (off && which === "target")) continue;
    const middle = Math.max(top + type * 0.6, Math.min(bottom - type * 0.6, place));
    label(brush, says, left + 8, middle);
    boxes.push({ left: left + 5, right: end, top: middle - type * 0.6, bottom: middle + type * 0.6 });
  }
  return boxes;
}

/** Words on a piece of paper of their own, so that lines do not run through them. */
function label({ context, colours, type }: Brush, words: string, x: number, y: number): void {
  const ink = context.fillStyle;
  context.fillStyle = colours.paper;
  context.globalAlpha = 0.8;
  context.fillRect(x - 3, y - type * 0.6, context.measureText(words).width + 6, type * 1.2);
  context.globalAlpha = 1;
  context.fillStyle = ink;
  context.fillText(words, x, y);
}

/** Center and limits, each with its name and number at its end, moved apart where they would touch. */
export function drawLimits(
  { context, colours, font, type, y, left, right, top, bottom }: Brush,
  model: PlotModel,
  words: PlotWords,
): void {
  const lines = (["ucl", "center", "lcl"] as const).flatMap((which) => {
    const value = model[which];
    return value === null ? [] : [{ which, value, at: Math.round(y(value)) }];
  });
  for (const { which, at } of lines) {
    context.strokeStyle = which === "center" ? colours.line : colours.alarm;
    context.lineWidth = which === "center" ? 2 : 2.5;
    context.beginPath();
    context.moveTo(left, at);
    context.lineTo(right, at);
    context.stroke();
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  const places = apart(
    lines.map(({ at }) => at),
    type * 2.1,
    top + type * 0.5,
    bottom - type * 0.6,
  );
  lines.forEach(({ which, value }, n) => {
    const place = places[n] ?? 0;
    context.fillStyle = colours.quiet;
    context.font = font(600, 0.8);
    context.fillText(words[which], right + 8, place - type * 0.5);
    context.fillStyle = which === "center" ? colours.ink : colours.alarm;
    context.font = font(750, 1.05);
    context.fillText(fixed(value, model.digits), right + 8, place + type * 0.48);
  });
}

/** Places from top to bottom, each `least` from the one before, as near as may be to where they belong. */
function apart(at: readonly number[], least: number, top: number, bottom: number): number[] {
  const down: number[] = [];
  for (const y of at) down.push(Math.max(y, (down.at(-1) ?? top - least) + least));
  const up: number[] = [];
  for (const y of down.toReversed()) up.push(Math.min(y, (up.at(-1) ?? bottom + least) - least));
  return up.reverse();
}
