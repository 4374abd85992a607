/** Alerts of the quality board, their statistics, and what a user wants to be notified of. */
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
import { idIn } from "./path-id.ts";

const ListQuery = z.object({
  product: QueryId.optional(),
  status: AlertStatus.optional(),
  /** `true`: only those that are not resolved. */
  unresolved: z.stringbool().optional(),
  min_priority: z.coerce.number().pipe(Priority).optional(),
  limit: PageSize.default(50),
  before: QueryId.optional(),
});
/** `offset_minutes` is how far the reader's clock is ahead of UTC, so that a day is their day. */
const StatisticsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).default(7),
  offset_minutes: z.coerce.number().int().min(-900).max(900).default(0),
});

export function alerts({ quality, store, now }: Services) {
  /** The alert that the path names, for those who may do `least` with its product. */
  function alertIn(context: RequestContext, access: Access, least: "read" | "all"): AlertRecord {
    const alert = quality.alert(idIn(context.req.param("id"), "alert_not_found"));
    access.need(least, alert.product_id);
    return alert;
  }

  return [
    defineEndpoint({
      route: "POST /api/spc/alerts",
      who: "viewer",
      about: "Raises an alert. For those who may do everything with the product.",
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
      about: "Alerts of the products that the caller may see, newest first.",
      query: ListQuery,
      answers: { 200: z.array(AlertRecord) },
      handle: ({ access, query }) => toListing(query, idOf, (limit) => quality.alerts({ ...query, limit }, access)),
    }),
    defineEndpoint({
      route: "GET /api/spc/alerts/:id",
      who: "viewer",
      about: "One alert.",
      answers: { 200: AlertRecord },
      handle: ({ context, access }) => alertIn(context, access, "read"),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/alerts/:id",
      who: "viewer",
      about: "Moves an alert on: seen (ACKNOWLEDGED), or done with (RESOLVED).",
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
      about: "Alerts of the last days, counted by day, type, priority and product.",
      query: StatisticsQuery,
      answers: { 200: Statistics },
      handle: ({ access, query }) => store.alerts.statistics({ ...query, at: now(), products: access.visible() }),
    }),
    defineEndpoint({
      route: "GET /api/spc/preferences",
      who: "signedIn",
      about: "What the user wants to be notified of.",
      answers: { 200: Preferences },
      handle: ({ user }) => store.alerts.preferences(user.id),
    }),
    defineEndpoint({
      route: "PUT /api/spc/preferences",
      who: "signedIn",
      about: "Says what the user wants to be notified of; sockets that come from now on follow it.",
      body: Preferences,
      answers: { 200: Preferences },
      async handle({ user, body }) {
        await quality.keepPreferences(user.id, body);
        return body;
      },
    }),
  ];
}
