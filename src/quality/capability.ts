/**
 * How capable a product's process is, by one range of subgroups: the phase in force, or one that is asked for. Indices,
 * stability and histogram are all of the same complete subgroups. They are read in slices, so that nobody else waits.
 */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { capabilityOf } from "../domain/spc/capability.ts";
import type { CapabilityAnalysis, CapabilityInput } from "../domain/spc/chart.ts";
import { degreesWithin, expectedPpm, isSufficient, nearestInterval, spreadInterval } from "../domain/spc/confidence.ts";
import { type Bin, histogramOf } from "../domain/spc/histogram.ts";
import { estimators, limitsFrom } from "../domain/spc/limits.ts";
import { add, emptyMoments, sampleSd } from "../domain/spc/moments.ts";
import type { Process } from "../domain/spc/process.ts";
import { openStability } from "../domain/spc/stability.ts";
import type { PointRow } from "../store/measurements.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import { pauses } from "./slices.ts";

/** How many single values are analyzed at most: the last ones of the range. */
const maxValues = 20_000;
/** How many single values are read at once. */
const valuesAtOnce = 500;
/** How many subgroups with too few values are named. */
const maxShort = 100;

/** A capability analysis that is looked at and not kept. */
export type CapabilityNow = Omit<CapabilityAnalysis, "id"> & { readonly histogram: readonly Bin[] };

export interface Capabilities {
  /** Throws `product_not_found`, and `too_few` if fewer than two subgroups of the range are complete. */
  read(id: number, range?: CapabilityInput): Promise<CapabilityNow>;
}

/** From which subgroup to which. */
interface Range {
  readonly from: number;
  readonly to: number;
}

type Analysis = Omit<CapabilityNow, "analyzed_at">;

export function openCapabilities(services: BoardServices): Capabilities {
  const { store, now, load } = services;
  /** The analysis of the phase in force, for as long as nothing changes: many pages ask for the same one. */
  const known = new WeakMap<Process, Promise<Analysis>>();

  /**
   * The phase in force: from the first subgroup that its limits were computed from. Given limits have no such subgroup:
   * their phase is what came since, or everything as long as that is too little.
   */
  function phaseOf({ row, process }: LoadedProduct): Range {
    const { id, limits_version } = row;
    const to = process.recent.at(-1)?.subgroup_number ?? 0;
    if (limits_version === null) return { from: 1, to };
    const [version] = store.products.versions(id, { limit: 1, before: limits_version + 1 });
    if (version?.from_subgroup) return { from: version.from_subgroup, to };
    const since = process.restart_after + 1;
    const isEnough = (store.corrections.nthPointBefore(id, to, 2) ?? 0) >= since;
    return { from: isEnough ? since : 1, to };
  }

  function rangeOf(product: LoadedProduct, { from_subgroup, to_subgroup }: CapabilityInput): Range {
    const phase = phaseOf(product);
    const from = from_subgroup ?? (to_subgroup === undefined ? phase.from : 1);
    const to = Math.min(to_subgroup ?? phase.to, phase.to);
    const maxPoints = Math.floor(maxValues / product.row.subgroup_size);
    const first = store.corrections.nthPointBefore(product.row.id, to, maxPoints);
    return { from: Math.max(from, first ?? 0), to };
  }

  /** The points and the single values of a range; short are the subgroups that are not complete. */
  async function readRange({ row }: LoadedProduct, { from, to }: Range) {
    const points: PointRow[] = [];
    const values: number[] = [];
    const short: number[] = [];
    const atOnce = Math.ceil(valuesAtOnce / row.subgroup_size);
    const pause = pauses();
    for (let after = from - 1; after < to; ) {
      const some = store.corrections.pointsFrom(row.id, after + 1, atOnce).filter((one) => one.subgroup_number <= to);
      const upTo = some.length === atOnce ? (some.at(-1)?.subgroup_number ?? to) : to;
      const complete = new Set(some.map(({ subgroup_number }) => subgroup_number));
      for (const { subgroup_number, value } of store.corrections.valuesBySubgroup(row.id, after, upTo)) {
        if (complete.has(subgroup_number)) values.push(value);
        else if (short.at(-1) !== subgroup_number && short.length < maxShort) short.push(subgroup_number);
      }
      points.push(...some);
      after = upTo;
      await pause();
    }
    return { points, values, short };
  }

  async function analyze(product: LoadedProduct, range: Range, isPhase: boolean): Promise<Analysis> {
    const { row, design } = product;
    const { lsl, usl } = row;
    const { points, values, short } = await readRange(product, range);
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last || points.length < 2) throw new Fault("too_few");
    const pause = pauses();
    let [all, location, dispersion] = [emptyMoments, emptyMoments, emptyMoments];
    for (const value of values) all = add(all, value);
    for (const [n, { value, secondary }] of points.entries()) {
      location = add(location, value);
      // The first moving range is between a value of these and one before them.
      if (secondary !== null && (n > 0 || design.chart !== "i-mr")) dispersion = add(dispersion, secondary);
    }
    const own = limitsFrom(design.chart, design.subgroup_size, {
      points: location.count,
      location: location.mean,
      dispersion: dispersion.count > 0 ? dispersion.mean : null,
    });
    const version = isPhase ? row.limits_version : null;
    const limits = (isPhase && design.frozen) || own;
    const stability = openStability({ limits, rules: design.rules, chart: design.chart, version });
    for (const point of points) {
      stability.next(point);
      await pause();
    }
    const { count, mean } = all;
    const sigma_within = own?.sigma_within ?? null;
    const sigma_overall = sampleSd(all);
    const indices = capabilityOf({ mean, sigma_within, sigma_overall, lsl, usl });
    const within = degreesWithin(design.chart, design.subgroup_size, points.length);
    return {
      product_id: row.id,
      product_code: row.code,
      ...indices,
      count,
      mean,
      sigma_within,
      sigma_overall,
      estimator: estimators[design.chart],
      range: { from_subgroup: first.subgroup_number, to_subgroup: last.subgroup_number, limits_version: version },
      points: points.length,
      short_subgroups: short,
      is_sufficient: isSufficient(points.length, count),
      ...stability.result(),
      intervals: {
        cp: spreadInterval(indices.cp, within),
        cpk: nearestInterval(indices.cpk, within, count),
        pp: spreadInterval(indices.pp, count - 1),
        ppk: nearestInterval(indices.ppk, count - 1, count),
      },
      expected_ppm: {
        within: expectedPpm(row, mean, sigma_within),
        overall: expectedPpm(row, mean, sigma_overall),
      },
      histogram: histogramOf(values, row),
    };
  }

  async function ofPhase(product: LoadedProduct): Promise<Analysis> {
    const { process } = product;
    const found = known.get(process);
    if (found) return found;
    const begun = analyze(product, rangeOf(product, {}), true);
    known.set(process, begun);
    begun.catch(() => known.delete(process));
    return begun;
  }

  return {
    async read(id, input = {}) {
      const product = load(id);
      const isPhase = input.from_subgroup === undefined && input.to_subgroup === undefined;
      const analysis = isPhase ? ofPhase(product) : analyze(product, rangeOf(product, input), false);
      return { ...(await analysis), analyzed_at: toTime(now()) };
    },
  };
}
