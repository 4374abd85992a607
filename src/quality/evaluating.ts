/**
 * Evaluates points again without storing anything: by other rules, on another chart, or only those that have certain tags.
 * What was flagged when a point was added stays with it.
 */
import { invalidInput } from "../domain/faults.ts";
import type { OptionName } from "../domain/spc/chart-options.ts";
import type { Track } from "../domain/spc/charts/chart-type.ts";
import { type ChartChoice, chartTypes, formulasOf } from "../domain/spc/charts/index.ts";
import { type ControlLimits, lineDetails } from "../domain/spc/control-limits.ts";
import type { Evaluation, EvaluationRequest } from "../domain/spc/evaluation.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";
import { limitsOfPlotted } from "../domain/spc/limits.ts";
import { emptyMoments } from "../domain/spc/moments.ts";
import { type Design, limitsOf, openJudge } from "../domain/spc/process.ts";
import { maxSpan } from "../domain/spc/rules.ts";
import { addPoint, type PointSums, plottedOf } from "../domain/spc/sums.ts";
import type { PointRow } from "../store/measurements.ts";
import { findPoints } from "./filtering.ts";
import { type BoardServices, type LoadedProduct, toPoints } from "./services.ts";
import { createPause } from "./slices.ts";
import type { TagSets } from "./tag-sets.ts";

/** How many subgroups one slice reads the values of. */
const subgroupsPerSlice = 100;

export interface Evaluating {
  /** Throws `product_not_found`, and `does_not_fit` if the chart is for other subgroup sizes. */
  evaluate(product: number, request: EvaluationRequest): Promise<Evaluation>;
}

export function createEvaluating(services: BoardServices, tagSets: TagSets): Evaluating {
  const { load } = services;
  return {
    async evaluate(product, request) {
      const loaded = load(product);
      const { row, design } = loaded;
      const choice = chosenChart(design, request);
      const rules = request.rules ?? design.rules;
      const isOwn = request.limits === "own" || choice !== design;
      const upTo = request.to_subgroup ?? Number.MAX_SAFE_INTEGER;
      // Rules also use the points before the first; limits that are computed from the points do not.
      const before = isOwn ? 0 : maxSpan;
      const found = await findPoints({ ...services, tagSets }, product, {
        filter: request.tags,
        last: request.last + before + 1,
        upTo,
      });
      const has_earlier = found.length > request.last;
      const rows = found.slice(-(request.last + before));
      const filtered = Object.keys(request.tags).length > 0;
      const replotted = await replot(services, loaded, { rows, choice, filtered });
      const plotted = isOwn && formulasOf(choice).usesPrevious ? withoutFirstRange(replotted) : replotted;
      const own = isOwn ? ownLimits(choice, plotted) : null;
      const limitsIn = isOwn ? () => own : limitsByVersion(services, loaded);
      const judged = (await judgeAll(plotted, { limitsIn, choice, rules, isOwn })).slice(-request.last);
      const shown = isOwn ? own : limitsOf(loaded.process, design);
      const flagged = new Map(rows.map((point) => [point.subgroup_number, point]));
      const none = { center: null, ucl: null, lcl: null };
      return {
        product_id: product,
        ...(shown ? { center: shown.center, ucl: shown.ucl, lcl: shown.lcl } : none),
        secondary: shown?.secondary ?? none,
        sigma_within: shown?.sigma_within ?? null,
        estimator: shown?.estimator ?? formulasOf(choice).estimator,
        ...lineDetails(shown),
        limits_version: isOwn ? null : row.limits_version,
        chart: choice.chart,
        subgroup_size: design.subgroup_size,
        options: choice.options ?? {},
        spec: { lsl: row.lsl, usl: row.usl, target: row.target },
        points: toPoints(services, judged, choice).map((point) => {
          const { violations, is_within_control } = flagged.get(point.subgroup_number) ?? point;
          return { ...point, flagged: { violations, is_within_control } };
        }),
        points_total: judged.length,
        filling: null,
        rules: [...rules],
        limits: isOwn ? "own" : "product",
        has_earlier,
      };
    },
  };
}

/** The chart that a request asks for; the product's own design if it is the same. Throws `does_not_fit`. */
function chosenChart(design: Design, { chart: kind = design.chart, estimator }: EvaluationRequest): ChartChoice {
  const { subgroup_size: size, options = {} } = design;
  const isSameKind = kind === design.chart;
  const usual = isSameKind ? (options.estimator ?? null) : null;
  const chosen = estimator === undefined ? usual : estimator;
  if (isSameKind && chosen === usual) return design;
  const { sizes, counts, estimators, options: applicable } = chartTypes[kind];
  const own = chartTypes[design.chart].counts;
  const invalid = (field: string, message: string) => invalidInput([{ path: [field], message }]);
  if ((counts === null) !== (own === null)) throw invalid("chart", "Counts and measured values have other charts.");
  if (counts?.counted !== own?.counted || counts?.sized !== own?.sized) {
    throw invalid("chart", "This chart is for other counts.");
  }
  if (size < sizes.min || size > sizes.max) {
    throw invalid("chart", `This chart is for subgroups of ${sizes.min} to ${sizes.max} values.`);
  }
  if (chosen !== null && !estimators(size).includes(chosen)) {
    throw invalid("estimator", "This chart does not have that estimator.");
  }
  const kept = Object.entries(options).filter(([name]) => applicable.includes(name as OptionName));
  const estimated = chosen !== null && { estimator: chosen };
  return { chart: kind, subgroup_size: size, options: { ...Object.fromEntries(kept), ...estimated } };
}

