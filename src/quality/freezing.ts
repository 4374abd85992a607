/** Freezes a product's control limits, computed from some of its points or given; previews and unfreezes them. */
import { Fault } from "../domain/faults.ts";
import type { LimitsInput, LimitsPreview, LimitsVersion } from "../domain/spc/chart.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import { type ControlLimits, noLines, type SeriesPoint } from "../domain/spc/control-limits.ts";
import { limitsOfPlotted } from "../domain/spc/limits.ts";
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

export interface Freezing {
  /**
   * Freezes the limits computed from these subgroups, or from given values. Throws `too_few` if fewer than two of the subgroups
   * are complete, and `no_spread` if their values are all equal.
   */
  freeze(id: number, of: LimitsInput): Promise<LimitsVersion>;
  /** The limits that `freeze` would put into force, and the points of their base beyond them. Throws the same faults. */
  preview(id: number, of: LimitsInput): Promise<LimitsPreview>;
  /** Takes the frozen limits out of force: from now on they are computed from all data again. */
  unfreeze(id: number): Promise<void>;
}

/** Limits, and the subgroups from which they were computed. */
interface BaseLimits {
  readonly lines: ControlLimits;
  /** `null` for given values. */
  readonly from_subgroup: number | null;
  readonly to_subgroup: number | null;
  readonly subgroups: number;
}

export function createFreezing(services: BoardServices): Freezing {
  const { store, turn, lanes, now, load } = services;

  /** Runs `change` in a commit. Rules restart whenever the limits in force change. */
  const changeLimits = <T>(id: number, change: () => T): Promise<T> =>
    turn.ask(() => {
      const { process } = load(id);
      const result = change();
      const restart_after = process.recent.at(-1)?.subgroup_number ?? 0;
      // A statistic that is carried from point to point starts again, too.
      store.products.saveProcess(id, { ...process, holding: [], restart_after, ...(process.track && { track: null }) });
      services.forget(id);
      const data = { product_id: id, change: "limits" as const };
      return { result, events: [{ type: "product.changed", data, at: now() }] };
    });

  return {
    freeze: (id, of) =>
      lanes.run([id], async () => {
        const limits = await limitsFor(services, id, of);
        return changeLimits(id, () => store.products.freeze(id, limits));
      }),
    async preview(id, of) {
      const { lines, ...base } = await limitsFor(services, id, of);
      const { sigma_point: _, ...shown } = lines;
      return {
        ...shown,
        secondary: shown.secondary ?? noLines,
        ...base,
        beyond: await findBeyond(services, id, { lines, ...base }),
      };
    },
    unfreeze: (id) =>
      lanes.run([id], async () => {
        if (load(id).row.limits_version !== null) await changeLimits(id, () => store.products.unfreeze(id));
      }),
  };
}

async function limitsFor(services: BoardServices, id: number, of: LimitsInput): Promise<BaseLimits> {
  const { center, sigma, from_subgroup, to_subgroup } = of;
  if (center !== undefined && sigma !== undefined) {
    const lines = formulasOf(services.load(id).design).givenLimits({ center, sigma });
    return { lines, from_subgroup: null, to_subgroup: null, subgroups: 0 };
  }
  return limitsFromBase(services, id, { from: from_subgroup ?? 1, to: to_subgroup ?? Number.MAX_SAFE_INTEGER });
}

/** Reads the counted points of a range in slices, without those of an unfinished import. `each` returns false to stop. */
async function readPoints(
  { store }: BoardServices,
  id: number,
  { from, to, each }: { from: number; to: number; each: (point: PointRow) => boolean },
): Promise<void> {
  const end = Math.min(to, store.measurements.hidden(id)?.after_subgroup ?? to);
  const pause = createPause();
  for (let next = from; ; ) {
    const points = store.corrections.pointsFrom(id, next, pointsPerRead);
    for (const point of points) if (point.subgroup_number > end || !each(point)) return;
    const last = points.at(-1);
    if (!last || points.length < pointsPerRead) return;
    next = last.subgroup_number + 1;
    await pause();
  }
}

/** Computes the limits from the counted points of a range. */
async function limitsFromBase(
  services: BoardServices,
  id: number,
  { from, to }: { from: number; to: number },
): Promise<BaseLimits> {
  const { design } = services.load(id);
  const { usesPrevious, seriesLength } = formulasOf(design);
  let sums: PointSums = { location: emptyMoments, dispersion: emptyMoments };
  const series: SeriesPoint[] = [];
  const ends: { first?: number; last?: number } = {};
  await readPoints(services, id, {
    from,
    to,
    each(point) {
      // The first moving range is between a value of these and one before them.
      const isFirst = ends.first === undefined;
      sums = addPoint(sums, design, isFirst && usesPrevious ? { ...point, secondary: null } : point);
      if (seriesLength > 0 && series.length < maxSeries) series.push({ value: point.value, size: point.size });
      ends.first ??= point.subgroup_number;
      ends.last = point.subgroup_number;
      return true;
    },
  });
  const lines = limitsOfPlotted(design, plottedOf(sums, series));
  const { first, last } = ends;
  if (!lines || first === undefined || last === undefined) throw new Fault("too_few");
  if (lines.sigma_within === 0) throw new Fault("no_spread");
  return { lines, from_subgroup: first, to_subgroup: last, subgroups: sums.location.count };
}

/** The first subgroups of the base (of given limits: of all points) that are beyond the limits of either chart. */
async function findBeyond(
  services: BoardServices,
  id: number,
  { lines, from_subgroup, to_subgroup }: BaseLimits,
): Promise<number[]> {
  const { design } = services.load(id);
  const { usesPrevious } = formulasOf(design);
  const judge = openJudge({ recent: [], holding: [], restart_after: 0 }, lines, { ...design, rules: [] });
  const beyond: number[] = [];
  await readPoints(services, id, {
    from: from_subgroup ?? 1,
    to: to_subgroup ?? Number.MAX_SAFE_INTEGER,
    each(point) {
      const isFirst = point.subgroup_number === from_subgroup;
      const judged = judge.next(isFirst && usesPrevious ? { ...point, secondary: null } : point);
      if (!judged.is_within_control) beyond.push(point.subgroup_number);
      return beyond.length < maxBeyond;
    },
  });
  return beyond;
}
