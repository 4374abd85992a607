/** Services that all parts of the board share, and what they all need: the product cache, alerts, wire formats. */
import { koreanAlertText } from "../dialects/korean-alerts.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { AlertRecord, StoredAlert } from "../domain/spc/alert.ts";
import type { ChartPoint, Measurement, MeasurementRecord } from "../domain/spc/chart.ts";
import type { ChartChoice } from "../domain/spc/charts/index.ts";
import { drawnOf } from "../domain/spc/limits.ts";
import type { Design, Process } from "../domain/spc/process.ts";
import type { NewAlert } from "../store/alerts.ts";
import type { MeasurementRow, PointRow } from "../store/measurements.ts";
import type { Store } from "../store/open.ts";
import type { ProductRow } from "../store/products.ts";
import type { Lanes } from "./lanes.ts";
import type { EmittedBoardEvent, Turn } from "./turn.ts";

/** A product in memory: read once, then updated with each commit. */
export interface LoadedProduct {
  readonly row: Omit<ProductRow, "process">;
  readonly design: Design;
  process: Process;
}

export interface BoardServices {
  readonly store: Store;
  readonly turn: Turn;
  readonly lanes: Lanes;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A product by its id; throws `product_not_found`. */
  load(id: number): LoadedProduct;
  /** A product by its id; `undefined` if there is none. */
  find(id: number): LoadedProduct | undefined;
  /** Evicts a product, or all: the next access reads it again. Needed if the cached state may be outdated or is of a failed commit. */
  forget(id?: number): void;
}

/** Creates the cache of products. */
export function createProductCache({
  products,
}: Pick<Store, "products">): Pick<BoardServices, "load" | "find" | "forget"> {
  const all = new Map<number, LoadedProduct>();

  function read(id: number): LoadedProduct | undefined {
    const found = products.find(id);
    if (!found) return undefined;
    const { process, ...row } = found;
    const { chart, subgroup_size, options, rules, limits_version } = row;
    const frozen = (limits_version !== null && products.lines(id, limits_version)) || null;
    const loaded = { row, process, design: { chart, subgroup_size, options, rules, frozen } };
    all.set(id, loaded);
    return loaded;
  }

  const find = (id: number) => all.get(id) ?? read(id);

  return {
    find,
    load(id) {
      const found = find(id);
      if (!found) throw new Fault("product_not_found");
      return found;
    },
    forget(id) {
      if (id === undefined) all.clear();
      else all.delete(id);
    },
  };
}

/** Raises alerts; returns their events. */
export function raise({ store, now }: BoardServices, alerts: readonly NewAlert[]): EmittedBoardEvent[] {
  const at = now();
  return alerts.map((alert) => ({ type: "alert.raised", data: toAlert(store.alerts.add(alert, at)), at }));
}

/** Returns an alert by its id; throws `alert_not_found`. */
export function alertOf({ store }: Pick<BoardServices, "store">, id: number): AlertRecord {
  const alert = store.alerts.find(id);
  if (!alert) throw new Fault("alert_not_found");
  return toAlert(alert);
}

/**
 * Adds its text to a stored alert. Every interface shows an automatic alert's text in Korean, as the quality app does;
 * pages in other languages make their own from `detail`. Earlier versions stored the text: then it remains as it is.
 */
export function toAlert(alert: StoredAlert): AlertRecord {
  const { alert_type, title, detail: figures } = alert;
  if (!figures) return { ...alert, detail: null };
  const { sample_number: _, chart: __, ...detail } = figures;
  if (title !== "" || alert_type === "CUSTOM") return { ...alert, detail };
  return { ...alert, ...koreanAlertText(alert_type, figures), detail };
}

/** Converts a measurement to the wire format. */
export function toMeasurement(row: MeasurementRow, { code }: Pick<ProductRow, "code">): Measurement {
  const { id, product_id, value, sample_number, subgroup_number, is_within_spec, is_within_control, measured_at } = row;
  return {
    id,
    product_id,
    product_code: code,
    measurement_value: value,
    sample_number,
    subgroup_number,
    is_within_spec,
    is_within_control,
    measured_at: toTime(measured_at),
  };
}

/** Converts measurements to the wire format, with the fields that the app's frame does not have. */
export function toRecords(
  { store, load }: Pick<BoardServices, "store" | "load">,
  rows: readonly MeasurementRow[],
): MeasurementRecord[] {
  const tags = store.tags.read(rows.map(({ tag_set }) => tag_set));
  return rows.map((row) => ({
    ...toMeasurement(row, load(row.product_id).row),
    measured_by: row.measured_by,
    note: row.note,
    ...(row.sample_size !== null && { sample_size: row.sample_size }),
    tags: tags.get(row.tag_set) ?? {},
  }));
}

/** Converts points to the wire format, with the values that a chart draws: that of their product, or another one. */
export function toPoints(
  { store, load }: Pick<BoardServices, "store" | "load">,
  rows: readonly PointRow[],
  chart?: ChartChoice,
): ChartPoint[] {
  const found = store.tags.read(rows.map(({ tag_set }) => tag_set));
  return rows.map(({ product_id, action: _, note: __, tag_set, measured_at, size, track, ...point }) => {
    const tags = found.get(tag_set);
    return {
      ...point,
      ...drawnOf(chart ?? load(product_id).design, { ...point, track }),
      ...(size !== null && { size }),
      ...(track && { measured: point.value, track }),
      measured_at: toTime(measured_at),
      ...(tags && { tags }),
    };
  });
}
