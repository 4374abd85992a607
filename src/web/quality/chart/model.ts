/** Computes what a control chart shows from the board's data; drawing is elsewhere. */
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import type { Limits } from "../../../domain/spc/control-limits.ts";
import type { RuleNumber } from "../../../domain/spc/kinds.ts";
import { ruleSpan } from "../../../domain/spc/rules.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { baseRanges, linesAt, type PhaseLines, phaseLines } from "./phase-lines.ts";
import { linesAtPoints, stepsOf } from "./point-lines.ts";
import { specOf } from "./spec-of.ts";

/**
 * A marked point: `limit` if it is beyond a control limit, `former` if it was beyond the limits at its time but is within
 * those that are drawn, `pattern` if it violates another rule.
 */
export interface Mark {
  readonly index: number;
  readonly kind: "limit" | "former" | "pattern";
  readonly rules: readonly RuleNumber[];
}

/** The lines of a phase, over the indexes of its points. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly center: number | null;
  readonly ucl: number | null;
  readonly lcl: number | null;
  /** The lines at each of its points, if they differ; then the others are those of the last one. */
  readonly steps?: readonly (Limits | null)[] | undefined;
  /** The number and the name of a phase that begins at `from`; `undefined` if it began before. */
  readonly begins: { readonly number: number; readonly name: string | null } | undefined;
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
  /** The indices of excluded points. */
  readonly excluded: ReadonlySet<number>;
  /** The lines of the newest visible phase. */
  readonly center: number | null;
  readonly ucl: number | null;
  readonly lcl: number | null;
  /** The lines of each visible phase, oldest first. */
  readonly segments: readonly Segment[];
  /** Ranges of points from which the frozen limits were computed: first and last index, both included. */
  readonly base: readonly (readonly [number, number])[];
  /** The indices of chosen points. */
  readonly picked: ReadonlySet<number>;
  /** Whether the zones A to C are drawn; they have a meaning for location charts only. */
  readonly zones: boolean;
  readonly spec: readonly SpecLine[];
  readonly marks: readonly Mark[];
  /** Ranges of points that belong to a pattern: first and last index, both included. */
  readonly highlighted: readonly (readonly [number, number])[];
  /** The range of the y axis. */
  readonly low: number;
  readonly high: number;
  readonly digits: number;
}

/** The visible points: the last `width` before index `end`. */
export interface View {
  readonly width: number;
  readonly end: number;
  /** The subgroups of chosen points. */
  readonly picked?: ReadonlySet<number> | undefined;
  /** Whether the chart's last point is not the newest of the product. */
  readonly isPast?: boolean | undefined;
}

const showsNewest = ({ points }: Chart, { end, isPast }: View): boolean => !isPast && end >= points.length;

const firstIndex = ({ width, end }: View): number => Math.max(0, end - width);

export const visiblePoints = ({ points }: Chart, view: View): Chart["points"] =>
  points.slice(firstIndex(view), view.end);

/** The location chart: single values or subgroup means. */
export function locationModel(chart: Chart, view: View): PlotModel {
  const from = firstIndex(view);
  const points = visiblePoints(chart, view);
  const phases = phaseLines(chart, points, showsNewest(chart, view));
  const lines = linesAtPoints(chart, points);
  const marks: Mark[] = [];
  const highlighted: [number, number][] = [];
  chart.points.forEach((point, at) => {
    const { violations, is_within_control, value, excluded } = point;
    const index = at - from;
    if (excluded || index < 0) return;
    const phase = linesAt(phases, Math.min(index, points.length - 1));
    const beyond = violations.includes(1) || (!is_within_control && isBeyond(value, lines[index]));
    if (index < points.length && (beyond || violations.length > 0)) {
      const kind = !beyond ? "pattern" : isBeyondFormerLimit(chart, point) ? "former" : "limit";
      marks.push({ index, kind, rules: violations });
    }
    for (const rule of violations) {
      if (rule === 1) continue;
      // Rules restart with each phase.
      const start = Math.max(windowStart(chart.points, at, ruleSpan[rule]) - from, phase?.from ?? 0);
      addHighlight(highlighted, Math.max(0, start), Math.min(index, points.length - 1));
    }
  });
  const values = points.map(({ value }) => value);
  const segments = phases.map((phase) => toSegment(phase, phase.lines, lines));
  const data = range([...values, ...edgesOfSegments(segments)]);
  const spec = specLines(specOf(chart));
  // A specification far from the limits would flatten the chart: it gets labels at the edge instead.
  const withSpec = range([data.low, data.high, ...spec.map(({ at }) => at)]);
  const fits = withSpec.high - withSpec.low <= 2 * (data.high - data.low);
  const seen = fits ? withSpec : data;
  return {
    subgroups: points.map(({ subgroup_number }) => subgroup_number),
    values,
    excluded: excludedIn(points),
    ...newestOf(segments),
    segments,
    base: baseRanges(chart, points),
    picked: pickedIn(points, view),
    zones: chartTypes[chart.chart].rules.includes(5) && segments.every(({ steps }) => !steps),
    spec,
    marks,
    highlighted,
    ...withMargin(seen),
    digits: digitsFor(data.high - data.low),
  };
}

