/** Computes control limits from their base: a range of subgroups, single subgroups, or given values. */
import { Fault, invalidInput } from "../domain/faults.ts";
import { chartTypes, formulasOf } from "../domain/spc/charts/index.ts";
import type { ControlLimits, SeriesPoint } from "../domain/spc/control-limits.ts";
import { limitsOfPlotted } from "../domain/spc/limits.ts";
import type { LimitsInput } from "../domain/spc/limits-input.ts";
import { emptyMoments } from "../domain/spc/moments.ts";
import { openJudge } from "../domain/spc/process.ts";
import { addPoint, type PointSums, plottedOf } from "../domain/spc/sums.ts";
import type { PointRow } from "../store/measurements.ts";
import type { BoardServices } from "./services.ts";
import { createPause } from "./slices.ts";

/** How many points one read fetches. */
const pointsPerRead = 200;
/** Maximum number of points that limits read one by one: a median or a moving range is not a sum. */
const maxSeries = 100_000;
/** Maximum number of points beyond the limits that a preview lists. */
const maxBeyond = 100;

/** Limits, and the subgroups from which they were computed. */
export interface BaseLimits {
  readonly lines: ControlLimits;
  /** `null` for given values. */
  readonly from_subgroup: number | null;
  readonly to_subgroup: number | null;
  /** The single subgroups that were chosen; `null` for all of the range. */
  readonly base: number[] | null;
  readonly subgroups: number;
}

/** Throws `too_few`, `no_spread`, and `does_not_fit` if given values are not those that the chart needs. */
export async function limitsFor(services: BoardServices, id: number, of: LimitsInput): Promise<BaseLimits> {
  const { design } = services.load(id);
  const { givenLimits, seriesLength } = formulasOf(design);
  const { center, sigma } = of;
  if (center !== undefined) {
    const { counts } = chartTypes[design.chart];
    if (counts ? sigma !== undefined || !(center >= 0) : sigma === undefined) {
      const message = counts
        ? "Limits of counts need a center from 0, and no sigma."
        : "Give center and sigma together.";
      throw invalidInput([{ path: ["sigma"], message }]);
    }
    const lines = givenLimits({ center, sigma: sigma ?? 0 });
    if (Number.isNaN(lines.sigma_within)) {
      const message = "The center must be a share of at most 1, or a number of at most the product's sample size.";
      throw invalidInput([{ path: ["center"], message }]);
    }
    return { lines, from_subgroup: null, to_subgroup: null, base: null, subgroups: 0 };
  }
  let sums: PointSums = { location: emptyMoments, dispersion: emptyMoments };
  const series: SeriesPoint[] = [];
  const numbers: number[] = [];
  let [first, last] = [0, 0];
  await readBase(services, id, {
    of,
    each(point, isAfterGap) {
      sums = addPoint(sums, design, point);
      const { value, size } = point;
      if (seriesLength > 0 && series.length < maxSeries) series.push({ value, size, isAfterGap });
      first ||= point.subgroup_number;
      last = point.subgroup_number;
      if (of.subgroups) numbers.push(point.subgroup_number);
      return true;
    },
  });
  const lines = limitsOfPlotted(design, plottedOf(sums, series));
  const subgroups = sums.location.count;
  if (!lines || subgroups < 2) throw new Fault("too_few");
  if (lines.sigma_within === 0) throw new Fault("no_spread");
  return { lines, from_subgroup: first, to_subgroup: last, base: of.subgroups ? numbers : null, subgroups };
}

/** The first subgroups of the base (of given limits: of all points) that are beyond the limits of either chart. */
export async function findBeyond(
  services: BoardServices,
  id: number,
  { lines, from_subgroup, to_subgroup, base }: BaseLimits,
): Promise<number[]> {
  const { design } = services.load(id);
  const judge = openJudge({ recent: [], holding: [], restart_after: 0 }, lines, { ...design, rules: [] });
  const beyond: number[] = [];
  await readBase(services, id, {
    of: { from_subgroup, to_subgroup, ...(base && { subgroups: base }) },
    each(point) {
      if (!judge.next(point).is_within_control) beyond.push(point.subgroup_number);
      return beyond.length < maxBeyond;
    },
  });
  return beyond;
}

/** Takes a point, and whether it does not follow the one before it directly; returns false to stop. */
type EachPoint = (point: PointRow, isAfterGap: boolean) => boolean;

/**
 * Reads the counted points of a base in slices, without those of an unfinished import. A moving range between a point of the
 * base and another one is left out.
 */
async function readBase(
  services: BoardServices,
  id: number,
  {
    of: { from_subgroup, to_subgroup, subgroups },
    each,
  }: { of: Pick<LimitsInput, "from_subgroup" | "to_subgroup" | "subgroups">; each: EachPoint },
): Promise<void> {
  const { store } = services;
  const end = store.measurements.hidden(id)?.after_subgroup ?? Number.MAX_SAFE_INTEGER;
  const { usesPrevious } = formulasOf(services.load(id).design);
  if (subgroups) return readSingle(services, id, { subgroups: subgroups.filter((number) => number <= end), each });
  const pause = createPause();
  let isFirst = true;
  for (let next = from_subgroup ?? 1; ; ) {
    const points = store.corrections.pointsFrom(id, next, pointsPerRead);
    for (const point of points) {
      if (point.subgroup_number > Math.min(end, to_subgroup ?? end)) return;
      if (!each(isFirst && usesPrevious ? { ...point, secondary: null } : point, isFirst)) return;
      isFirst = false;
    }
    const last = points.at(-1);
    if (!last || points.length < pointsPerRead) return;
    next = last.subgroup_number + 1;
    await pause();
  }
}

async function readSingle(
  services: BoardServices,
  id: number,
  { subgroups, each }: { subgroups: readonly number[]; each: EachPoint },
): Promise<void> {
  const { corrections } = services.store;
  const { usesPrevious } = formulasOf(services.load(id).design);
  const pause = createPause();
  let before: number | undefined;
  for (const point of corrections.pointsAt(id, subgroups)) {
    const follows = before !== undefined && corrections.pointsFrom(id, before + 1, 1)[0];
    const isAdjacent = follows && follows.subgroup_number === point.subgroup_number;
    if (!each(usesPrevious && !isAdjacent ? { ...point, secondary: null } : point, !isAdjacent)) return;
    before = point.subgroup_number;
    await pause();
  }
}
