/** A product's chart, its limits and its capability: what is read from what was measured, and frozen. */
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
import { lowCapability } from "./alerting.ts";
import { type CapabilityNow, openCapabilities } from "./capability.ts";
import { type BoardServices, raise, toPoint } from "./services.ts";
import { sliceMs, untilDone } from "./slices.ts";

/** How many points are read at once. */
const pointsAtOnce = 200;
export interface Charts {
  /** With the last points. Throws `product_not_found`. */
  chart(id: number, last: number): Chart;
  /** The chart's lines as they are, and so many of the last points. */
  grown(id: number, last: number): ChartGrown;
  /** How many points a product has, where it is still there. */
  pointsOf(id: number): number | undefined;
  /**
   * Freezes the limits from these subgroups, or from given values. Throws `too_few` if fewer than two of the subgroups
   * are complete, and `no_spread` if their values are all equal.
   */
  freeze(id: number, of: LimitsInput): Promise<LimitsVersion>;
  /** Newest first. */
  versions(id: number, page: { limit: number; before?: number | undefined }): LimitsVersion[];
  /** How capable the process is. Throws `too_few` if fewer than two subgroups of the range are complete. */
  capability(id: number, range?: CapabilityInput): Promise<CapabilityNow>;
  /** The same, kept and told. */
  analyse(id: number, range?: CapabilityInput): Promise<CapabilityAnalysis>;
}

export function openCharts(services: BoardServices): Charts {
  const { store, turn, lanes, now, load } = services;
  const capabilities = openCapabilities(services);

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

  /** The limits from these subgroups, read in slices by whoever has the product to itself. */
  async function limitsFromBase(id: number, from: number, to: number) {
    const { design } = load(id);
    let next = from;
    let location = emptyMoments;
    let dispersion = emptyMoments;
    const ends: { first?: number; last?: number } = {};
    await untilDone(turn, () => {
      const until = performance.now() + sliceMs;
      do {
        const points = store.corrections.pointsFrom(id, next, pointsAtOnce);
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
        if (points.length < pointsAtOnce) return false;
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
        : await limitsFromBase(id, from_subgroup ?? 1, to_subgroup ?? Number.MAX_SAFE_INTEGER);
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
      const kept = store.alerts.addCapability(analysis, at);
      const alert = lowCapability(kept);
      const raised = raise(services, alert ? [alert] : []);
      return { result: kept, events: [{ type: "capability.analysed", data: kept, at }, ...raised] };
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
