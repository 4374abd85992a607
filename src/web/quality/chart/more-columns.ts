/** The columns that the table has for some kinds of charts only: own values, sample sizes, limits of single points. */
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import { formatFixed } from "../digits.ts";
import { formatPlain } from "../numbers.ts";
import { linesAtPoints, stepsOf } from "./point-lines.ts";
import { texts } from "./texts.ts";

/** A column: its name, and a cell for each point. */
export interface MoreColumn {
  readonly name: string;
  readonly cells: readonly string[];
}

export function moreColumns(chart: Chart, points: readonly ChartPoint[], digits: number): MoreColumn[] {
  const words = texts.value;
  const cellsOf = (number: (point: ChartPoint) => number | undefined) =>
    points.map((point) => {
      const value = number(point);
      return value === undefined ? "–" : formatPlain(value);
    });
  const steps = stepsOf(linesAtPoints(chart, points));
  const column = (name: string, number: (point: ChartPoint) => number | undefined): MoreColumn[] =>
    points.some((point) => number(point) !== undefined) ? [{ name, cells: cellsOf(number) }] : [];
  return [
    ...column(words.ownValue, ({ measured }) => measured),
    ...column(words.size, ({ size }) => size),
    ...(steps
      ? [
          {
            name: words.ownLimits,
            cells: steps.map((lines) =>
              lines ? `${formatFixed(lines.lcl, digits + 1)} – ${formatFixed(lines.ucl, digits + 1)}` : "–",
            ),
          },
        ]
      : []),
  ];
}
