/** Applies frames to a chart and to a list of alerts. */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { Chart, ChartGrown } from "../domain/spc/chart.ts";

/** Maximum number of alerts that are kept. */
export const maxAlerts = 100;

/**
 * Returns the chart with its new points, cut to the last `keep`. Skips points that the chart already has. Returns
 * `undefined` if points are missing between, so that the chart must be read again.
 */
export function grow(chart: Chart, grown: ChartGrown, keep: number): Chart | undefined {
  const added = grown.points_total - chart.points_total;
  // Published before the chart was read.
  if (added < 0) return chart;
  if (added > grown.points.length) return undefined;
  const points = added === 0 ? chart.points : [...chart.points, ...grown.points.slice(-added)].slice(-keep);
  const { chart: kind, spec, subgroup_size, options, versions } = chart;
  return { ...grown, chart: kind, spec, subgroup_size, options, points, ...(versions && { versions }) };
}

/** Adds or replaces an alert; newest first. */
export function putAlert(alerts: readonly AlertRecord[], alert: AlertRecord): readonly AlertRecord[] {
  if (alerts.some(({ id }) => id === alert.id)) return alerts.map((other) => (other.id === alert.id ? alert : other));
  return [alert, ...alerts].sort((a, b) => b.id - a.id).slice(0, maxAlerts);
}