/** The points on another chart; moving ranges of a part of the points are between neighbours of that part. */
async function replot(
  { store }: BoardServices,
  { row, design }: LoadedProduct,
  { rows, choice, filtered }: { rows: readonly PointRow[]; choice: ChartChoice; filtered: boolean },
): Promise<PointRow[]> {
  const type = formulasOf(choice);
  const isSame = choice === design;
  if (isSame && !(filtered && type.usesPrevious)) return [...rows];
  const pause = createPause();
  const plotted: PointRow[] = [];
  let previous: number | null = null;
  for (let n = 0; n < rows.length; n += subgroupsPerSlice) {
    const slice = rows.slice(n, n + subgroupsPerSlice);
    const values = isSame
      ? undefined
      : valuesOf(
          store.measurements.valuesOf(
            row.id,
            slice.map((point) => point.subgroup_number),
          ),
        );
    for (const point of slice) {
      const single = values?.get(point.subgroup_number) ?? [point.value];
      const { value, secondary } = type.plot(single, { previous, size: point.size });
      plotted.push({ ...point, value, secondary: point.excluded && type.usesPrevious ? null : secondary });
      if (!point.excluded) previous = value;
    }
    await pause();
  }
  return plotted;
}

/** The first moving range includes a value from before these points. */
function withoutFirstRange(points: readonly PointRow[]): PointRow[] {
  const first = points.findIndex(({ excluded }) => !excluded);
  return points.map((point, n) => (n === first ? { ...point, secondary: null } : point));
}

function valuesOf(rows: readonly { subgroup_number: number; value: number }[]): Map<number, number[]> {
  const values = new Map<number, number[]>();
  for (const { subgroup_number, value } of rows) {
    values.set(subgroup_number, [...(values.get(subgroup_number) ?? []), value]);
  }
  return values;
}

/** The limits that are computed from these points. */
function ownLimits(choice: ChartChoice, points: readonly PointRow[]): ControlLimits | null {
  const counted = points.filter(({ excluded }) => !excluded);
  let sums: PointSums = { location: emptyMoments, dispersion: emptyMoments };
  for (const point of counted) sums = addPoint(sums, choice, point);
  return limitsOfPlotted(choice, plottedOf(sums, counted));
}

/** The limits of each version; version 0 means the current limits, computed from all data. */
function limitsByVersion({ store }: BoardServices, { row, process, design }: LoadedProduct) {
  const cache = new Map<number, ControlLimits | null>();
  return (version: number): ControlLimits | null => {
    if (!cache.has(version)) {
      const lines =
        version === 0 ? limitsOf(process, { ...design, frozen: null }) : store.products.lines(row.id, version);
      cache.set(version, lines ?? null);
    }
    return cache.get(version) ?? null;
  };
}

interface Judging {
  readonly limitsIn: (version: number) => ControlLimits | null;
  readonly choice: ChartChoice;
  readonly rules: readonly RuleNumber[];
  /** Whether all points have the same limits, so that rules do not restart with the limits. */
  readonly isOwn: boolean;
}

/** Judges the points; rules restart with each version of the limits. Excluded points are not judged. */
async function judgeAll(points: readonly PointRow[], { limitsIn, choice, rules, isOwn }: Judging): Promise<PointRow[]> {
  const { tracker } = formulasOf(choice);
  const start = (version: number, track: Track | null = null) =>
    openJudge({ recent: [], holding: [], restart_after: 0, track }, limitsIn(version), {
      ...choice,
      rules,
      frozen: null,
    });
  let version: number | undefined;
  let judge = start(0);
  const judgeOne = (point: PointRow): PointRow => {
    if (point.excluded) return { ...point, violations: [], is_within_control: true };
    if (version === undefined || (!isOwn && point.limits_version !== version)) {
      version = point.limits_version;
      judge = start(version, point.track);
      // A statistic that is carried from point to point began before the first of these: it is as it was stored.
      if (!isOwn && tracker && (point.track?.n ?? 1) > 1) return point;
      judge = start(version);
    }
    const { violations, is_within_control, track = null } = judge.next(point);
    return { ...point, violations, is_within_control, track };
  };
  const pause = createPause();
  const judged: PointRow[] = [];
  for (const point of points) {
    judged.push(judgeOne(point));
    await pause();
  }
  return judged;
}
