/** The HTTP calls of the quality board. */

import type { User } from "../domain/session.ts";
import type { AlertRecord, Device, Preferences, Statistics } from "../domain/spc/alert.ts";
import type { AlertStatus } from "../domain/spc/alerts.ts";
import type {
  CapabilityAnalysis,
  Chart,
  LimitsVersion,
  Measurement,
  MeasurementChange,
  MeasurementRecord,
} from "../domain/spc/chart.ts";
import type { Bin } from "../domain/spc/histogram.ts";
import type { Permission } from "../domain/spc/permission.ts";
import type { Product, ProductChange, ProductSettings } from "../domain/spc/product.ts";
import type { ProductSharing } from "../domain/spc/sharing.ts";
import { type Fetched, type Fetcher, openFetcher, readPages } from "./http.ts";

/** What may be asked of the alerts: those of one product, of one status, from one priority on, before an id. */
export interface AlertQuery {
  readonly product?: number | undefined;
  readonly status?: AlertStatus | undefined;
  /** Only those that are not resolved. */
  readonly unresolved?: boolean | undefined;
  readonly min_priority?: number | undefined;
  readonly limit?: number | undefined;
  readonly before?: number | undefined;
}

/** How capable a process is now, with the histogram of the same values; not stored. */
export interface CurrentCapability extends Omit<CapabilityAnalysis, "id"> {
  readonly histogram: readonly Bin[];
}

/** A device that was just made: its key is told this once. */
export interface NewDevice {
  readonly device: Device;
  readonly token: string;
  readonly url: string;
}

/** An alert that a person raises. */
export interface NewAlert {
  readonly product: number;
  readonly title: string;
  readonly message: string;
  readonly priority: number;
}

/** From which subgroups limits are computed. */
export interface LimitsBase {
  readonly from_subgroup: number;
  readonly to_subgroup: number;
}

/** One value as it is entered; what is left out is the server's to choose. */
export interface MeasuredValue {
  readonly product: number;
  readonly measurement_value: number;
  /** ISO 8601. */
  readonly measured_at?: string;
}

/** `?a=1&b=2` of what is there. */
const query = (of: Readonly<Record<string, string | number | boolean | undefined>>): string => {
  const given = Object.entries(of).filter(([, value]) => value !== undefined);
  return given.length ? `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&")}` : "";
};

/** How many products are read at most. */
const maxProducts = 5000;

/** All calls over one way of sending them; `call` may be a test's. */
export function toQualityApi(call: Fetcher) {
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const products = "/api/spc/products";
  return {
    /** Every product, oldest first. */
    products: async () => (await readPages<Product>(call, products, maxProducts)).data.reverse(),
    product: (id: number) => data(call<Product>("GET", `${products}/${id}`)),
    makeProduct: (product: ProductSettings) => data(call<Product>("POST", products, product)),
    changeProduct: (id: number, change: ProductChange) => data(call<Product>("PATCH", `${products}/${id}`, change)),
    deleteProduct: (id: number) => data(call<void>("DELETE", `${products}/${id}`)),

    chart: (id: number, last: number) => data(call<Chart>("GET", `${products}/${id}/chart${query({ last })}`)),
    capability: (id: number) => data(call<CurrentCapability>("GET", `${products}/${id}/capability`)),
    analyse: (id: number) => data(call<CapabilityAnalysis>("POST", `${products}/${id}/capability`)),
    limits: (id: number) => data(call<LimitsVersion[]>("GET", `${products}/${id}/limits`)),
    freeze: (id: number, base: LimitsBase) => data(call<LimitsVersion>("POST", `${products}/${id}/limits`, base)),

    /** The newest measurements, newest first. */
    measurements: (product: number, limit: number) =>
      data(call<Measurement[]>("GET", `/api/spc/measurements${query({ product, limit })}`)),
    /** Under the same key it is measured once, however often it is sent. */
    measure: (value: MeasuredValue, key: string) =>
      data(call<Measurement>("POST", "/api/spc/measurements", value, { "idempotency-key": key })),
    /** The measurements before one, newest first; without `before` the newest. */
    valuesBefore: (product: number, limit: number, before?: number) =>
      data(call<MeasurementRecord[]>("GET", `/api/spc/measurements${query({ product, limit, before })}`)),
    correct: (id: number, change: MeasurementChange) =>
      data(call<MeasurementRecord>("PATCH", `/api/spc/measurements/${id}`, change)),
    undo: (id: number) => data(call<void>("DELETE", `/api/spc/measurements/${id}`)),
    /** Under the same key the table is written once, however often it is sent. */
    importCsv: (id: number, csv: string, key: string) =>
      data(
        call<{ created: number }>("POST", `${products}/${id}/measurements.csv`, new Blob([csv], { type: "text/csv" }), {
          "idempotency-key": key,
        }),
      ),

    alerts: (of: AlertQuery) => data(call<AlertRecord[]>("GET", `/api/spc/alerts${query({ ...of })}`)),
    raiseAlert: (alert: NewAlert) => data(call<AlertRecord>("POST", "/api/spc/alerts", alert)),
    changeAlert: (id: number, status: AlertStatus) =>
      data(call<AlertRecord>("PATCH", `/api/spc/alerts/${id}`, { status })),
    /** `offset_minutes`: how far this place's day is ahead of UTC. */
    statistics: (days: number, offset_minutes: number) =>
      data(call<Statistics>("GET", `/api/spc/stats${query({ days, offset_minutes })}`)),
    preferences: () => data(call<Preferences>("GET", "/api/spc/preferences")),
    prefer: (preferences: Preferences) => data(call<Preferences>("PUT", "/api/spc/preferences", preferences)),

    sharing: (id: number) => data(call<ProductSharing>("GET", `${products}/${id}/permissions`)),
    shareWithClasses: (id: number, classes: Permission) =>
      data(call<ProductSharing>("PUT", `${products}/${id}/permissions`, { classes })),
    shareWith: (id: number, user: number, permission: Permission) =>
      data(call<ProductSharing>("PUT", `${products}/${id}/permissions/${user}`, { permission })),
    shareAsUsual: (id: number, user: number) => data(call<void>("DELETE", `${products}/${id}/permissions/${user}`)),
    people: (id: number, search: string) => data(call<User[]>("GET", `${products}/${id}/people${query({ search })}`)),

    /** The newest devices that are for one product. */
    devices: (product: number) => data(call<Device[]>("GET", `/api/spc/devices${query({ product })}`)),
    makeDevice: (name: string, product_id: number) =>
      data(call<NewDevice>("POST", "/api/spc/devices", { name, product_id })),
    deleteDevice: (id: number) => data(call<void>("DELETE", `/api/spc/devices/${id}`)),
    /** A ticket that opens one socket: for who cannot set a header on it. */
    ticket: async () => (await data(call<{ ticket: string }>("POST", "/api/auth/ticket"))).ticket,
  };
}

/** All calls of the board. */
export type QualityApi = ReturnType<typeof toQualityApi>;

/** The calls to the server at `base`. With a device's token it is the device that calls, whoever is signed in. */
export function openQualityApi(base = "", token?: string): QualityApi {
  return toQualityApi(
    openFetcher(base, (url, init) => {
      if (token === undefined) return fetch(url, init);
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return fetch(url, { ...init, headers, credentials: "omit" });
    }),
  );
}
