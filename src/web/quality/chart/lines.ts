/** Draws what is behind the points: zones, highlighted ranges, control limits and specification with their labels. */
import { formatFixed } from "../digits.ts";
import { formatPlain } from "../numbers.ts";
import type { Box, Brush } from "./brush.ts";
import type { PlotModel, Segment } from "./model.ts";

/** The texts on a chart. */
export interface PlotWords {
  readonly center: string;
  readonly ucl: string;
  readonly lcl: string;
  readonly usl: string;
  readonly target: string;
  readonly lsl: string;
  /** The name of a phase: its number, and what people call it. */
  readonly phase: (number: number, name: string | null) => string;
  /** The label of a specification limit that is outside the visible range. */
  readonly off: (name: string, above: boolean) => string;
}

/** Draws zones A, B and C of each phase on both sides of the centre, then the highlighted ranges over them. */
export function drawZones(brush: Brush, model: PlotModel): void {
  const { context, colours, x, top, bottom } = brush;
  if (model.zones) for (const segment of model.segments) drawZonesOf(brush, model, segment);
  context.globalAlpha = 0.3;
  context.fillStyle = colours.pattern;
  for (const [from, to] of model.highlighted) {
    const start = x(from - 0.45);
    context.fillRect(start, top, x(to + 0.45) - start, bottom - top);
  }
  context.globalAlpha = 1;
}

/** The pixels over which the lines of a phase are drawn: the first and the last one reach the edges. */
function extentOf({ x, left, right }: Brush, { segments }: PlotModel, segment: Segment): [number, number] {
  return [
    segment === segments[0] ? left : Math.max(left, x(segment.from - 0.5)),
    segment === segments.at(-1) ? right : Math.min(right, x(segment.to + 0.5)),
  ];
}

function drawZonesOf(brush: Brush, model: PlotModel, segment: Segment): void {
  const { context, colours, font, type, y } = brush;
  const { center, ucl } = segment;
  if (center === null || ucl === null || ucl <= center) return;
  const [start, end] = extentOf(brush, model, segment);
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
      context.fillRect(start, Math.min(a, b), end - start, Math.abs(b - a));
      context.globalAlpha = 1;
      if (Math.abs(b - a) < type * 1.1 || segment !== model.segments.at(-1)) continue;
      context.font = font(600, 0.8);
      context.textAlign = "right";
      context.textBaseline = "middle";
      context.fillStyle = colours.quiet;
      context.fillText(name, end - 6, (a + b) / 2);
      context.fillStyle = colours.line;
    }
  }
}

/** Draws a bar below the points from which the frozen limits were computed. */
export function drawBase({ context, colours, x, bottom }: Brush, { base }: PlotModel): void {
  context.fillStyle = colours.spec;
  for (const [from, to] of base) {
    const start = x(from - 0.4);
    context.fillRect(start, bottom - 6, x(to + 0.4) - start, 6);
  }
}

/** Draws where phases begin, with their names. Returns the names' boxes. */
export function drawPhases(brush: Brush, { segments }: PlotModel, words: PlotWords): Box[] {
  const { context, colours, font, type, x, left, right, top, bottom } = brush;
  const boxes: Box[] = [];
  for (const { from, begins } of segments) {
    if (!begins) continue;
    const at = Math.round(x(from - 0.5));
    if (at < left || at > right) continue;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5;
    context.setLineDash([4, 4]);
    context.beginPath();
    context.moveTo(at, top);
    context.lineTo(at, bottom);
    context.stroke();
    context.setLineDash([]);
    const text = words.phase(begins.number, begins.name);
    context.font = font(650, 0.85);
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillStyle = colours.ink;
    const width = context.measureText(text).width;
    const labelX = Math.max(left + 4, Math.min(at + 6, right - width - 6));
    drawLabel(brush, text, { x: labelX, y: top + type * 0.8 });
    boxes.push({ left: labelX - 3, right: labelX + width + 3, top, bottom: top + type * 1.5 });
  }
  return boxes;
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

/** A sum has no lower limit: its line is the center. */
const isHidden = ({ center, lcl }: Pick<Segment, "center" | "lcl">, which: "ucl" | "center" | "lcl"): boolean =>
  which === "lcl" && lcl === center && lcl === 0;

/** Draws centre line and control limits with their labels at the right; labels that would overlap are moved apart. */
export function drawLimits(brush: Brush, model: PlotModel, words: PlotWords): void {
  const { context, colours, font, type, y, right, top, bottom } = brush;
  const lines = (["ucl", "center", "lcl"] as const).flatMap((which) => {
    const value = model[which];
    return value === null || isHidden(model, which) ? [] : [{ value, which, at: Math.round(y(value)) }];
  });
  for (const segment of model.segments) {
    const extent = extentOf(brush, model, segment);
    for (const which of ["ucl", "center", "lcl"] as const) {
      if (isHidden(segment, which)) continue;
      context.strokeStyle = which === "center" ? colours.line : colours.alarm;
      context.lineWidth = which === "center" ? 2 : 2.5;
      context.beginPath();
      traceLine(brush, segment, { which, extent });
      context.stroke();
    }
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

/** Traces a line of a phase: straight, or in steps if it differs from point to point. */
function traceLine(
  { context, x, y }: Brush,
  { from, steps, ...lines }: Segment,
  { which, extent: [start, end] }: { which: "ucl" | "center" | "lcl"; extent: readonly [number, number] },
): void {
  const heights = steps ? steps.map((step) => step?.[which] ?? null) : [lines[which]];
  heights.forEach((height, n) => {
    if (height === null) return;
    context.lineTo(n === 0 ? start : x(from + n - 0.5), Math.round(y(height)));
    context.lineTo(n === heights.length - 1 ? end : x(from + n + 0.5), Math.round(y(height)));
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
