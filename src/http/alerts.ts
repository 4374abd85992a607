/** Alerts of the quality board, their statistics, and what a user wants to be notified of. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";
import {
  AlertChange,
  AlertInput,
  AlertRecord,
  AlertStatus,
  Preferences,
  Priority,
  Statistics,
} from "../domain/spc/alert.ts";
import { type Call, defineCall } from "./call.ts";
import type { Desk } from "./context.ts";
import { idIn } from "./path-id.ts";

const Id = z.coerce.number().pipe(IntId);
const ListQuery = z.object({
  product: Id.optional(),
  status: AlertStatus.optional(),
  /** `true`: only those that are not resolved. */
  unresolved: z.stringbool().optional(),
  min_priority: z.coerce.number().pipe(Priority).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: Id.optional(),
});
/** `offset_minutes` is how far the reader's clock is ahead of UTC, so that a day is their day. */
const StatisticsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).default(7),
  offset_minutes: z.coerce.number().int().min(-900).max(900).default(0),
});

export function alerts({ quality, store, now }: Desk): Call[] {
  return [
    defineCall({
      route: "POST /api/spc/alerts",
      who: "keeper",
      about: "Raises an alert of one's own.",
      body: AlertInput,
      answers: { 201: AlertRecord },
      async handle({ call, body }) {
        return call.json(await quality.raise(body), 201);
      },
    }),
    defineCall({
      route: "GET /api/spc/alerts",
      who: "viewer",
      about: "Alerts, newest first.",
      query: ListQuery,
      answers: { 200: z.array(AlertRecord) },
      handle({ call, query }) {
        if (query.product !== undefined) quality.product(query.product);
        return call.json(quality.alerts(query));
      },
    }),
    defineCall({
      route: "PATCH /api/spc/alerts/:id",
      who: "keeper",
      about: "Moves an alert on: seen (ACKNOWLEDGED), or done with (RESOLVED).",
      body: AlertChange,
      answers: { 200: AlertRecord },
      async handle({ call, body }) {
        return call.json(await quality.setStatus(idIn(call.req.param("id"), "alert_not_found"), body.status));
      },
    }),
    defineCall({
      route: "GET /api/spc/stats",
      who: "viewer",
      about: "How many alerts there were in the last days: by day, type, priority and product.",
      query: StatisticsQuery,
      answers: { 200: Statistics },
      handle: ({ call, query }) => call.json(store.alerts.statistics(query.days, query.offset_minutes, now())),
    }),
    defineCall({
      route: "GET /api/spc/preferences",
      who: "signedIn",
      about: "What the user wants to be notified of.",
      answers: { 200: Preferences },
      handle: ({ call, user }) => call.json(store.alerts.preferences(user.id)),
    }),
    defineCall({
      route: "PUT /api/spc/preferences",
      who: "signedIn",
      about: "Says what the user wants to be notified of; sockets that come from now on follow it.",
      body: Preferences,
      answers: { 200: Preferences },
      async handle({ call, user, body }) {
        await quality.keepPreferences(user.id, body);
        return call.json(body);
      },
    }),
  ];
}
