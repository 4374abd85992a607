/**
 * Analyzes the capability of a product's process over a range of subgroups: the current phase, or a given range. Indices,
 * stability and histogram are computed from the same complete subgroups, which are read in slices to keep the server
 * responsive.
 */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { capabilityOf, type Specification } from "../domain/spc/capability.ts";
import type { CapabilityAnalysis, CapabilityInput } from "../domain/spc/chart.ts";
import { chartTypes, formulasOf } from "../domain/spc/charts/index.ts";
import { expectedPpm, isSufficient, nearestInterval, spreadInterval } from "../domain/spc/confidence.ts";
import { countFigures } from "../domain/spc/count-capability.ts";
import { type Bin, histogramOf } from "../domain/spc/histogram.ts";
import { limitsOfPlotted } from "../domain/spc/limits.ts";
import { add, emptyMoments, type Moments, sampleSd } from "../domain/spc/moments.ts";
import { phasesOf } from "../domain/spc/phases.ts";
import type { Process } from "../domain/spc/process.ts";
import { openStability } from "../domain/spc/stability.ts";
import { addPoint, type PointSums, plottedOf } from "../domain/spc/sums.ts";
import type { PointRow } from "../store/measurements.ts";
import type { Store } from "../store/open.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import { createPause } from "./slices.ts";

/** Maximum number of single values that are analyzed: the last ones of the range. */
const maxValues = 20_000;
/** Maximum number of versions of the limits among which a phase is looked up. */
const maxVersions = 1000;
/** How many single values one slice reads. */
const valuesPerSlice = 500;
/** Maximum number of incomplete subgroups that are listed. */
const maxShort = 100;

/** A capability analysis that is not stored. */
export type CapabilityNow = Omit<CapabilityAnalysis, "id"> & { readonly histogram: readonly Bin[] };

export interface Capabilities {
  /** Throws `product_not_found`, and `too_few` if fewer than two subgroups of the range are complete. */
  read(id: number, range?: CapabilityInput): Promise<CapabilityNow>;
}

/** The first and the last subgroup. */
interface Range {
  readonly from: number;
  readonly to: number;
}

type Analysis = Omit<CapabilityNow, "analyzed_at">;

export function createCapabilities(services: BoardServices): Capabilities {
  const { store, now, load } = services;
  /** Analyses of current phases, by state of the process: many pages request the same one. */
  const cache = new WeakMap<Process, Promise<Analysis>>();

  async function ofPhase(product: LoadedProduct): Promise<Analysis> {
    const { process } = product;
    const found = cache.get(process);
    if (found) return found;
    const range = rangeOf(store, product, {});
    const analysis = analyze(store, product, { range, version: product.row.limits_version });
    cache.set(process, analysis);
    analysis.catch(() => cache.delete(process));
    return analysis;
  }

  return {
    async read(id, input = {}) {
      const product = load(id);
      const { version = product.row.limits_version } = input;
      const isRange = input.from_subgroup !== undefined || input.to_subgroup !== undefined;
      const analysis = isRange
        ? analyze(store, product, { range: rangeOf(store, product, input), version: null })
        : version === product.row.limits_version
          ? ofPhase(product)
          : analyze(store, product, { range: rangeOfVersion(store, product, version ?? 0), version });
      return { ...(await analysis), analyzed_at: toTime(now()) };
    },
  };
}

/**
 * The current phase: it begins with the first subgroup from which its limits were computed. Limits that were given as
 * values have no such subgroup: their phase begins after they were set, or with subgroup 1 until two points follow.
 */
function phaseOf(store: Store, { row, process }: LoadedProduct): Range {
  const { id, limits_version } = row;
  const to = process.recent.at(-1)?.subgroup_number ?? 0;
  if (limits_version === null) return { from: 1, to };
  const [version] = store.products.versions(id, { limit: 1, before: limits_version + 1 });
  if (version?.from_subgroup) return { from: version.from_subgroup, to };
  const since = process.restart_after + 1;
  const isEnough = store.corrections.pointsFrom(id, since, 2).length === 2;
  return { from: isEnough ? since : 1, to };
}

function rangeOf(store: Store, product: LoadedProduct, { from_subgroup, to_subgroup }: CapabilityInput): Range {
  const phase = phaseOf(store, product);
  const from = from_subgroup ?? (to_subgroup === undefined ? phase.from : 1);
  return cutRange(store, product, { from, to: Math.min(to_subgroup ?? phase.to, phase.to) });
}

/**
 * An earlier phase, without the subgroups from which the next version was computed: those are of the phase of that version.
 * Throws `limits_not_found`, and `too_few` if the limits applied to no subgroup.
 */
