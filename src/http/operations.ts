/** Endpoints for operators: health, readiness, metrics and status. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { ServerStatus } from "../domain/server-status.ts";
import type { Peer } from "../live/peer.ts";
import { recordOf } from "../live/room.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { requireOperator } from "./operator.ts";

const Readiness = z.object({ status: z.literal("ready"), mode: z.literal("dev").optional() });

export function operations(services: Services) {
  const openMetrics = async () => {
    // Loaded for the first request: many servers are never asked.
    const { createMetrics } = await import("./metrics.ts");
    return createMetrics(services);
  };
  let opening: ReturnType<typeof openMetrics> | undefined;
  return [
    defineEndpoint({
      route: "GET /healthz",
      who: "anyone",
      logged: "debug",
      about: "Check that the server is alive: always 200.",
      answers: { 200: { media: "text/plain" } },
      handle: ({ context }) => context.text("ok"),
    }),
    defineEndpoint({
      route: "GET /readyz",
      who: "anyone",
      logged: "debug",
      about:
        "Check that the server is ready: 503 while it stops, if its PostgreSQL does not answer, or if it must be started again. `mode` is `dev` in development mode.",
      answers: { 200: Readiness },
      handle() {
        if (!services.ready()) throw new Fault("stopping");
        const node = services.node?.();
        if (node?.failure !== undefined) throw new Fault("unavailable", `Restart this server: ${node.failure}`);
        if (node?.isAlive === false) throw new Fault("unavailable");
        return { status: "ready" as const, ...(services.dev && { mode: "dev" as const }) };
      },
    }),
    defineEndpoint({
      route: "GET /metrics",
      who: "anyone",
      logged: "debug",
      about:
        "Get metrics in Prometheus's text format. Requires a teacher's credential, the metrics token or the operator's token.",
      answers: { 200: { media: "text/plain" } },
      async handle({ context }) {
        requireOperator(context, services, "metrics");
        opening ??= openMetrics();
        const metrics = await opening;
        return context.text(await metrics.metrics(), 200, { "Content-Type": metrics.contentType });
      },
    }),
    defineEndpoint({
      route: "GET /api/status",
      who: "anyone",
      about: "Count connections by session and dialect. Requires a teacher's credential or the operator's token.",
      answers: { 200: ServerStatus },
      handle({ context }) {
        requireOperator(context, services, "status");
        return statusOf(services);
      },
    }),
  ];
}

/** The connections of each session and of the quality board by dialect, and who is rate limited. */
function statusOf({ live, quality, version, now, startedAt }: Services): ServerStatus {
  const sessions = Array.from(live.rooms.all(), (room) => {
    const { code, title, status } = recordOf(room);
    const all = Array.from(room.connections.values(), (theirs) => [...theirs]).flat();
    const connections = byDialect([...all, ...room.screens]);
    return { code, title, status, participants_online: room.connections.size, connections };
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

/** Counts connections by dialect. */
function byDialect(peers: readonly Peer[]): Record<string, number> {
  const groups = Map.groupBy(peers, ({ dialect }) => dialect.name);
  return Object.fromEntries(Array.from(groups, ([name, these]) => [name, these.length]));
}