/** The length in characters of the longest number at the left and right edges of these charts. */
export function edgesOf(models: readonly PlotModel[]): { left: number; right: number } {
  const numbers = models.flatMap(({ center, ucl, lcl, high, low, digits }) =>
    [center, ucl, lcl, high, low].flatMap((at) => (at === null ? [] : [formatFixed(at, digits).length])),
  );
  const longest = Math.max(3, ...numbers);
  return { left: longest, right: longest };
}

/** The spread chart: moving ranges, ranges or standard deviations. Only its limits are judged, no run rules. */
export function spreadModel(chart: Chart, view: View): PlotModel {
  const points = visiblePoints(chart, view);
  const phases = phaseLines(chart, points, showsNewest(chart, view));
  const lines = linesAtPoints(chart, points).map((at) => at?.secondary ?? null);
  const segments = phases.map((phase) => toSegment(phase, phase.lines?.secondary, lines));
  const values = points.map(({ secondary }) => secondary);
  const marks = points.flatMap(({ secondary, is_within_control, excluded }, index): Mark[] =>
    !excluded && !is_within_control && secondary !== null && isBeyond(secondary, lines[index])
      ? [{ index, kind: "limit", rules: [] }]
      : [],
  );
  const seen = range([...values, ...edgesOfSegments(segments)]);
  return {
    subgroups: points.map(({ subgroup_number }) => subgroup_number),
    values,
    excluded: excludedIn(points),
    ...newestOf(segments),
    segments,
    base: [],
    picked: pickedIn(points, view),
    zones: false,
    spec: [],
    marks,
    highlighted: [],
    ...withMargin(seen, 0),
    digits: digitsFor(seen.high - seen.low),
  };
}

/** `own`: the lines of the phase; `lines`: those at each visible point. */
function toSegment(
  { from, to, number, name, begins }: PhaseLines,
  own: Chart["secondary"] | null | undefined,
  lines: readonly (Limits | null)[],
): Segment {
  const within = lines.slice(from, to + 1);
  const { center = null, ucl = null, lcl = null } = within.at(-1) ?? own ?? {};
  return { from, to, center, ucl, lcl, steps: stepsOf(within), begins: begins ? { number, name } : undefined };
}

const pickedIn = (points: readonly ChartPoint[], { picked }: View): ReadonlySet<number> =>
  new Set(points.flatMap(({ subgroup_number }, index) => (picked?.has(subgroup_number) ? [index] : [])));

const excludedIn = (points: readonly ChartPoint[]): ReadonlySet<number> =>
  new Set(points.flatMap(({ excluded }, index) => (excluded ? [index] : [])));

/** The index of the first of `span` counted points that end at index `end`. */
function windowStart(points: readonly ChartPoint[], end: number, span: number): number {
  let start = end;
  for (let counted = 1; counted < span && start > 0; ) {
    start -= 1;
    if (!points[start]?.excluded) counted += 1;
  }
  return start;
}

/** Whether a point was beyond the limits at its time, but is within those of its phase that are drawn. */
export function isBeyondFormerLimit(chart: Chart, point: ChartPoint): boolean {
  const [lines] = linesAtPoints(chart, [point]);
  return point.violations.includes(1) && Boolean(lines) && !isBeyond(point.value, lines);
}

const isBeyond = (value: number, lines: Limits | null | undefined): boolean =>
  lines !== null && lines !== undefined && (value > lines.ucl || value < lines.lcl);

const edgesOfSegments = (segments: readonly Segment[]): (number | null)[] =>
  segments.flatMap(({ center, ucl, lcl, steps = [] }) => [
    ...[center, ucl, lcl],
    ...steps.flatMap((lines) => (lines ? [lines.ucl, lines.lcl] : [])),
  ]);

/** The lines of the newest phase, which have labels. */
function newestOf(segments: readonly Segment[]): Pick<PlotModel, "center" | "ucl" | "lcl"> {
  const { center = null, ucl = null, lcl = null } = segments.at(-1) ?? {};
  return { center, ucl, lcl };
}

const specLines = (spec: Chart["spec"]): SpecLine[] =>
  (["usl", "target", "lsl"] as const).flatMap((which) => {
    const at = spec[which];
    return at === null ? [] : [{ which, at }];
  });

/** Adds a range and merges it with adjacent ones. Ranges must be added in the order of their ends. */
function addHighlight(highlighted: [number, number][], from: number, to: number): void {
  if (to < from) return;
  let start = from;
  for (let before = highlighted.at(-1); before && start <= before[1] + 1; before = highlighted.at(-1)) {
    start = Math.min(start, before[0]);
    highlighted.pop();
  }
  highlighted.push([start, to]);
}

function range(values: readonly (number | null)[]): { low: number; high: number } {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { low: 0, high: 1 };
  return { low: Math.min(...known), high: Math.max(...known) };
}

/** Adds room above and below, also to a flat line. `floor`: the lowest value that the axis may show. */
function withMargin({ low, high }: { low: number; high: number }, floor?: number): { low: number; high: number } {
  const span = high - low || Math.abs(high) * 0.1 || 1;
  const bottom = low - span * 0.1;
  return { low: floor !== undefined && bottom < floor ? floor : bottom, high: high + span * 0.12 };
}
