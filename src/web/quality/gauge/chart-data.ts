/** Computes what the charts of a gauge study show, also while values are missing; drawing is elsewhere. */
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import type { Limits } from "../../../domain/spc/control-limits.ts";
import { cellIndex } from "../../../domain/spc/gauge/design.ts";

/** A point of a chart: its place on the x axis, counted from 0. */
export interface StripPoint {
  readonly x: number;
  readonly y: number;
  /** Beyond a limit. */
  readonly out?: boolean;
}

/** Points of one kind. */
export interface StripSeries {
  /** Its name in the legend; absent if the chart has one kind of line only. */
  readonly name?: string;
  /** `small` points are single values; a `line` connects adjacent points. */
  readonly small?: boolean;
  readonly line?: boolean;
  readonly points: readonly StripPoint[];
}

/** Adjacent places of the x axis that belong together. */
export interface StripGroup {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface StripData {
  /** The names of the places on the x axis. */
  readonly labels: readonly string[];
  readonly groups: readonly StripGroup[];
  readonly series: readonly StripSeries[];
  readonly limits: Limits | null;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The values of each operator (first) and part that are measured. */
function valuesByCell(study: GaugeStudyDetails): number[][][] {
  const design = { operators: study.operators.length, parts: study.parts.length, repeats: study.repeats };
  const values = new Map(study.runs.map((run) => [cellIndex(design, run), run.value]));
  return study.operators.map((_, o) =>
    study.parts.map((_, p) =>
      Array.from(
        { length: study.repeats },
        (_, r) => values.get(cellIndex(design, { operator: o + 1, part: p + 1, repeat: r + 1 })) ?? null,
      ).filter((value) => value !== null),
    ),
  );
}

/** The points of one operator after another, each with all parts. */
function byOperator(
  study: GaugeStudyDetails,
  limits: Limits | null,
  statistic: (values: readonly number[]) => number | undefined,
): StripData {
  const width = study.parts.length;
  const isOut = (y: number) => limits !== null && (y > limits.ucl || y < limits.lcl);
  return {
    labels: study.operators.flatMap(() => study.parts),
    groups: study.operators.map((name, o) => ({ name, from: o * width, to: (o + 1) * width - 1 })),
    series: valuesByCell(study).map((parts, o) => ({
      line: true,
      points: parts.flatMap((values, p) => {
        const y = statistic(values);
        return y === undefined ? [] : [{ x: o * width + p, y, out: isOut(y) }];
      }),
    })),
    limits,
  };
}

/** The ranges of each operator's values of a part, with at least two of them. */
export const rangeChart = (study: GaugeStudyDetails): StripData =>
  byOperator(study, study.analysis?.average_range.range_limits ?? null, (values) =>
    values.length < 2 ? undefined : Math.max(...values) - Math.min(...values),
  );

/** The means of each operator's values of a part. */
export const meanChart = (study: GaugeStudyDetails): StripData =>
  byOperator(study, study.analysis?.average_range.mean_limits ?? null, (values) =>
    values.length === 0 ? undefined : mean(values),
  );

/** Single values at their place, and a line through the means of each place. */
function valuesAndMeans(labels: readonly string[], places: readonly (readonly number[])[]): StripData {
  return {
    labels,
    groups: [],
    series: [
      { small: true, points: places.flatMap((values, x) => values.map((y) => ({ x, y }))) },
      { line: true, points: places.flatMap((values, x) => (values.length > 0 ? [{ x, y: mean(values) }] : [])) },
    ],
    limits: null,
  };
}

export function partChart(study: GaugeStudyDetails): StripData {
  const cells = valuesByCell(study);
  return valuesAndMeans(
    study.parts,
    study.parts.map((_, p) => cells.flatMap((parts) => parts[p] ?? [])),
  );
}

export const operatorChart = (study: GaugeStudyDetails): StripData =>
  valuesAndMeans(
    study.operators,
    valuesByCell(study).map((parts) => parts.flat()),
  );

/** The means of each operator over the parts, one line per operator. */
export const interactionChart = (study: GaugeStudyDetails): StripData => ({
  labels: study.parts,
  groups: [],
  series: valuesByCell(study).map((parts, o) => ({
    name: study.operators[o] ?? "",
    line: true,
    points: parts.flatMap((values, x) => (values.length > 0 ? [{ x, y: mean(values) }] : [])),
  })),
  limits: null,
});

/** Round numbers between `low` and `high`, about `count` of them. */
export function ticksBetween(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = Math.floor(Math.log10(rough));
  const digit = [1, 2, 5, 10].find((digit) => digit * 10 ** power >= rough * 0.999) ?? 10;
  // Parsed from its decimals, so that the third tenth is 0.3.
  const tick = (index: number) => Number(`${index * digit}e${power}`);
  const step = digit * 10 ** power;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) }, (_, n) => tick(first + n));
}
