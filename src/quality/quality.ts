/** The quality board in one piece: products, measurements, charts, alerts, and who is told of them. */
import type { Server } from "bun";
import type { z } from "zod";
import { Fault, invalidInput } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import type { AlertInput, AlertRecord, Preferences } from "../domain/spc/alert.ts";
import { alertStatuses } from "../domain/spc/alerts.ts";
import type { Correction, MeasurementRecord } from "../domain/spc/chart.ts";
import type { boardRequests } from "../domain/spc/events.ts";
import { applyChange, type Product, type ProductChange, type ProductSettings } from "../domain/spc/product.ts";
import type { Peer } from "../live/peer.ts";
import type { AlertFilter } from "../store/alerts.ts";
import type { Store } from "../store/open.ts";
import { type Charts, openCharts } from "./charts.ts";
import { type Correcting, openCorrecting } from "./correcting.ts";
import { discard, discardUnfinished } from "./discarding.ts";
import { openGrowth } from "./growth.ts";
import { openLanes } from "./lanes.ts";
import { type Measuring, openMeasuring } from "./measuring.ts";
import { type Access, openAccess } from "./permission.ts";
import {
  alertOf,
  type BoardServices,
  createProductCache,
  type LoadedProduct,
  raise,
  toAlert,
  toRecord,
} from "./services.ts";
import { openSharing, type Sharing } from "./sharing.ts";
import { sweep } from "./sweeping.ts";
import { receiptLife } from "./taking.ts";
import { type Decision, type EmittedBoardEvent, openTurn } from "./turn.ts";
import { openViewers, type Reads, type Viewers } from "./viewers.ts";

export interface Quality extends Disposable {
  readonly charts: Charts;
  readonly measuring: Measuring;
  readonly correcting: Correcting;
  readonly viewers: Viewers;
  /** What this user may do; as of now. */
  access(user: User | undefined): Access;
  /** Those that they may see, newest first. */
  products(access: Access, page: { limit: number; before?: number | undefined }): Product[];
  /** Throws `product_not_found`. */
  product(id: number, access: Access): Product;
  /** Throws `product_code_taken`. */
  make(product: ProductSettings, access: Access): Promise<Product>;
  /** Throws `product_measured` where subgroups or chart would change under what is measured. */
  change(id: number, change: ProductChange, access: Access): Promise<Product>;
  /** With all that is kept of it, and the devices that are for it alone; gives the hashes of their keys. */
  remove(id: number): Promise<string[]>;
  /** Newest first; of one product, or of all that they may see. */
  measurements(
    of: { product?: number | undefined; limit: number; before?: number | undefined },
    access: Access,
  ): MeasurementRecord[];
  /** What was corrected and deleted of a product, newest first. */
  corrections(product: number, page: { limit: number; before?: number | undefined }): Correction[];
  raise(alert: AlertInput): Promise<AlertRecord>;
  /** Of one product, or of all that they may see. */
  alerts(filter: AlertFilter, access: Access): AlertRecord[];
  /** Throws `alert_not_found`. */
  alert(id: number): AlertRecord;
  readonly sharing: Sharing;
  /** Moves an alert on; throws `alert_went_on` where that would be back. */
  setStatus(id: number, status: AlertRecord["status"]): Promise<AlertRecord>;
  keepPreferences(user_id: number, preferences: Preferences): Promise<void>;
  /** Carries out what is waiting, now. */
  flush(): void;
  /** Resolves once nothing is waiting. What waits for the write lock after `ms` milliseconds is refused. */
  drain(ms: number): Promise<void>;
}

export interface QualityOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the board is open to anybody, without a credential. */
  readonly anonymous?: boolean;
  /** Asked for late: it listens only once everything else stands. */
  readonly server: () => Server<Peer>;
}