function rangeOfVersion(store: Store, product: LoadedProduct, version: number): Range {
  const { id } = product.row;
  const versions = store.products.versions(id, { limit: maxVersions });
  const own = versions.find((one) => one.version === version);
  if (!own) throw new Fault("limits_not_found");
  const phases = phasesOf(versions);
  const at = phases.findIndex((phase) => phase.version === version);
  const phase = phases[at];
  if (!phase) throw new Fault("too_few");
  const next = versions.find((one) => one.version === phases[at + 1]?.version);
  const [from, nextBase] = [own.from_subgroup ?? phase.from, next?.from_subgroup ?? 0];
  const end = nextBase > from ? Math.min(phase.to, nextBase - 1) : phase.to;
  return cutRange(store, product, { from, to: end });
}

/** Cuts a range to the last values that are analyzed. */
function cutRange({ corrections }: Store, { row }: LoadedProduct, { from, to }: Range): Range {
  const first = corrections.nthPointBefore(row.id, to, Math.floor(maxValues / row.subgroup_size));
  return { from: Math.max(from, first ?? 0), to };
}

/** The counted points of a range and their single values; `short` lists the incomplete subgroups. */
async function readRange(store: Store, { row }: LoadedProduct, { from, to }: Range) {
  const points: PointRow[] = [];
  const values: number[] = [];
  const short: number[] = [];
  const pointsPerSlice = Math.ceil(valuesPerSlice / row.subgroup_size);
  const pause = createPause();
  for (let after = from - 1; after < to; ) {
    const batch = store.corrections
      .pointsFrom(row.id, after + 1, pointsPerSlice)
      .filter((point) => point.subgroup_number <= to);
    const upTo = batch.length === pointsPerSlice ? (batch.at(-1)?.subgroup_number ?? to) : to;
    const excluded = new Set(store.corrections.excluded(row.id, after, upTo));
    const complete = new Set(batch.map(({ subgroup_number }) => subgroup_number));
    for (const { subgroup_number, value } of store.corrections.valuesBySubgroup(row.id, after, upTo)) {
      if (complete.has(subgroup_number)) values.push(value);
      else if (!excluded.has(subgroup_number) && short.at(-1) !== subgroup_number && short.length < maxShort)
        short.push(subgroup_number);
    }
    points.push(...batch);
    after = upTo;
    await pause();
  }
  return { points, values, short };
}

/** Analyzes a range: by the frozen limits of a version, or by limits computed from the range. */
async function analyze(
  store: Store,
  product: LoadedProduct,
  { range, version }: { range: Range; version: number | null },
): Promise<Analysis> {
  const { row, design } = product;
  const { usesPrevious, degrees, estimator, sigmaZ } = formulasOf(design);
  const { points, values, short } = await readRange(store, product, range);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) throw new Fault("too_few");
  const pause = createPause();
  let single = emptyMoments;
  for (const value of values) single = add(single, value);
  let sums: PointSums = { location: emptyMoments, dispersion: emptyMoments };
  for (const [n, point] of points.entries()) {
    // The first moving range includes a value from before the range.
    sums = addPoint(sums, design, n === 0 && usesPrevious ? { ...point, secondary: null } : point);
  }
  const plotted = plottedOf(sums, points);
  const computed = limitsOfPlotted(design, plotted);
  const limits = (version !== null && store.products.lines(row.id, version)) || computed;
  const stability = openStability({ ...design, limits, version });
  for (const point of points) {
    stability.next(point);
    await pause();
  }
  const { counts } = chartTypes[design.chart];
  return {
    product_id: row.id,
    product_code: row.code,
    ...figuresOf(row, { single, sigma_within: counts ? null : (computed?.sigma_within ?? null) }, (count) =>
      degrees(points.length, count),
    ),
    ...(counts && { counts: countFigures(counts.counted, plotted, sigmaZ?.(plotted) ?? null) }),
    estimator: computed?.estimator ?? estimator,
    range: { from_subgroup: first.subgroup_number, to_subgroup: last.subgroup_number, limits_version: version },
    points: points.length,
    short_subgroups: short,
    is_sufficient: isSufficient(points.length, single.count),
    ...stability.result(),
    histogram: histogramOf(counts ? points.map(({ value }) => value) : values, row),
  };
}

/** The indices and their uncertainty. */
function figuresOf(
  spec: Specification,
  { single, sigma_within }: { single: Moments; sigma_within: number | null },
  degrees: (count: number) => number,
) {
  const { count, mean } = single;
  const { lsl, usl } = spec;
  const sigma_overall = sampleSd(single);
  const indices = capabilityOf({ mean, sigma_within, sigma_overall, lsl, usl });
  const within = degrees(count);
  return {
    ...indices,
    ...{ count, mean, sigma_within, sigma_overall },
    intervals: {
      cp: spreadInterval(indices.cp, within),
      cpk: nearestInterval(indices.cpk, within, count),
      pp: spreadInterval(indices.pp, count - 1),
      ppk: nearestInterval(indices.ppk, count - 1, count),
    },
    expected_ppm: {
      within: expectedPpm(spec, mean, sigma_within),
      overall: expectedPpm(spec, mean, sigma_overall),
    },
  };
}
