/** The HTTP calls of the quality board. */
import type { AlertStatus } from "../domain/spc/alerts.ts";
import type { MeasurementChange } from "../domain/spc/chart.ts";
import type { EvaluationInput } from "../domain/spc/evaluation.ts";
import type { LimitsInput } from "../domain/spc/limits-input.ts";
import type { ParetoSource } from "../domain/spc/pareto-sources.ts";
import type { Permission } from "../domain/spc/permission.ts";
import type { PointChange } from "../domain/spc/point.ts";
import type { ProductChange } from "../domain/spc/product.ts";
import type { AnswerOf, BodyOf, QueryOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import { toCourseCalls } from "./course-api.ts";
import { gaugeCalls } from "./gauge-api.ts";
import { createFetcher, type Fetched, type Fetcher } from "./http.ts";

/** Filters of alerts: product, status, lowest priority, and an id they must precede. */
export type AlertQuery = QueryOf<"GET /api/spc/alerts">;
/** The current capability of a process, with a histogram of the same values; not stored. */
export type CurrentCapability = AnswerOf<"GET /api/spc/products/:id/capability">;
/** An entered value; the server chooses what is absent. */
export type MeasuredValue = Exclude<BodyOf<"POST /api/spc/measurements">, readonly unknown[]>;

/** Returns the calls of the board, sent by `fetcher`. */
export function qualityApiOver(fetcher: Fetcher) {
  const { call } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const at = (id: number) => ({ path: { id } });
  return {
    ...toCourseCalls(fetcher),
    product: (id: number) => data(call("GET /api/spc/products/:id", at(id))),
    makeProduct: (product: BodyOf<"POST /api/spc/products">) => data(call("POST /api/spc/products", { body: product })),
    changeProduct: (id: number, change: ProductChange) =>
      data(call("PATCH /api/spc/products/:id", { ...at(id), body: change })),
    deleteProduct: (id: number) => data(call("DELETE /api/spc/products/:id", at(id))),

    chart: (id: number, last: number) => data(call("GET /api/spc/products/:id/chart", { ...at(id), query: { last } })),
    ...historyCalls(fetcher),
    capability: (id: number) => data(call("GET /api/spc/products/:id/capability", at(id))),
    analyse: (id: number) => data(call("POST /api/spc/products/:id/capability", at(id))),
    limits: (id: number) => data(call("GET /api/spc/products/:id/limits", at(id))),
    ...limitsCalls(fetcher),

    ...pointCalls(fetcher),
    ...strataCalls(fetcher),
    ...gaugeCalls(fetcher),

    /** The newest measurements, newest first. */
    measurements: (product: number, limit: number) =>
      data(call("GET /api/spc/measurements", { query: { product, limit } })),
    /** Idempotent by `key`. */
    async measure(value: MeasuredValue, key: string) {
      const headers = { "idempotency-key": key };
      const measured = await data(call("POST /api/spc/measurements", { body: value, headers }));
      if (Array.isArray(measured)) throw new Error("one value was sent, and a list was answered");
      return measured;
    },
    /** The measurements before an id, newest first; without `before`, the newest. */
    valuesBefore: (product: number, limit: number, before?: number) =>
      data(call("GET /api/spc/measurements", { query: { product, limit, before } })),
    correct: (id: number, change: MeasurementChange) =>
      data(call("PATCH /api/spc/measurements/:id", { ...at(id), body: change })),
    undo: (id: number) => data(call("DELETE /api/spc/measurements/:id", at(id))),
    /** Idempotent by `key`. */
    importCsv: (id: number, csv: string, key: string) =>
      data(
        call("POST /api/spc/products/:id/measurements.csv", {
          ...at(id),
          body: new Blob([csv], { type: "text/csv" }),
          headers: { "idempotency-key": key },
        }),
      ),

    alerts: (query: AlertQuery) => data(call("GET /api/spc/alerts", { query })),
    raiseAlert: (alert: BodyOf<"POST /api/spc/alerts">) => data(call("POST /api/spc/alerts", { body: alert })),
    changeAlert: (id: number, status: AlertStatus) =>
      data(call("PATCH /api/spc/alerts/:id", { ...at(id), body: { status } })),
    /** `offset_minutes`: how far the local time is ahead of UTC. */
    statistics: (days: number, offset_minutes: number) =>
      data(call("GET /api/spc/stats", { query: { days, offset_minutes } })),
    preferences: () => data(call("GET /api/spc/preferences")),
    prefer: (preferences: BodyOf<"PUT /api/spc/preferences">) =>
      data(call("PUT /api/spc/preferences", { body: preferences })),

    sharing: (id: number) => data(call("GET /api/spc/products/:id/permissions", at(id))),
    shareWithClasses: (id: number, classes: Permission) =>
      data(call("PUT /api/spc/products/:id/permissions", { ...at(id), body: { classes } })),
    shareWith: (id: number, user: number, permission: Permission) =>
      data(call("PUT /api/spc/products/:id/permissions/:user", { path: { id, user }, body: { permission } })),
    resetSharing: (id: number, user: number) =>
      data(call("DELETE /api/spc/products/:id/permissions/:user", { path: { id, user } })),
    people: (id: number, search: string) =>
      data(call("GET /api/spc/products/:id/people", { ...at(id), query: { search } })),

    /** The newest devices of one product. */
    devices: (product: number) => data(call("GET /api/spc/devices", { query: { product } })),
    makeDevice: (name: string, product_id: number) =>
      data(call("POST /api/spc/devices", { body: { name, product_id } })),
    deleteDevice: (id: number) => data(call("DELETE /api/spc/devices/:id", at(id))),
    /** A ticket that opens one socket, for clients that cannot set a header. */
    ticket: async () => (await data(call("POST /api/auth/ticket"))).ticket,
  };
}

/** The calls that freeze and unfreeze limits. */
function limitsCalls(fetcher: Fetcher) {
  const { call } = createCalls(fetcher);
  const at = (id: number) => ({ path: { id } });
  return {
    freeze: async (id: number, body: LimitsInput) =>
      (await call("POST /api/spc/products/:id/limits", { ...at(id), body })).data,
    /** The limits that `freeze` would put into force. */
    previewLimits: async (id: number, body: LimitsInput) =>
      (await call("POST /api/spc/products/:id/limits/preview", { ...at(id), body })).data,
    unfreeze: async (id: number) => (await call("DELETE /api/spc/products/:id/limits", at(id))).data,
  };
}

/** The calls of a product's whole history and its phases. */
function historyCalls(fetcher: Fetcher) {
  const { call } = createCalls(fetcher);
  const at = (id: number) => ({ path: { id } });
  return {
    /** A part of the chart: its points up to a subgroup, or from a time on. */
    chartAt: async (id: number, query: QueryOf<"GET /api/spc/products/:id/chart">) =>
      (await call("GET /api/spc/products/:id/chart", { ...at(id), query })).data,
    overview: async (id: number) => (await call("GET /api/spc/products/:id/overview", at(id))).data,
    /** The capability of the phase of a version of the limits. */
    phaseCapability: async (id: number, version: number) =>
      (await call("GET /api/spc/products/:id/capability", { ...at(id), query: { version } })).data,
    namePhase: async (id: number, version: number, name: string | null) =>
      (await call("PATCH /api/spc/products/:id/limits/:version", { path: { id, version }, body: { name } })).data,
  };
}

/** The calls of single points. */
function pointCalls(fetcher: Fetcher) {
  const { call } = createCalls(fetcher);
  const at = (id: number, subgroup_number: number) => ({ path: { id, subgroup_number } });
  return {
    /** A point with its measurements and its history. */
    point: async (id: number, subgroup_number: number) =>
      (await call("GET /api/spc/products/:id/points/:subgroup_number", at(id, subgroup_number))).data,
    changePoint: async (id: number, subgroup_number: number, body: PointChange) =>
      (await call("PATCH /api/spc/products/:id/points/:subgroup_number", { ...at(id, subgroup_number), body })).data,
  };
}

/** The calls of tags and strata. */
function strataCalls(fetcher: Fetcher) {
  const { call } = createCalls(fetcher);
  const at = (id: number) => ({ path: { id } });
  return {
    tags: async (id: number) => (await call("GET /api/spc/products/:id/tags", at(id))).data,
    /** Sets the tags that the pad asks for. */
    askTags: async (id: number, body: BodyOf<"PUT /api/spc/products/:id/tags">) =>
      (await call("PUT /api/spc/products/:id/tags", { ...at(id), body })).data,
    /** Judges points by other rules or limits, on another chart, or only those with certain tags. */
    evaluate: async (id: number, body: EvaluationInput) =>
      (await call("POST /api/spc/products/:id/evaluate", { ...at(id), body })).data,
    compareStrata: async (id: number, body: BodyOf<"POST /api/spc/products/:id/strata">) =>
      (await call("POST /api/spc/products/:id/strata", { ...at(id), body })).data,
    causes: async (id: number) => (await call("GET /api/spc/products/:id/causes", at(id))).data,
    /** Sets the causes that are offered for points. */
    offerCauses: async (id: number, body: string[]) =>
      (await call("PUT /api/spc/products/:id/causes", { ...at(id), body })).data,
    pareto: async (id: number, source: ParetoSource) =>
      (await call("GET /api/spc/products/:id/pareto", { ...at(id), query: { source } })).data,
  };
}

/** All calls of the board. */
export type QualityApi = ReturnType<typeof qualityApiOver>;

/** Returns the calls to the server at `base`. With a device's token, the device is the caller, not the signed-in user. */
export function createQualityApi(base = "", token?: string): QualityApi {
  return qualityApiOver(
    createFetcher(base, (url, init) => {
      if (token === undefined) return fetch(url, init);
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return fetch(url, { ...init, headers, credentials: "omit" });
    }),
  );
}
