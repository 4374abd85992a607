/** Changes the status of many alerts, a few requests at a time. */
import type { QualityApi } from "../../client/quality-api.ts";
import type { AlertRecord } from "../../domain/spc/alert.ts";
import type { AlertStatus } from "../../domain/spc/alerts.ts";

const requestsAtATime = 4;
const pageSize = 100;
/** Bounds `acknowledgeAll`. */
const maxPages = 50;

type AlertsApi = Pick<QualityApi, "alerts" | "changeAlert">;

/** Tries every alert, then throws the first error. `onChanged` gets each one that was changed. */
export async function changeAlerts(
  api: AlertsApi,
  alerts: readonly AlertRecord[],
  { status, onChanged }: { status: AlertStatus; onChanged?: ((alert: AlertRecord) => void) | undefined },
): Promise<void> {
  const errors: unknown[] = [];
  for (let n = 0; n < alerts.length; n += requestsAtATime) {
    const batch = alerts.slice(n, n + requestsAtATime);
    const results = await Promise.allSettled(batch.map(({ id }) => api.changeAlert(id, status)));
    for (const result of results) {
      if (result.status === "fulfilled") onChanged?.(result.value);
      else errors.push(result.reason);
    }
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

/**
 * Acknowledges all open alerts, also those that the page has not loaded. Goes on after an alert that cannot be changed, and
 * throws the first error at the end.
 */
export async function acknowledgeAll(api: AlertsApi, { newest, ...query }: AcknowledgeQuery): Promise<void> {
  const errors: unknown[] = [];
  let before = newest + 1;
  for (let page = 0; page < maxPages; page++) {
    const open = await api.alerts({ ...query, status: "OPEN", limit: pageSize, before });
    await changeAlerts(api, open, { status: "ACKNOWLEDGED" }).catch((thrown) => errors.push(thrown));
    const last = open.at(-1);
    if (!last || open.length < pageSize) break;
    before = last.id;
  }
  if (errors.length > 0) throw errors[0];
}
