/** The alerts of a live board: read by HTTP, updated by frames, and each reported once to listeners. */
import type { AlertRecord } from "../domain/spc/alert.ts";
import { maxAlerts, putAlert } from "./board-fold.ts";
import type { Listeners } from "./listeners.ts";
import type { QualityApi } from "./quality-api.ts";

export interface BoardAlertsOptions {
  readonly api: QualityApi;
  /** The product of the board; `undefined`: all. */
  readonly product: number | undefined;
  /** The folder of the board; `undefined`: any. */
  readonly folder: number | undefined;
  readonly onChange: () => void;
  /** Whether the board has this product; alerts of others are neither shown nor reported. */
  readonly has: (product: number) => boolean;
  /** Called for each raised alert, also for those raised while the connection was lost. */
  readonly listeners: Listeners<AlertRecord>;
}

export interface BoardAlerts {
  /** Newest first. */
  readonly all: () => readonly AlertRecord[];
  readonly read: () => Promise<void>;
  /** Adds an alert that was raised, or replaces one that changed. */
  readonly put: (alert: AlertRecord, raised: boolean) => void;
  /** Drops the alerts of a product, without calling `onChange`. */
  readonly drop: (product: number) => void;
}

export function createBoardAlerts({ api, product, folder, has, onChange, listeners }: BoardAlertsOptions): BoardAlerts {
  let alerts: readonly AlertRecord[] = [];
  let newest: number | undefined;
  /** Alerts received during a read: they are newer than its result. */
  let received: AlertRecord[] | undefined;
  const report = (alert: AlertRecord) => {
    if (has(alert.product_id)) listeners.notify(alert);
  };

  return {
    all: () => alerts.filter(({ product_id }) => has(product_id)),
    async read() {
      const before = newest;
      const meanwhile: AlertRecord[] = [];
      received = meanwhile;
      // Of all products, only unresolved alerts: newer resolved ones must not displace them.
      const unresolved = product === undefined;
      const read = await api.alerts({ product, folder, unresolved, limit: maxAlerts }).finally(() => {
        received = undefined;
      });
      const missed =
        before === undefined ? [] : read.filter(({ id }) => id > before && !meanwhile.some((alert) => alert.id === id));
      newest = Math.max(newest ?? 0, ...read.map(({ id }) => id));
      alerts = meanwhile.reduce(putAlert, read);
      onChange();
      for (const alert of missed.reverse()) report(alert);
    },
    put(alert, raised) {
      const isNew = raised && !alerts.some(({ id }) => id === alert.id);
      newest = Math.max(newest ?? 0, alert.id);
      received?.push(alert);
      alerts = putAlert(alerts, alert);
      onChange();
      if (isNew) report(alert);
    },
    drop(of) {
      alerts = alerts.filter(({ product_id }) => product_id !== of);
    },
  };
}
