/** Reads a product's chart, limits and capability. */
import type { CapabilityAnalysis, CapabilityInput, Chart, ChartGrown, LimitsVersion } from "../domain/spc/chart.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import { lineDetails, noLines } from "../domain/spc/control-limits.ts";
import type { ChartQuery, Overview } from "../domain/spc/overview.ts";
import { limitsOf, pointCount } from "../domain/spc/process.ts";
import { openRedrawing } from "../domain/spc/redrawing.ts";
import type { PointRow } from "../store/measurements.ts";
import { capabilityAlert } from "./alerting.ts";
import { noLimit } from "./blocks.ts";
import { type CapabilityNow, createCapabilities } from "./capability.ts";
import { createFreezing, type Freezing } from "./freezing.ts";
import { readOverview } from "./overview.ts";
import { type BoardServices, raise, toPoints } from "./services.ts";

/** From how many points before those that are drawn a carried statistic is computed again. */
const maxRedrawn = 2000;
/** Maximum number of versions of the limits that a chart has. */
const maxVersions = 50;

export interface Charts extends Freezing {
  /** The chart with its last points, or with earlier ones. Throws `product_not_found`. */
  chart(id: number, of: ChartQuery | number): Chart;
  /** All points, summarized. */
  overview(id: number): Promise<Overview>;
  /** The chart's current lines, and its `last` points. */
  grown(id: number, last: number): ChartGrown;
  /** How many points a product has; `undefined` if it does not exist. */
  pointsOf(id: number): number | undefined;
  /** Newest first. */
  versions(id: number, page: { limit: number; before?: number | undefined }): LimitsVersion[];
  /** The capability of the process. Throws `too_few` if fewer than two subgroups of the range are complete. */
  capability(id: number, range?: CapabilityInput): Promise<CapabilityNow>;
  /** The same analysis, stored and published. */
  analyse(id: number, range?: CapabilityInput): Promise<CapabilityAnalysis>;
}

export function createCharts(services: BoardServices): Charts {
  const { store, turn, now, load } = services;
  const capabilities = createCapabilities(services);

  function grown(id: number, last: number): ChartGrown {
    const { row, process, design } = load(id);
    const limits = limitsOf(process, design);
    return {
      product_id: id,
      center: limits?.center ?? null,
      ucl: limits?.ucl ?? null,
      lcl: limits?.lcl ?? null,
      secondary: limits?.secondary ?? noLines,
      ...lineDetails(limits),
      sigma_within: limits?.sigma_within ?? null,
      estimator: limits?.estimator ?? formulasOf(design).estimator,
      limits_version: row.limits_version,
      points: toPoints(services, redrawn(services, id, store.measurements.lastPoints(id, last))),
      points_total: pointCount(process),
      filling: process.filling && { ...process.filling, values: [...process.filling.values] },
    };
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
    chart(id, of) {
      const { row } = load(id);
      const { lsl, usl, target, chart, subgroup_size, options } = row;
      const rows = readPoints(services, id, typeof of === "number" ? { last: of } : of);
      const points = toPoints(services, redrawn(services, id, rows));
      const versions = store.products.versions(id, { limit: maxVersions });
      return { ...grown(id, 0), points, chart, subgroup_size, options, spec: { lsl, usl, target }, versions };
    },
    overview: (id) => readOverview(services, id),
    pointsOf(id) {
      const found = services.find(id);
      return found && pointCount(found.process);
    },
    ...createFreezing(services),
    versions(id, page) {
      load(id);
      return store.products.versions(id, page);
    },
    capability: capabilities.read,
    analyse,
  };
}

/** The points as the current lines draw them: the same ones, whichever others are read. */
function redrawn({ store, load }: BoardServices, id: number, rows: readonly PointRow[]): readonly PointRow[] {
  const { process, design } = load(id);
  const [first] = rows;
  if (first?.limits_version !== 0 || !formulasOf(design).tracker) return rows;
  const before = store.corrections.pointsBefore(id, first.subgroup_number, maxRedrawn);
  return [...before, ...rows].map(openRedrawing(design, limitsOf(process, design))).slice(before.length);
}

/** The points that a query asks for; if fewer follow than it wants, those before them, too. */
function readPoints({ store }: BoardServices, id: number, { last, until, measured_from }: ChartQuery): PointRow[] {
  const { measurements, blocks, overviewPoints } = store;
  if (measured_from === undefined) return measurements.lastPoints(id, last, until);
  // Only one block has to be searched for the point.
  const block = blocks.firstMeasuredFrom(id, measured_from) ?? noLimit;
  const after = blocks.endBefore({ product: id, level: 0 }, block);
  const from = overviewPoints.measuredFrom(id, { after, at: measured_from });
  return measurements.lastPoints(id, last, from && overviewPoints.nthFrom(id, from, last));
}
