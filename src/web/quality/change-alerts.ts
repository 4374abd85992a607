/** Changes the status of many alerts, a few requests at a time. */
import type { QualityApi } from "../../client/quality-api.ts";
import type { AlertRecord } from "../../domain/spc/alert.ts";
import type { AlertStatus } from "../../domain/spc/alerts.ts";

const requestsAtATime = 4;
const pageSize = 100;
/** Bounds `acknowledgeAll`. */
const maxPages = 50;

type AlertsApi = Pick<QualityApi, "alerts" | "changeAlert">;

/** Tries every alert, then throws the first error. */
export async function changeAlerts(api: AlertsApi, alerts: readonly AlertRecord[], status: AlertStatus): Promise<void> {
  const errors: unknown[] = [];
  for (let n = 0; n < alerts.length; n += requestsAtATime) {
    const batch = alerts.slice(n, n + requestsAtATime);
    const results = await Promise.allSettled(batch.map(({ id }) => api.changeAlert(id, status)));
    errors.push(...results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])));
  }
  if (errors.length > 0) throw errors[0];
}

interface AcknowledgeQuery {
  /** Default: all products. */
  readonly product?: number | undefined;
  readonly min_priority?: number | undefined;
  /** The newest alert that the user saw; later ones stay open. */
  readonly newest: number;
}

/** Acknowledges all open alerts, also those that the page has not loaded. */
export async function acknowledgeAll(api: AlertsApi, { newest, ...query }: AcknowledgeQuery): Promise<void> {
  let before = newest + 1;
  for (let page = 0; page < maxPages; page++) {
    const open = await api.alerts({ ...query, status: "OPEN", limit: pageSize, before });
    await changeAlerts(api, open, "ACKNOWLEDGED");
    const last = open.at(-1);
    if (!last || open.length < pageSize) return;
    before = last.id;
  }
}