export function openQuality({ store, now, anonymous = false, server }: QualityOptions): Quality {
  const access = openAccess(store, anonymous);
  const { load, find, forget } = createProductCache(store);
  const turn = openTurn({ log: store.log, turns: store.turns, publish, failed: () => forget() });
  const lanes = openLanes({
    turn,
    unsettled: (product) => store.measurements.hidden(product) !== undefined,
    settle: (product) => discard({ store, turn }, product),
  });
  const services: BoardServices = { store, turn, lanes, now, load, find, forget };
  discardUnfinished(store);
  for (const product of store.products.removedIds()) sweep(services, product);
  const charts = openCharts(services);
  const reads: Reads = {
    "product.follow"({ product_id }: { product_id: number }, viewer) {
      access(viewer.user).need("read", product_id);
      viewer.chosen.add(product_id);
      return { product_id };
    },
    "product.unfollow"({ product_id }: { product_id: number }, viewer) {
      viewer.chosen.delete(product_id);
      return { product_id };
    },
    "alerts.read"(
      { limit, product_id, min_priority }: z.output<(typeof boardRequests)["alerts.read"]["input"]>,
      viewer,
    ) {
      // Where the path names a product, its alerts are all there is.
      const product = viewer.productId ?? product_id ?? undefined;
      return alertsOf({ limit, product, min_priority: min_priority ?? undefined }, access(viewer.user));
    },
  };
  const viewers = openViewers({ server, reads, now, visible: (user) => access(user).visible() });
  const growth = openGrowth(charts, viewers.publish);
  const measuring = openMeasuring(services, growth.begin);
  const correcting = openCorrecting(services);
  correcting.resume();
  const forgetting = setInterval(forgetReceipts, 60 * 60 * 1000);
  forgetting.unref();
  // Leaving a class and losing an account change what somebody may see without a word to the board.
  const refreshing = setInterval(viewers.refresh, 30_000);
  refreshing.unref();
  forgetReceipts();

  /** What devices sent so long ago they do not send again. */
  function forgetReceipts(): void {
    void turn
      .ask(() => ({ result: store.measurements.deleteReceiptsBefore(now() - receiptLife), events: [] }))
      .catch(() => {});
  }

  function publish(telling: EmittedBoardEvent): void {
    viewers.publish(telling);
    const { type, data, at } = telling;
    if (type === "measurement.taken" || type === "measurements.taken") growth.note(data.product_id, at);
    if (type !== "product.changed") return;
    growth.forget(data.product_id);
    if (data.change === "made") viewers.refresh();
    if (data.change === "deleted") viewers.closeProduct(data.product_id);
  }

  function alertsOf(filter: AlertFilter, who: Access): AlertRecord[] {
    if (filter.product === undefined) return store.alerts.list({ ...filter, only: who.visible() }).map(toAlert);
    who.need("read", filter.product);
    return store.alerts.list(filter).map(toAlert);
  }

  function show({ row, process }: Pick<LoadedProduct, "row" | "process">, who: Access): Product {
    const { created_at, owner_id, classes: _, ...shown } = row;
    const user = owner_id === null ? undefined : store.permissions.user(owner_id);
    return {
      ...shown,
      measurements: process.values.count,
      open_alerts: store.products.openAlerts(row.id),
      owner: user ? { id: user.id, name: user.name } : null,
      permission: who.level(row),
      created_at: toTime(created_at),
    };
  }

  function came(id: number, change: "made" | "changed", who: Access): Decision<Product> {
    forget(id);
    return {
      result: show(load(id), who),
      events: [{ type: "product.changed", data: { product_id: id, change }, at: now() }],
    };
  }

  function make(product: ProductSettings, who: Access): Decision<Product> {
    const owner_id = who.user?.role === "teacher" ? who.user.id : null;
    return came(store.products.add(product, owner_id).id, "made", who);
  }

  function changeProduct(id: number, change: ProductChange, who: Access): Decision<Product> {
    const { row, process } = load(id);
    const { success, data, error } = applyChange(row, change);
    if (!success) throw invalidInput(error.issues);
    const redrawn = data.subgroup_size !== row.subgroup_size || data.chart !== row.chart;
    if (redrawn && process.values.count > 0) throw new Fault("product_measured");
    store.products.update(id, data);
    // Limits of one chart say nothing about another.
    if (redrawn) store.products.unfreeze(id);
    return came(id, "changed", who);
  }

  function removeProduct(id: number): Decision<string[]> {
    load(id);
    const devices = store.devices.list({ product: id });
    const hashes = devices.flatMap((device) => store.devices.remove(device.id) ?? []);
    store.products.remove(id);
    forget(id);
    const data = { product_id: id, change: "deleted" as const };
    return { result: hashes, events: [{ type: "product.changed", data, at: now() }] };
  }

  function moveAlert(id: number, status: AlertRecord["status"]): Decision<AlertRecord> {
    const alert = alertOf(services, id);
    const way = alertStatuses.indexOf(status) - alertStatuses.indexOf(alert.status);
    if (way < 0) throw new Fault("alert_went_on");
    if (way === 0) return { result: alert, events: [] };
    const at = now();
    store.alerts.setStatus(id, status, at);
    const result = alertOf(services, id);
    return { result, events: [{ type: "alert.changed", data: result, at }] };
  }

  function raiseOne({ product, ...alert }: AlertInput): Decision<AlertRecord> {
    load(product);
    const events = raise(services, [{ ...alert, product_id: product, detail: null }]);
    const [first] = events;
    if (first?.type !== "alert.raised") throw new Error("an alert was raised and is not there");
    return { result: first.data, events };
  }

  return {
    charts,
    measuring,
    correcting,
    viewers,
    access,
    sharing: openSharing(services, viewers.refresh),
    products: (who, page) =>
      store.products.list({ ...page, only: who.visible() }).map(({ process, ...row }) => show({ row, process }, who)),
    product: (id, who) => show(load(id), who),
    make: (product, who) => turn.ask(() => make(product, who)),
    change: (id, change, who) => lanes.commit([id], () => changeProduct(id, change, who)),
    async remove(id) {
      const hashes = await lanes.commit([id], () => removeProduct(id));
      sweep(services, id);
      return hashes;
    },
    measurements(of, who) {
      if (of.product !== undefined) who.need("read", of.product);
      const rows = store.measurements.list({ ...of, only: of.product === undefined ? who.visible() : undefined });
      return rows.map((row) => toRecord(row, load(row.product_id).row));
    },
    corrections: (product, page) =>
      store.corrections
        .history(product, page)
        .map(({ product_id: _, corrected_at, ...row }) => ({ ...row, corrected_at: toTime(corrected_at) })),
    raise: (alert) => turn.ask(() => raiseOne(alert)),
    alerts: alertsOf,
    alert: (id) => alertOf(services, id),
    setStatus: (id, status) => turn.ask(() => moveAlert(id, status)),
    keepPreferences: (user_id, preferences) =>
      turn.ask(() => ({ result: store.alerts.savePreferences(user_id, preferences), events: [] })),
    flush: turn.flush,
    drain: turn.drain,
    [Symbol.dispose]() {
      clearInterval(forgetting);
      clearInterval(refreshing);
      turn.close();
      growth[Symbol.dispose]();
    },
  };
}
