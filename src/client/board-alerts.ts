/** The alerts of a live board: read by HTTP, moved on by what arrives, and reported once each. */
import type { AlertRecord } from "../domain/spc/alert.ts";
import { alertsKept, putAlert } from "./board-fold.ts";
import type { Listeners } from "./listeners.ts";
import type { QualityApi } from "./quality-api.ts";

export interface BoardAlertsOptions {
  readonly api: QualityApi;
  /** The one product, or all. */
  readonly product: number | undefined;
  readonly onChange: () => void;
  /** They hear of each alert that is raised, also of those that were raised while the connection was gone. */
  readonly listeners: Listeners<AlertRecord>;
}

export interface BoardAlerts {
  /** Newest first. */
  readonly all: () => readonly AlertRecord[];
  readonly read: () => Promise<void>;
  /** An alert was raised or changed. */
  readonly put: (alert: AlertRecord, raised: boolean) => void;
  /** Drops the alerts of a product, without calling `onChange`. */
  readonly drop: (product: number) => void;
}

export function createBoardAlerts({ api, product, onChange, listeners }: BoardAlertsOptions): BoardAlerts {
  let alerts: readonly AlertRecord[] = [];
  let newest: number | undefined;
  /** What arrived while they are being read: it is newer than what is read. */
  let arrived: AlertRecord[] | undefined;

  return {
    all: () => alerts,
    async read() {
      const before = newest;
      const told: AlertRecord[] = [];
      arrived = told;
      // Over all products the old ones that nobody has resolved must not be lost under the new ones that somebody has.
      const read = await api.alerts({ product, unresolved: product === undefined, limit: alertsKept }).finally(() => {
        arrived = undefined;
      });
      const missed =
        before === undefined ? [] : read.filter(({ id }) => id > before && !told.some((one) => one.id === id));
      newest = Math.max(newest ?? 0, ...read.map(({ id }) => id));
      alerts = told.reduce(putAlert, read);
      onChange();
      for (const alert of missed.reverse()) listeners.notify(alert);
    },
    put(alert, raised) {
      const fresh = raised && !alerts.some(({ id }) => id === alert.id);
      newest = Math.max(newest ?? 0, alert.id);
      arrived?.push(alert);
      alerts = putAlert(alerts, alert);
      onChange();
      if (fresh) listeners.notify(alert);
    },
    drop(of) {
      alerts = alerts.filter(({ product_id }) => product_id !== of);
    },
  };
}
