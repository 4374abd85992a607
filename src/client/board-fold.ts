/** How a chart and a list of alerts move on with what arrives. */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { Chart, ChartGrown } from "../domain/spc/chart.ts";

/** How many alerts are kept in sight. */
export const alertsKept = 100;

/**
 * A chart with what it has grown by, its last `keep` points. Points that were read already are not added again;
 * `undefined` where some are missing between, so that the chart must be read again.
 */
export function grow(chart: Chart, grown: ChartGrown, keep: number): Chart | undefined {
  const fresh = grown.points_total - chart.points_total;
  // Told of before the chart was read.
  if (fresh < 0) return chart;
  if (fresh > grown.points.length) return undefined;
  const points = fresh === 0 ? chart.points : [...chart.points, ...grown.points.slice(-fresh)].slice(-keep);
  return { ...grown, chart: chart.chart, spec: chart.spec, points };
}

/** The alerts with this one as it is now, newest first. */
export function putAlert(alerts: readonly AlertRecord[], alert: AlertRecord): readonly AlertRecord[] {
  if (alerts.some(({ id }) => id === alert.id)) return alerts.map((one) => (one.id === alert.id ? alert : one));
  return [alert, ...alerts].sort((a, b) => b.id - a.id).slice(0, alertsKept);
}
