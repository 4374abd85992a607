/** What one control chart shows, made from the board's data: no drawing here. */
import type { Chart } from "../../../domain/spc/chart.ts";
import type { RuleNumber } from "../../../domain/spc/kinds.ts";
import { ruleSpan } from "../../../domain/spc/rules.ts";
import { digitsFor, fixed } from "../digits.ts";

/** A point that breaks something: `limit` where it is beyond a limit, else a pattern of several points. */
export interface Mark {
  readonly index: number;
  readonly kind: "limit" | "pattern";
  readonly rules: readonly RuleNumber[];
}

/** A line of the specification. */
export interface SpecLine {
  readonly which: "lsl" | "usl" | "target";
  readonly at: number;
}

/** One chart, ready to be drawn. */
export interface PlotModel {
  /** The numbers of the subgroups, by index. */
  readonly subgroups: readonly number[];
  readonly values: readonly (number | null)[];
  readonly center: number | null;
  readonly ucl: number | null;
  readonly lcl: number | null;
  /** Whether the zones between center and limits mean anything here. */
  readonly zones: boolean;
  readonly spec: readonly SpecLine[];
  readonly marks: readonly Mark[];
  /** Stretches of points that belong to a pattern, from–to by index. */
  readonly lit: readonly (readonly [number, number])[];
  /** The values that the chart reaches over. */
  readonly low: number;
  readonly high: number;
  readonly digits: number;
}

/** Which part of the points is in sight: the last `width`, ending before index `end`. */
export interface View {
  readonly width: number;
  readonly end: number;
}

const firstOf = ({ width, end }: View): number => Math.max(0, end - width);

/** The points in sight. */
export const inSight = ({ points }: Chart, view: View): Chart["points"] => points.slice(firstOf(view), view.end);

/** The chart of the location: single values or means. */
export function locationModel(chart: Chart, view: View): PlotModel {
  const from = firstOf(view);
  const points = inSight(chart, view);
  const { center, ucl, lcl } = chart;
  const marks: Mark[] = [];
  const lit: [number, number][] = [];
  chart.points.forEach(({ violations, is_within_control, value }, at) => {
    const index = at - from;
    const beyond = violations.includes(1) || (!is_within_control && isBeyond(value, ucl, lcl));
    if (index >= 0 && index < points.length && (beyond || violations.length > 0)) {
      marks.push({ index, kind: beyond ? "limit" : "pattern", rules: violations });
    }
    for (const rule of violations) {
      if (rule === 1 || index < 0) continue;
      light(lit, Math.max(0, index - ruleSpan[rule] + 1), Math.min(index, points.length - 1));
    }
  });
  const values = points.map(({ value }) => value);
  const needed = range([...values, center, ucl, lcl]);
  const spec = specLines(chart);
  // A specification far from the limits would press the chart into a line: it is named at the edge instead.
  const wide = range([needed.low, needed.high, ...spec.map(({ at }) => at)]);
  const fits = wide.high - wide.low <= 2 * (needed.high - needed.low);
  const seen = fits ? wide : needed;
  return {
    subgroups: points.map(({ subgroup_number }) => subgroup_number),
    values,
    center,
    ucl,
    lcl,
    zones: true,
    spec,
    marks,
    lit,
    ...margin(seen),
    digits: digitsFor(needed.high - needed.low),
  };
}

/** How many letters the numbers at both edges of these charts have at most. */
export function edgesOf(models: readonly PlotModel[]): { left: number; right: number } {
  const numbers = models.flatMap(({ center, ucl, lcl, high, low, digits }) =>
    [center, ucl, lcl, high, low].flatMap((at) => (at === null ? [] : [fixed(at, digits).length])),
  );
  const longest = Math.max(3, ...numbers);
  return { left: longest, right: longest };
}

/** The chart of the spread: moving ranges, ranges or standard deviations; its limits alone count. */
export function spreadModel(chart: Chart, view: View): PlotModel {
  const points = inSight(chart, view);
  const { center, ucl, lcl } = chart.secondary;
  const values = points.map(({ secondary }) => secondary);
  const marks = points.flatMap(({ secondary, is_within_control }, index): Mark[] =>
    !is_within_control && secondary !== null && isBeyond(secondary, ucl, lcl)
      ? [{ index, kind: "limit", rules: [] }]
      : [],
  );
  const seen = range([...values, center, ucl, lcl]);
  return {
    subgroups: points.map(({ subgroup_number }) => subgroup_number),
    values,
    center,
    ucl,
    lcl,
    zones: false,
    spec: [],
    marks,
    lit: [],
    ...margin(seen, 0),
    digits: digitsFor(seen.high - seen.low),
  };
}

const isBeyond = (value: number, ucl: number | null, lcl: number | null) =>
  (ucl !== null && value > ucl) || (lcl !== null && value < lcl);

const specLines = ({ spec }: Chart): SpecLine[] =>
  (["usl", "target", "lsl"] as const).flatMap((which) => {
    const at = spec[which];
    return at === null ? [] : [{ which, at }];
  });

/** Adds a stretch, joined to those before that it touches; they come in the order of their ends. */
function light(lit: [number, number][], from: number, to: number): void {
  if (to < from) return;
  let start = from;
  for (let before = lit.at(-1); before && start <= before[1] + 1; before = lit.at(-1)) {
    start = Math.min(start, before[0]);
    lit.pop();
  }
  lit.push([start, to]);
}

function range(of: readonly (number | null)[]): { low: number; high: number } {
  const known = of.filter((value) => value !== null);
  if (known.length === 0) return { low: 0, high: 1 };
  return { low: Math.min(...known), high: Math.max(...known) };
}

/** Room above and below; a flat line gets some too. `floor` is where it ends below, if anywhere. */
function margin({ low, high }: { low: number; high: number }, floor?: number): { low: number; high: number } {
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const bottom = low - span * 0.1;
  return { low: floor !== undefined && bottom < floor ? floor : bottom, high: high + span * 0.12 };
}
