/** The page's charts as one picture on white, with the product, the date and the names of the charts. */
import { type DrawnChart, drawCharts, paperWidth } from "./draw-charts.ts";

/** What the picture says besides the charts. */
export interface PictureWords {
  readonly title: string;
  /** Smaller, below the title. */
  readonly subtitle: string;
}

/** In CSS pixels. */
const chartsHeight = 860;
const margin = 40;
const sizes = { title: 44, subtitle: 24, chart: 28 };
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

function compose(charts: readonly DrawnChart[], { title, subtitle }: PictureWords): HTMLCanvasElement | undefined {
  const [first] = charts;
  const picture = document.createElement("canvas");
  const context = picture.getContext("2d");
  if (!first || !context) return undefined;
  const scale = first.canvas.width / paperWidth;
  const head = margin + sizes.title + gap + sizes.subtitle + gap;
  const heightOf = ({ canvas }: DrawnChart) => sizes.chart + gap + canvas.height / scale + gap;
  picture.width = (paperWidth + 2 * margin) * scale;
  picture.height = (head + charts.reduce((sum, chart) => sum + heightOf(chart), 0) + margin / 2) * scale;
  context.scale(scale, scale);
  context.fillStyle = "white";
  context.fillRect(0, 0, picture.width, picture.height);
  const { fontFamily } = getComputedStyle(document.body);
  context.fillStyle = "black";
  context.textBaseline = "top";
  const write = (text: string, y: number, font: string) => {
    context.font = `${font} ${fontFamily}`;
    context.fillText(text, margin, y, paperWidth);
  };
  write(title, margin, `700 ${sizes.title}px`);
  write(subtitle, margin + sizes.title + gap, `400 ${sizes.subtitle}px`);
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
