/** Endpoints for the quality board's alerts, their statistics and users' notification preferences. */
import { z } from "zod";
import {
  AlertChange,
  AlertInput,
  AlertRecord,
  AlertStatus,
  Preferences,
  Priority,
  Statistics,
} from "../domain/spc/alert.ts";
import type { Access } from "../quality/permission.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { pathId } from "./path-id.ts";

const ListQuery = z.object({
  product: QueryId.optional(),
  /** Only alerts of products in this folder. */
  folder: QueryId.optional(),
  status: AlertStatus.optional(),
  /** `true`: only alerts that are not resolved. */
  unresolved: z.stringbool().optional(),
  min_priority: z.coerce.number().pipe(Priority).optional(),
  limit: PageSize.default(50),
  before: QueryId.optional(),
});
/** `offset_minutes`: the caller's UTC offset, so that counts per day use the caller's days. */
const StatisticsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).default(7),
  offset_minutes: z.coerce.number().int().min(-900).max(900).default(0),
});

export function alerts({ quality, store, now }: Services) {
  /** The alert that the path names. Throws if the caller's access to its product is below `level`. */
  function alertIn(context: RequestContext, access: Access, level: "read" | "all"): AlertRecord {
    const alert = quality.alert(pathId(context.req.param("id"), "alert_not_found"));
    access.need(level, alert.product_id);
    return alert;
  }

  return [
    defineEndpoint({
      route: "POST /api/spc/alerts",
      who: "viewer",
      about: "Raise an alert. Requires full access to the product.",
      body: AlertInput,
      answers: { 201: AlertRecord },
      async handle({ access, body }) {
        access.need("all", body.product);
        return quality.raise(body);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/alerts",
      who: "viewer",
      about: "List alerts of the products that the caller may see, newest first.",
      query: ListQuery,
      answers: { 200: z.array(AlertRecord) },
      handle: ({ access, query }) => toListing(query, idOf, (limit) => quality.alerts({ ...query, limit }, access)),
    }),
    defineEndpoint({
      route: "GET /api/spc/alerts/:id",
      who: "viewer",
      about: "Get an alert.",
      answers: { 200: AlertRecord },
      handle: ({ context, access }) => alertIn(context, access, "read"),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/alerts/:id",
      who: "viewer",
      about: "Acknowledge or resolve an alert.",
      body: AlertChange,
      answers: { 200: AlertRecord },
      async handle({ context, access, body }) {
        const { id } = alertIn(context, access, "all");
        return quality.setStatus(id, body.status);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/stats",
      who: "viewer",
      about: "Count the alerts of the last days by day, type, priority and product.",
      query: StatisticsQuery,
      answers: { 200: Statistics },
      handle: ({ access, query }) => store.alerts.statistics({ ...query, at: now(), products: access.visible() }),
    }),
    defineEndpoint({
      route: "GET /api/spc/preferences",
      who: "signedIn",
      about: "Get the user's notification preferences.",
      answers: { 200: Preferences },
      handle: ({ user }) => store.alerts.preferences(user.id),
    }),
    defineEndpoint({
      route: "PUT /api/spc/preferences",
      who: "signedIn",
      about: "Replace the user's notification preferences. They apply to sockets opened from then on.",
      body: Preferences,
      answers: { 200: Preferences },
      async handle({ user, body }) {
        await quality.keepPreferences(user.id, body);
        return body;
      },
    }),
  ];
}
