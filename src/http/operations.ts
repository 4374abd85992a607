/** For those who keep the server running: is it alive, is it ready, how much does it do. */
import { Hono } from "hono";
import { Gauge, Registry } from "prom-client";
import { Fault } from "../domain/faults.ts";
import { everyConnection } from "../live/live.ts";
import { recordOf } from "../live/room.ts";
import type { Call, Carried, Desk } from "./context.ts";
import { teacher } from "./who.ts";

const loopback = /^(127\.|::1$|::ffff:127\.)/;

const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whoever sits at the machine, or a teacher. Behind a proxy everybody comes from the machine, but not by its own name. */
function keeper(call: Call): void {
  const here = loopback.test(call.env.address) && ownHost.test(call.req.header("Host") ?? "");
  if (!here) teacher(call);
}

export function operations(desk: Desk): Hono<Carried> {
  const metrics = openMetrics(desk);
  return new Hono<Carried>()
    .get("/healthz", (call) => call.text("ok"))
    .get("/readyz", (call) => {
      if (!desk.ready()) throw new Fault("stopping");
      return call.text("ready");
    })
    .get("/metrics", async (call) => {
      keeper(call);
      return call.text(await metrics.metrics(), 200, { "Content-Type": metrics.contentType });
    })
    .get("/api/status", (call) => {
      keeper(call);
      return call.json(serverStatus(desk));
    });
}

/** Who is connected, to which session, by which dialect. */
export function serverStatus({ live, version, now, startedAt }: Desk) {
  const sessions = Array.from(live.rooms.all(), (room) => {
    const { code, title, status } = recordOf(room);
    const all = Array.from(room.connections.values(), (theirs) => [...theirs]).flat();
    const connections = Object.fromEntries(
      Map.groupBy(all, ({ dialect }) => dialect.name)
        .entries()
        .map(([name, these]) => [name, these.length]),
    );
    return { code, title, status, participants_online: room.connections.size, connections };
  });
  const connections = everyConnection(live.rooms).length;
  return { version, uptime_s: Math.round((now() - startedAt) / 1000), connections, sessions };
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
      for (const { dialect } of everyConnection(live.rooms)) this.inc({ dialect: dialect.name });
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
