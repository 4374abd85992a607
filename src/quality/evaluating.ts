/**
 * Evaluates points again without storing anything: by other rules, on another chart, or only those that have certain tags.
 * What was flagged when a point was added stays with it.
 */
import { invalidInput } from "../domain/faults.ts";
import { chartTypes } from "../domain/spc/charts/index.ts";
import type { ControlLimits } from "../domain/spc/control-limits.ts";
import type { Evaluation, EvaluationRequest } from "../domain/spc/evaluation.ts";
import type { ChartKind, RuleNumber } from "../domain/spc/kinds.ts";
import { limitsFrom } from "../domain/spc/limits.ts";
import { add, emptyMoments } from "../domain/spc/moments.ts";
import { limitsOf, openJudge } from "../domain/spc/process.ts";
import { maxSpan } from "../domain/spc/rules.ts";
import type { PointRow } from "../store/measurements.ts";
import { findPoints } from "./filtering.ts";
import { type BoardServices, type LoadedProduct, toPoints } from "./services.ts";
import { createPause } from "./slices.ts";

/** How many subgroups one slice reads the values of. */
const subgroupsPerSlice = 100;

export interface Evaluating {
  /** Throws `product_not_found`, and `does_not_fit` if the chart is for other subgroup sizes. */
  evaluate(product: number, request: EvaluationRequest): Promise<Evaluation>;
}

export function createEvaluating(services: BoardServices): Evaluating {
  const { store, load } = services;
  return {
    async evaluate(product, request) {
      const loaded = load(product);
      const { row, design } = loaded;
      const kind = request.chart ?? design.chart;
      checkChart(kind, design.subgroup_size);
      const rules = request.rules ?? design.rules;
      const isOwn = request.limits === "own" || kind !== design.chart;
      const upTo = request.to_subgroup ?? Number.MAX_SAFE_INTEGER;
      // Rules also use the points before the first; limits that are computed from the points do not.
      const before = isOwn ? 0 : maxSpan;
      const found = await findPoints(services, product, {
        filter: request.tags,
        last: request.last + before + 1,
        upTo,
      });
      const has_earlier = found.length > request.last;
      const rows = found.slice(-(request.last + before));
      const filtered = Object.keys(request.tags).length > 0;
      const replotted = await replot(services, loaded, { rows, kind, filtered });
      const plotted = isOwn && chartTypes[kind].usesPrevious ? withoutFirstRange(replotted) : replotted;
      const own = isOwn ? ownLimits(kind, design.subgroup_size, plotted) : null;
      const limitsIn = isOwn ? () => own : limitsByVersion(services, loaded);
      const judged = judgeAll(plotted, { limitsIn, rules, isOwn }).slice(-request.last);
      const shown = isOwn ? own : limitsOf(loaded.process, design);
      const flagged = new Map(rows.map((point) => [point.subgroup_number, point]));
      const none = { center: null, ucl: null, lcl: null };
      return {
        product_id: product,
        ...(shown ? { center: shown.center, ucl: shown.ucl, lcl: shown.lcl } : none),
        secondary: shown?.secondary ?? none,
        sigma_within: shown?.sigma_within ?? null,
        estimator: shown?.estimator ?? chartTypes[kind].estimator,
        limits_version: isOwn ? null : row.limits_version,
        chart: kind,
        spec: { lsl: row.lsl, usl: row.usl, target: row.target },
        points: toPoints(store, judged).map((point) => {
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

function checkChart(kind: ChartKind, size: number): void {
  const { min, max } = chartTypes[kind].sizes;
  if (size >= min && size <= max) return;
  const message = `This chart is for subgroups of ${min} to ${max} values.`;
  throw invalidInput([{ path: ["chart"], message }]);
}

/** The points on another chart; moving ranges of a part of the points are between neighbours of that part. */
async function replot(
  { store }: BoardServices,
  { row, design }: LoadedProduct,
  { rows, kind, filtered }: { rows: readonly PointRow[]; kind: ChartKind; filtered: boolean },
): Promise<PointRow[]> {
  const type = chartTypes[kind];
  const isSame = kind === design.chart;
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
      const { value, secondary } = type.plot(single, previous);
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
function ownLimits(kind: ChartKind, size: number, points: readonly PointRow[]): ControlLimits | null {
  let [location, dispersion] = [emptyMoments, emptyMoments];
  for (const { value, secondary, excluded } of points) {
    if (excluded) continue;
    if (secondary !== null) dispersion = add(dispersion, secondary);
    location = add(location, value);
  }
  return limitsFrom(kind, size, {
    points: location.count,
    location: location.mean,
    dispersion: dispersion.count > 0 ? dispersion.mean : null,
  });
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
  readonly rules: readonly RuleNumber[];
  /** Whether all points have the same limits, so that rules do not restart with the limits. */
  readonly isOwn: boolean;
}

/** Judges the points; rules restart with each version of the limits. Excluded points are not judged. */
function judgeAll(points: readonly PointRow[], { limitsIn, rules, isOwn }: Judging): PointRow[] {
  const start = (version: number) => openJudge({ recent: [], holding: [], restart_after: 0 }, limitsIn(version), rules);
  let version: number | undefined;
  let judge = start(0);
  return points.map((point) => {
    if (point.excluded) return { ...point, violations: [], is_within_control: true };
    if (version === undefined || (!isOwn && point.limits_version !== version)) {
      version = point.limits_version;
      judge = start(version);
    }
    const { violations, is_within_control } = judge.next(point);
    return { ...point, violations, is_within_control };
  });
}
