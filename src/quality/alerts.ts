/** Alerts of the quality board: lists them, raises those that people write, sets their status; stores notification preferences. */
import { Fault } from "../domain/faults.ts";
import type { AlertInput, AlertRecord, Preferences } from "../domain/spc/alert.ts";
import { alertStatuses } from "../domain/spc/alerts.ts";
import type { AlertFilter } from "../store/alerts.ts";
import type { Access } from "./permission.ts";
import { alertOf, type BoardServices, raise, toAlert } from "./services.ts";
import type { Decision } from "./turn.ts";

export interface BoardAlerts {
  raise(alert: AlertInput): Promise<AlertRecord>;
  /** Alerts of one product, or of all that they may see, newest first. */
  alerts(filter: AlertFilter, access: Access): AlertRecord[];
  /** Throws `alert_not_found`. */
  alert(id: number): AlertRecord;
  /** Sets the status of an alert; throws `alert_went_on` if it already has a later one. */
  setStatus(id: number, status: AlertRecord["status"]): Promise<AlertRecord>;
  keepPreferences(user_id: number, preferences: Preferences): Promise<void>;
}

export function createBoardAlerts(services: BoardServices): BoardAlerts {
  const { store, turn, now, load } = services;

  function alertsOf(filter: AlertFilter, who: Access): AlertRecord[] {
    if (filter.product === undefined) return store.alerts.list({ ...filter, only: who.visible() }).map(toAlert);
    who.need("read", filter.product);
    return store.alerts.list(filter).map(toAlert);
  }

  function moveAlert(id: number, status: AlertRecord["status"]): Decision<AlertRecord> {
    const alert = alertOf(services, id);
    const steps = alertStatuses.indexOf(status) - alertStatuses.indexOf(alert.status);
    if (steps < 0) throw new Fault("alert_went_on");
    if (steps === 0) return { result: alert, events: [] };
    const at = now();
    store.alerts.setStatus(id, status, at);
    const result = alertOf(services, id);
    return { result, events: [{ type: "alert.changed", data: result, at }] };
  }

  function raiseOne({ product, ...alert }: AlertInput): Decision<AlertRecord> {
    load(product);
    const events = raise(services, [{ ...alert, product_id: product, detail: null }]);
    const [first] = events;
    if (first?.type !== "alert.raised") throw new Error("raising an alert returned no event");
    return { result: first.data, events };
  }

  return {
    raise: (alert) => turn.ask(() => raiseOne(alert)),
    alerts: alertsOf,
    alert: (id) => alertOf(services, id),
    setStatus: (id, status) => turn.ask(() => moveAlert(id, status)),
    keepPreferences: (user_id, preferences) =>
      turn.ask(() => ({ result: store.alerts.savePreferences(user_id, preferences), events: [] })),
  };
}
