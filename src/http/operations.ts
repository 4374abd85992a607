/** For those who keep the server running: is it alive, is it ready, how much does it do. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { ServerStatus } from "../domain/server-status.ts";
import type { Peer } from "../live/peer.ts";
import { recordOf } from "../live/room.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { openMetrics } from "./metrics.ts";
import { requireOperator } from "./operator.ts";

const Readiness = z.object({ status: z.literal("ready"), mode: z.literal("dev").optional() });

export function operations(services: Services) {
  const metrics = openMetrics(services);
  return [
    defineEndpoint({
      route: "GET /healthz",
      who: "anyone",
      about: "200 while alive.",
      answers: { 200: { media: "text/plain" } },
      handle: ({ context }) => context.text("ok"),
    }),
    defineEndpoint({
      route: "GET /readyz",
      who: "anyone",
      about: "503 while starting or stopping; says so if the server runs in development mode.",
      answers: { 200: Readiness },
      handle() {
        if (!services.ready()) throw new Fault("stopping");
        return { status: "ready" as const, ...(services.dev && { mode: "dev" as const }) };
      },
    }),
    defineEndpoint({
      route: "GET /metrics",
      who: "anyone",
      about:
        "Figures in Prometheus's text format. Needs a teacher's credential, the metrics token or the operator's token.",
      answers: { 200: { media: "text/plain" } },
      async handle({ context }) {
        requireOperator(context, services, "metrics");
        return context.text(await metrics.metrics(), 200, { "Content-Type": metrics.contentType });
      },
    }),
    defineEndpoint({
      route: "GET /api/status",
      who: "anyone",
      about:
        "Lists who is connected, to which session and by which dialect. Needs a teacher's credential or the operator's token.",
      answers: { 200: ServerStatus },
      handle({ context }) {
        requireOperator(context, services, "status");
        return statusOf(services);
      },
    }),
  ];
}

/** Who is connected, to which session, by which dialect. */
function statusOf({ live, quality, version, now, startedAt }: Services): ServerStatus {
  const sessions = Array.from(live.rooms.all(), (room) => {
    const { code, title, status } = recordOf(room);
    const all = Array.from(room.connections.values(), (theirs) => [...theirs]).flat();
    return { code, title, status, participants_online: room.connections.size, connections: byDialect(all) };
  });
  const connections = live.sockets.open.size;
  const board = byDialect(Array.from(live.sockets.open).filter(({ handler }) => handler === quality.viewers));
  const limited = live.limits.rejections.now().map(({ nickname, session, dialect, reason, since, count }) => ({
    nickname,
    session_code: session,
    dialect,
    reason,
    since: toTime(since),
    rejections: count,
  }));
  return { version, uptime_s: Math.round((now() - startedAt) / 1000), connections, sessions, board, limited };
}

/** How many of them speak each dialect. */
function byDialect(peers: readonly Peer[]): Record<string, number> {
  const groups = Map.groupBy(peers, ({ dialect }) => dialect.name);
  return Object.fromEntries(Array.from(groups, ([name, these]) => [name, these.length]));
}
