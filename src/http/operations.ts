/** For those who keep the server running: is it alive, is it ready, how much does it do. */
import { Gauge, Registry } from "prom-client";
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Count } from "../domain/ids.ts";
import { SessionStatus } from "../domain/session.ts";
import { recordOf } from "../live/room.ts";
import type { Visitor } from "../live/visitor.ts";
import { type Call, defineCall } from "./call.ts";
import type { Call as Context, Desk } from "./context.ts";
import { teacher } from "./who.ts";

const Readiness = z.object({ status: z.literal("ready"), mode: z.literal("dev").optional() });

const ServerStatus = z.object({
  version: z.string(),
  uptime_s: z.number(),
  connections: Count,
  sessions: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      status: SessionStatus,
      participants_online: Count,
      /** How many by dialect. */
      connections: z.record(z.string(), Count),
    }),
  ),
  /** How many watch the quality board, by dialect. */
  board: z.record(z.string(), Count),
});

const loopback = /^(127\.|::1$|::ffff:127\.)/;

const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whoever sits at the machine, or a teacher. Behind a proxy everybody comes from the machine, but not by its own name. */
function keeper(call: Context): void {
  const here = loopback.test(call.env.address) && ownHost.test(call.req.header("Host") ?? "");
  if (!here) teacher(call);
}

export function operations(desk: Desk): Call[] {
  const metrics = openMetrics(desk);
  return [
    defineCall({
      route: "GET /healthz",
      who: "anyone",
      about: "200 while alive.",
      answers: { 200: { media: "text/plain" } },
      handle: ({ call }) => call.text("ok"),
    }),
    defineCall({
      route: "GET /readyz",
      who: "anyone",
      about: "503 while starting or stopping; says so if the server runs in development mode.",
      answers: { 200: Readiness },
      handle({ call }) {
        if (!desk.ready()) throw new Fault("stopping");
        return call.json({ status: "ready" as const, ...(desk.dev && { mode: "dev" as const }) });
      },
    }),
    defineCall({
      route: "GET /metrics",
      who: "anyone",
      about: "Figures for Prometheus, for the machine itself or a teacher.",
      answers: { 200: { media: "text/plain" } },
      async handle({ call }) {
        keeper(call);
        return call.text(await metrics.metrics(), 200, { "Content-Type": metrics.contentType });
      },
    }),
    defineCall({
      route: "GET /api/status",
      who: "anyone",
      about: "Who is connected, to which session, by which dialect; for the machine itself or a teacher.",
      answers: { 200: ServerStatus },
      handle({ call }) {
        keeper(call);
        return call.json(statusOf(desk));
      },
    }),
  ];
}

/** Who is connected, to which session, by which dialect. */
function statusOf({ live, quality, version, now, startedAt }: Desk): z.input<typeof ServerStatus> {
  const sessions = Array.from(live.rooms.all(), (room) => {
    const { code, title, status } = recordOf(room);
    const all = Array.from(room.connections.values(), (theirs) => [...theirs]).flat();
    return { code, title, status, participants_online: room.connections.size, connections: byDialect(all) };
  });
  const connections = live.sockets.open.size;
  const board = byDialect(Array.from(live.sockets.open).filter(({ place }) => place === quality.viewers));
  return { version, uptime_s: Math.round((now() - startedAt) / 1000), connections, sessions, board };
}

/** How many of them speak each dialect. */
function byDialect(visitors: readonly Visitor[]): Record<string, number> {
  const groups = Map.groupBy(visitors, ({ dialect }) => dialect.name);
  return Object.fromEntries(Array.from(groups, ([name, these]) => [name, these.length]));
}

function openMetrics({ live }: Desk): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const { counts } = live.kernel;
  gauge("lectern_commits_total", "Commits, each of all commands of one turn", () => counts.commits);
  gauge("lectern_events_total", "Events appended to logs", () => counts.events);
  gauge("lectern_faults_total", "Commands that were refused", () => counts.faults);
  gauge("lectern_rooms", "Rooms in memory", () => Array.from(live.rooms.all()).length);
  gauge("lectern_resident_bytes", "Resident memory", () => process.memoryUsage.rss());
  new Gauge({
    name: "lectern_connections",
    help: "Open connections by dialect",
    labelNames: ["dialect"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { dialect } of live.sockets.open) this.inc({ dialect: dialect.name });
    },
  });
  new Gauge({
    name: "lectern_encodings_total",
    help: "Events written as JSON, by dialect",
    labelNames: ["dialect"],
    registers: [registry],
    collect() {
      for (const [dialect, count] of live.fanOut.encodings) this.set({ dialect }, count);
    },
  });
  return registry;
}
