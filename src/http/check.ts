/** Endpoints of the check of whether phones reach this machine: a phone reports without signing in, the teacher reads. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { ClientId, Time, toTime } from "../domain/ids.ts";
import { deviceOf } from "./check-store.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

const Check = z.object({ token: z.string(), url: z.string(), expires_at: Time });
const Arrival = z.object({
  id: z.string(),
  address: z.string(),
  /** The host name that the phone used for this machine. */
  host: z.string(),
  device: z.enum(["iphone", "ipad", "android", "windows", "mac", "linux", "other"]),
  /** Whether it is this machine itself. */
  is_self: z.boolean(),
  /** Whether its WebSocket worked; null until it has tried. */
  web_socket: z.boolean().nullable(),
  latency_ms: z.number().nullable(),
  at: Time,
});
const Report = z.object({
  web_socket: z.boolean().nullish(),
  latency_ms: z.number().min(0).max(600_000).nullish(),
});

const loopback = /^(127\.|::1$)/;

export function check({ checks, lan, guesses, now }: Services) {
  const isSelf = (address: string) =>
    loopback.test(address) || lan.addresses().some((each) => each.address === address);
  const tokenIn = (context: RequestContext) => context.req.param("token") ?? "";

  return [
    defineEndpoint({
      route: "POST /api/checks",
      who: "teacher",
      programs: "refused",
      about: "Start a check of whether phones reach this machine: the URL that a phone opens within 30 minutes.",
      answers: { 201: Check },
      handle({ user }) {
        const { token, expires_at } = checks.start(user.id);
        return { token, url: `${lan.base()}/check/${token}`, expires_at: toTime(expires_at) };
      },
    }),
    defineEndpoint({
      route: "GET /api/checks/:token",
      who: "teacher",
      about: "List the phones that arrived in a check, the newest first.",
      answers: { 200: z.array(Arrival) },
      handle({ context, user }) {
        const found = checks.arrivals(tokenIn(context), user.id);
        if (!found) throw new Fault("not_found");
        return found.map((arrival) => ({ ...arrival, is_self: isSelf(arrival.address), at: toTime(arrival.at) }));
      },
    }),
    defineEndpoint({
      route: "PUT /api/checks/:token/arrivals/:id",
      who: "anyone",
      about: "Report that a phone has arrived, and what it found out: whether its WebSocket worked, and its latency.",
      body: Report,
      answers: { 204: null },
      handle({ context, body }) {
        const { address } = context.env;
        const id = ClientId.safeParse(context.req.param("id")).data;
        const { headers } = context.req.raw;
        const isKnown =
          id !== undefined &&
          checks.report(tokenIn(context), {
            id,
            address,
            host: (headers.get("Host") ?? "").slice(0, 255),
            device: deviceOf(headers.get("User-Agent") ?? ""),
            web_socket: body.web_socket ?? null,
            latency_ms: body.latency_ms ?? null,
            at: now(),
          });
        if (!isKnown) guesses.rejectGuess(address, new Fault("not_found"));
      },
    }),
  ];
}
