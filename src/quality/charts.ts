/** A product's chart, its limits and its capability: what is read from what was measured, and frozen. */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { capabilityOf } from "../domain/spc/capability.ts";
import type { CapabilityAnalysis, Chart, ChartGrown, LimitsInput, LimitsVersion } from "../domain/spc/chart.ts";
import { type Bin, histogramOf } from "../domain/spc/histogram.ts";
import { estimators, limitsFrom, limitsOfKnown } from "../domain/spc/limits.ts";
import { momentsOf, sampleSd } from "../domain/spc/moments.ts";
import { limitsOf } from "../domain/spc/process.ts";
import { lowCapability } from "./alerting.ts";
import { type BoardDesk, type Held, raise, toPoint } from "./desk.ts";
import type { Came } from "./turn.ts";

/** How many of the last points say whether a process is stable. */
const stableOver = 25;
/** How many of the last values a histogram shows. */
const histogramOver = 1000;

/** A capability analysis that is looked at and not kept. */
export type CapabilityNow = Omit<CapabilityAnalysis, "id"> & { readonly histogram: readonly Bin[] };

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
  /** Throws `too_few` before two subgroups are complete. */
  capability(id: number): CapabilityNow;
  analyse(id: number): Promise<CapabilityAnalysis>;
}

export function openCharts(desk: BoardDesk): Charts {
  const { store, turn, lanes, now, held } = desk;

  function grown(id: number, last: number): ChartGrown {
    const { row, process, design } = held(id);
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

  function analysis({ row, process, design }: Held): Omit<CapabilityAnalysis, "id"> {
    const { id, lsl, usl } = row;
    if (process.location.count < 2) throw new Fault("too_few");
    const { count, mean } = process.values;
    // By all that was measured, whatever the limits on the chart were frozen from.
    const sigma_within = limitsOf(process, { ...design, frozen: null })?.sigma_within ?? null;
    const sigma_overall = sampleSd(process.values);
    const last = store.measurements.lastPoints(id, stableOver);
    return {
      product_id: id,
      product_code: row.code,
      ...capabilityOf({ mean, sigma_within, sigma_overall, lsl, usl }),
      analyzed_at: toTime(now()),
      count,
      mean,
      sigma_within,
      sigma_overall,
      estimator: estimators[design.chart],
      is_stable: last.every((point) => point.violations.length === 0 && point.is_within_control !== false),
    };
  }

  /** The limits from these subgroups. */
  function limitsFromBase(id: number, from: number, to: number) {
    const { design } = held(id);
    const base = store.products.plotted(id, from, to);
    const [first, ...others] = base;
    const lastOne = base.at(-1);
    // The first moving range is between a value of these and one before them.
    const spreads = (design.chart === "i-mr" ? others : base).flatMap(({ secondary }) => secondary ?? []);
    const plotted = {
      points: base.length,
      location: momentsOf(base.map(({ value }) => value)).mean,
      dispersion: spreads.length > 0 ? momentsOf(spreads).mean : null,
    };
    const lines = limitsFrom(design.chart, design.subgroup_size, plotted);
    if (!lines || !first || !lastOne) throw new Fault("too_few");
    if (lines.sigma_within === 0) throw new Fault("no_spread");
    return {
      lines,
      from_subgroup: first.subgroup_number,
      to_subgroup: lastOne.subgroup_number,
      subgroups: base.length,
    };
  }

  function freeze(id: number, { from_subgroup, to_subgroup, center, sigma }: LimitsInput): Came<LimitsVersion> {
    const { process, design } = held(id);
    const limits =
      center !== undefined && sigma !== undefined
        ? { from_subgroup: null, to_subgroup: null, subgroups: 0 }
        : limitsFromBase(id, from_subgroup ?? 1, to_subgroup ?? Number.MAX_SAFE_INTEGER);
    const lines =
      "lines" in limits
        ? limits.lines
        : limitsOfKnown(design.chart, design.subgroup_size, { center: center ?? 0, sigma: sigma ?? 0 });
    const version = store.products.freeze(id, { ...limits, lines });
    // Rules restart with each version.
    const restart_after = process.recent.at(-1)?.subgroup_number ?? 0;
    store.products.keepProcess(id, { ...process, holding: [], restart_after });
    desk.forget(id);
    return {
      result: version,
      told: [{ type: "product.changed", data: { product_id: id, change: "limits" }, at: now() }],
    };
  }

  function analyse(id: number): Came<CapabilityAnalysis> {
    const at = now();
    const kept = store.alerts.addCapability(analysis(held(id)), at);
    const told = raise(desk, lowCapability(kept));
    return { result: kept, told: [{ type: "capability.analysed", data: kept, at }, ...told] };
  }

  return {
    grown,
    chart(id, last) {
      const { lsl, usl, target, chart } = held(id).row;
      return { ...grown(id, last), chart, spec: { lsl, usl, target } };
    },
    pointsOf: (id) => desk.find(id)?.process.location.count,
    freeze: (id, of) => lanes.commit([id], () => freeze(id, of)),
    versions(id, page) {
      held(id);
      return store.products.versions(id, page);
    },
    capability(id) {
      const product = held(id);
      const now = analysis(product);
      const values = store.measurements.list({ product: id, limit: histogramOver }).map(({ value }) => value);
      return { ...now, histogram: histogramOf(values, product.row) };
    },
    analyse: (id) => turn.ask(() => analyse(id)),
  };
}
