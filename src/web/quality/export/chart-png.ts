/** The page's charts as one picture on white, with the product, the date and the names of the charts. */
import type { ChartNotes } from "../chart/shown-charts.ts";
import { drawStratum } from "../chart/strata-marks.ts";
import { type DrawnChart, drawCharts, paperWidth } from "./draw-charts.ts";

/** What the picture says besides the charts. */
export interface PictureWords extends Partial<ChartNotes> {
  readonly title: string;
  /** Smaller, below the title. */
  readonly subtitle: string;
}

/** In CSS pixels. */
const chartsHeight = 860;
const margin = 40;
const sizes = { title: 44, subtitle: 24, chart: 28 };
const lineHeight = 34;
const gap = 20;

/** Resolves with a PNG of the charts; `undefined` if the page shows none. */
export async function chartPng(words: PictureWords): Promise<Blob | undefined> {
  const charts = await new Promise<readonly DrawnChart[]>((then) => drawCharts(chartsHeight, then));
  const picture = compose(charts, words);
  return new Promise((resolve) => {
    if (picture) picture.toBlob((blob) => resolve(blob ?? undefined), "image/png");
    else resolve(undefined);
  });
}

function compose(charts: readonly DrawnChart[], words: PictureWords): HTMLCanvasElement | undefined {
  const { title, subtitle, filter, legend = [] } = words;
  const [first] = charts;
  const picture = document.createElement("canvas");
  const context = picture.getContext("2d");
  if (!first || !context) return undefined;
  const scale = first.canvas.width / paperWidth;
  const { fontFamily } = getComputedStyle(document.body);
  const noteFont = `400 ${sizes.subtitle}px ${fontFamily}`;
  context.font = noteFont;
  const widthOf = (text: string) => context.measureText(text).width;
  const filterLines = filter ? linesIn(filter.split(" "), (word) => widthOf(`${word} `)) : [];
  const legendLines = linesIn(legend, ({ name }) => widthOf(name) + 2 * lineHeight);
  const notesTop = margin + sizes.title + gap + sizes.subtitle + gap;
  const head = notesTop + (filterLines.length + legendLines.length) * lineHeight + gap / 2;
  const heightOf = ({ canvas }: DrawnChart) => sizes.chart + gap + canvas.height / scale + gap;
  picture.width = (paperWidth + 2 * margin) * scale;
  picture.height = (head + charts.reduce((sum, chart) => sum + heightOf(chart), 0) + margin / 2) * scale;
  context.scale(scale, scale);
  context.fillStyle = "white";
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = "black";
  context.textBaseline = "top";
  const write = (text: string, y: number, font: string) => {
    context.font = `${font} ${fontFamily}`;
    context.fillText(text, margin, y, paperWidth);
  };
  write(title, margin, `700 ${sizes.title}px`);
  write(subtitle, margin + sizes.title + gap, `400 ${sizes.subtitle}px`);
  filterLines.forEach((line, n) => {
    write(line.join(" "), notesTop + n * lineHeight, `400 ${sizes.subtitle}px`);
  });
  context.font = noteFont;
  drawLegend(context, legendLines, notesTop + filterLines.length * lineHeight);
  let y = head;
  for (const chart of charts) {
    write(chart.title, y, `700 ${sizes.chart}px`);
    context.drawImage(
      chart.canvas,
      margin,
      y + sizes.chart + gap,
      chart.canvas.width / scale,
      chart.canvas.height / scale,
    );
    y += heightOf(chart);
  }
  return picture;
}

/** Divides items into lines as wide as the charts. */
export function linesIn<T>(items: readonly T[], widthOf: (item: T) => number): T[][] {
  const lines: T[][] = [];
  let left = 0;
  for (const item of items) {
    const width = widthOf(item);
    const line = lines.at(-1);
    if (line && width <= left) line.push(item);
    else {
      lines.push([item]);
      left = paperWidth;
    }
    left -= width;
  }
  return lines;
}

/** Writes the legend of the strata, with the marks in the colours of paper. */
function drawLegend(
  context: CanvasRenderingContext2D,
  lines: readonly (readonly ChartNotes["legend"][number][])[],
  top: number,
): void {
  const host = document.createElement("div");
  host.className = "paper";
  document.body.append(host);
  const place = { radius: 10, paper: "white", style: getComputedStyle(host) };
  lines.forEach((line, n) => {
    let x = margin;
    for (const { stratum, name } of line) {
      const y = top + n * lineHeight;
      drawStratum(context, stratum, { ...place, x: x + 10, y: y + sizes.subtitle / 2 });
      context.fillText(name, x + lineHeight, y, paperWidth);
      x += context.measureText(name).width + 2 * lineHeight;
    }
  });
  host.remove();
}
