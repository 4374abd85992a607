/** Draws the points: a disc each; points beyond a limit or in a pattern have another shape and the rule's name. */
import type { Box, Brush } from "./brush.ts";
import { lineBoxes } from "./line-boxes.ts";
import type { Mark, PlotModel } from "./model.ts";

/** Returns a mark's label: the labels of its rules. */
export type NameOf = (mark: Mark) => string;

/** Draws the line through the counted points and the points, excluded ones hollow; if they are too dense, only the line. */
export function drawPoints(brush: Brush, { values, highlighted, excluded, picked, segments }: PlotModel): void {
  const { context, colours, x, y, left, right } = brush;
  const gap = (right - left) / Math.max(1, values.length);
  context.lineJoin = "round";
  const breaks = new Set(segments.flatMap(({ from, begins }) => (begins ? [from] : [])));
  const trace = (from: number, to: number, { colour, width }: { colour: string; width: number }) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    let drawing = false;
    for (let index = from; index <= to; index++) {
      const value = values[index];
      // A phase begins with a line of its own.
      if (breaks.has(index)) drawing = false;
      if (excluded.has(index)) continue;
      if (value === null || value === undefined) drawing = false;
      else {
        if (drawing) context.lineTo(x(index), y(value));
        else context.moveTo(x(index), y(value));
        drawing = true;
      }
    }
    context.stroke();
  };
  trace(0, values.length - 1, { colour: colours.line, width: gap < 4 ? 1.5 : 2.5 });
  for (const [from, to] of highlighted) trace(from, to, { colour: colours.ink, width: gap < 4 ? 2 : 3 });
  const radius = Math.min(5.5, Math.max(2.2, gap * 0.24));
  context.lineWidth = 2;
  values.forEach((value, index) => {
    const isHollow = excluded.has(index);
    if (value === null || (gap < 6 && !isHollow)) return;
    context.beginPath();
    context.arc(x(index), y(value), radius, 0, 2 * Math.PI);
    context.fillStyle = isHollow ? colours.paper : colours.line;
    context.fill();
    context.strokeStyle = colours.quiet;
    if (isHollow) context.stroke();
  });
  context.strokeStyle = colours.spec;
  context.lineWidth = 3;
  for (const index of picked) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    context.beginPath();
    context.arc(x(index), y(value), radius + 3.5, 0, 2 * Math.PI);
    context.stroke();
  }
}

interface MarksOptions {
  readonly model: PlotModel;
  readonly nameOf: NameOf;
  /** Boxes of the labels that were drawn before. */
  readonly labels: readonly Box[];
}

/**
 * Draws a diamond for a point beyond a limit (hollow if the limit has moved since) and a square for the end of a
 * pattern, then the labels, newest first, if there is room.
 */
export function drawMarks(brush: Brush, { model, nameOf, labels }: MarksOptions): void {
  const { context, colours, type, x, y, left, right } = brush;
  const gap = (right - left) / Math.max(1, model.values.length);
  const size = Math.max(5, Math.min(type * 0.62, gap * 0.6));
  const occupied: Box[] = [...labels];
  for (const { index, kind } of model.marks) {
    const value = model.values[index];
    if (value === null || value === undefined) continue;
    const [cx, cy] = [x(index), y(value)];
    context.fillStyle = { limit: colours.alarm, former: colours.paper, pattern: colours.pattern }[kind];
    context.strokeStyle = kind === "former" ? colours.alarm : colours.ink;
    context.lineWidth = kind === "former" ? 2.5 : 1.75;
    context.beginPath();
    if (kind !== "pattern") {
      context.moveTo(cx, cy - size * 1.3);
      context.lineTo(cx + size * 1.3, cy);
      context.lineTo(cx, cy + size * 1.3);
      context.lineTo(cx - size * 1.3, cy);
      context.closePath();
    } else context.rect(cx - size, cy - size, size * 2, size * 2);
    context.fill();
    context.stroke();
    occupied.push({ left: cx - size, right: cx + size, top: cy - size, bottom: cy + size });
  }
  const points = lineBoxes(model.values.map((value, index) => (value === null ? null : { x: x(index), y: y(value) })));
  const labelX = new Map<string, number>();
  for (const mark of model.marks.toReversed()) {
    const name = nameOf(mark);
    // Neighbours that violate the same rule share one label.
    const neighbour = labelX.get(name);
    if (neighbour !== undefined && neighbour - x(mark.index) < type * name.length * 0.7) continue;
    const value = model.values[mark.index];
    if (value === null || value === undefined) continue;
    if (drawName(brush, { mark, value, name, size, occupied, points })) labelX.set(name, x(mark.index));
  }
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

interface NameOptions {
  readonly mark: Mark;
  readonly value: number;
  readonly name: string;
  /** Half the size of the mark. */
  readonly size: number;
  /** Where no label may be; the box of a drawn label is added. */
  readonly occupied: Box[];
  readonly points: readonly Box[];
}

/** Draws a label above or below its point, near or one line further, or beside it. Returns false if there is no room. */
function drawName(brush: Brush, { mark, value, name, size, occupied, points }: NameOptions): boolean {
  const { context, colours, type, font, x, y, left, right, top, bottom } = brush;
  if (!name) return false;
  context.font = font(650, 0.85);
  const width = context.measureText(name).width + 12;
  const height = type * 1.35;
  const cx = Math.max(left + width / 2 + 2, Math.min(right - width / 2 - 2, x(mark.index)));
  const reach = size * 1.3 + 5 + height / 2;
  const aside = size * 1.3 + 5 + width / 2;
  const cy = Math.max(top + height / 2, Math.min(bottom - height / 2, y(value)));
  const centers = [
    ...[-reach, reach, -reach - height, reach + height].map((offset) => [cx, y(value) + offset] as const),
    ...[-aside, aside].map((offset) => [x(mark.index) + offset, cy] as const),
  ];
  const box = centers
    .map(([cx, cy]) => ({ left: cx - width / 2, right: cx + width / 2, top: cy - height / 2, bottom: cy + height / 2 }))
    .filter((box) => box.top >= top && box.bottom <= bottom && box.left >= left && box.right <= right)
    .find((box) => !occupied.some((other) => overlap(box, other)) && !points.some((point) => overlap(box, point)));
  if (!box) return false;
  occupied.push(box);
  context.fillStyle = colours.paper;
  context.strokeStyle = mark.kind === "pattern" ? colours.pattern : colours.alarm;
  context.lineWidth = 1.5;
  context.beginPath();
  // Safari 15 has no rounded rectangles.
  if ("roundRect" in context) context.roundRect(box.left, box.top, width, height, 6);
  else (context as CanvasRenderingContext2D).rect(box.left, box.top, width, height);
  context.fill();
  context.stroke();
  context.fillStyle = colours.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(name, (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 0.5);
  return true;
}
