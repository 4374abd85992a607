/** Reads a product's chart, limits and capability, and freezes its limits. */
import { Fault } from "../domain/faults.ts";
import type {
  CapabilityAnalysis,
  CapabilityInput,
  Chart,
  ChartGrown,
  LimitsInput,
  LimitsVersion,
} from "../domain/spc/chart.ts";
import { estimators, limitsFrom, limitsFromGiven } from "../domain/spc/limits.ts";
import { add, emptyMoments } from "../domain/spc/moments.ts";
import { limitsOf } from "../domain/spc/process.ts";
import { capabilityAlert } from "./alerting.ts";
import { type CapabilityNow, createCapabilities } from "./capability.ts";
import { type BoardServices, raise, toPoint } from "./services.ts";
import { repeatCommits, sliceMs } from "./slices.ts";

/** How many points one read fetches. */
const pointsPerRead = 200;

export interface Charts {
  /** The chart with its last points. Throws `product_not_found`. */
  chart(id: number, last: number): Chart;
  /** The chart's current lines, and its `last` points. */
  grown(id: number, last: number): ChartGrown;
  /** How many points a product has; `undefined` if it does not exist. */
  pointsOf(id: number): number | undefined;
  /**
   * Freezes the limits computed from these subgroups, or from given values. Throws `too_few` if fewer than two of the subgroups
   * are complete, and `no_spread` if their values are all equal.
   */
  freeze(id: number, of: LimitsInput): Promise<LimitsVersion>;
  /** Newest first. */
  versions(id: number, page: { limit: number; before?: number | undefined }): LimitsVersion[];
  /** The capability of the process. Throws `too_few` if fewer than two subgroups of the range are complete. */
  capability(id: number, range?: CapabilityInput): Promise<CapabilityNow>;
  /** The same analysis, stored and published. */
  analyse(id: number, range?: CapabilityInput): Promise<CapabilityAnalysis>;
}

export function createCharts(services: BoardServices): Charts {
  const { store, turn, lanes, now, load } = services;
  const capabilities = createCapabilities(services);

  function grown(id: number, last: number): ChartGrown {
    const { row, process, design } = load(id);
    const limits = limitsOf(process, design);
    const none = { center: null, ucl: null, lcl: null };
    return {
      product_id: id,
      center: limits?.center ?? null,
      ucl: limits?.ucl ?? null,
      lcl: limits?.lcl ?? null,
      secondary: limits?.secondary ?? none,
      sigma_within: limits?.sigma_within ?? null,
      estimator: estimators[design.chart],
      limits_version: row.limits_version,
      points: store.measurements.lastPoints(id, last).map(toPoint),
      points_total: process.location.count,
      filling: process.filling && { ...process.filling, values: [...process.filling.values] },
    };
  }

  async function freeze(
    id: number,
    { from_subgroup, to_subgroup, center, sigma }: LimitsInput,
  ): Promise<LimitsVersion> {
    const { design } = load(id);
    const limits =
      center !== undefined && sigma !== undefined
        ? {
            lines: limitsFromGiven(design.chart, design.subgroup_size, { center, sigma }),
            ...{ from_subgroup: null, to_subgroup: null, subgroups: 0 },
          }
        : await limitsFromBase(services, id, {
            from: from_subgroup ?? 1,
            to: to_subgroup ?? Number.MAX_SAFE_INTEGER,
          });
    return turn.ask(() => {
      const { process } = load(id);
      const version = store.products.freeze(id, limits);
      // Rules restart with each version.
      const restart_after = process.recent.at(-1)?.subgroup_number ?? 0;
      store.products.saveProcess(id, { ...process, holding: [], restart_after });
      services.forget(id);
      const data = { product_id: id, change: "limits" as const };
      return { result: version, events: [{ type: "product.changed", data, at: now() }] };
    });
  }

  async function analyse(id: number, range?: CapabilityInput): Promise<CapabilityAnalysis> {
    const { histogram: _, ...analysis } = await capabilities.read(id, range);
    return turn.ask(() => {
      load(id);
      const at = now();
      const stored = store.alerts.addCapability(analysis, at);
      const alert = capabilityAlert(stored);
      const raised = raise(services, alert ? [alert] : []);
      return { result: stored, events: [{ type: "capability.analysed", data: stored, at }, ...raised] };
    });
  }

  return {
    grown,
    chart(id, last) {
      const { lsl, usl, target, chart } = load(id).row;
      return { ...grown(id, last), chart, spec: { lsl, usl, target } };
    },
    pointsOf: (id) => services.find(id)?.process.location.count,
    freeze: (id, of) => lanes.run([id], () => freeze(id, of)),
    versions(id, page) {
      load(id);
      return store.products.versions(id, page);
    },
    capability: capabilities.read,
    analyse,
  };
}

/** Computes the limits from these subgroups, read in slices. Requires exclusive access to the product. */
async function limitsFromBase(
  { store, turn, load }: BoardServices,
  id: number,
  { from, to }: { from: number; to: number },
) {
  const { design } = load(id);
  let next = from;
  let location = emptyMoments;
  let dispersion = emptyMoments;
  const ends: { first?: number; last?: number } = {};
  await repeatCommits(turn, () => {
    const until = performance.now() + sliceMs;
    do {
      const points = store.corrections.pointsFrom(id, next, pointsPerRead);
      for (const { subgroup_number, value, secondary } of points) {
        if (subgroup_number > to) return false;
        // The first moving range is between a value of these and one before them.
        const isFirst = ends.first === undefined;
        if (secondary !== null && !(isFirst && design.chart === "i-mr")) dispersion = add(dispersion, secondary);
        location = add(location, value);
        ends.first ??= subgroup_number;
        ends.last = subgroup_number;
        next = subgroup_number + 1;
      }
      if (points.length < pointsPerRead) return false;
    } while (performance.now() < until);
    return true;
  });
  const lines = limitsFrom(design.chart, design.subgroup_size, {
    points: location.count,
    location: location.mean,
    dispersion: dispersion.count > 0 ? dispersion.mean : null,
  });
  const { first, last } = ends;
  if (!lines || first === undefined || last === undefined) throw new Fault("too_few");
  if (lines.sigma_within === 0) throw new Fault("no_spread");
  return { lines, from_subgroup: first, to_subgroup: last, subgroups: location.count };
}
