/** The metrics of `/metrics`. To add one, add a line to `metrics`. */
import { statSync } from "node:fs";
import { Counter, Gauge, type Metric as PromMetric, Registry } from "prom-client";
import { boardDialects, dialects } from "../dialects/index.ts";
import { projector } from "../dialects/projector.ts";
import { logCounts } from "../domain/log-counts.ts";
import type { NodeFigures, PoolFigures } from "../domain/node-figures.ts";
import type { Peer } from "../live/peer.ts";
import { type Timing, type Timings, timingBounds } from "../live/timings.ts";
import type { Services } from "./context.ts";
import { cpuSeconds, maxFiles, openFiles, virtualMemory } from "./process-figures.ts";

/** A value with its labels. */
type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];
type Values = number | readonly Sample[];
type Read = (services: Services) => Values | Promise<Values>;

interface Labelled {
  readonly read: Read;
  readonly labels: readonly string[];
}

interface Metric extends Labelled {
  /** A counter only grows while the server runs, and its name ends in `_total`. */
  readonly kind: "counter" | "gauge";
  readonly name: string;
  readonly help: string;
}

const counter = (name: `${string}_total`, help: string, read: Read | Labelled): Metric => {
  return { kind: "counter", name, help, ...labelled(read) };
};
const gauge = (name: string, help: string, read: Read | Labelled): Metric => {
  return { kind: "gauge", name, help, ...labelled(read) };
};
const labelled = (read: Read | Labelled): Labelled => (typeof read === "function" ? { read, labels: [] } : read);

/** A histogram of durations: one of `Timings`. */
interface DurationMetric {
  readonly name: `${string}_seconds`;
  readonly help: string;
  readonly label: string;
  readonly of: keyof Timings;
}

/** Reads a figure of a node; nothing if this program has its database alone. */
const ofNode =
  (name: Exclude<keyof NodeFigures, "isAlive" | "failure" | "pools">) =>
  ({ node }: Services): Sample[] =>
    node ? [[{}, node()[name]]] : [];

/** Reads a figure of each of a node's pools of connections. */
const ofPools =
  (name: Exclude<keyof PoolFigures, "name">) =>
  ({ node }: Services): Sample[] =>
    node ? node().pools.map((pool) => [{ pool: pool.name }, pool[name]]) : [];

const metrics: readonly Metric[] = [
  counter("lectern_commits_total", "Commits, one for all commands of a turn.", (d) => d.live.kernel.counts.commits),
  counter("lectern_events_total", "Events appended to session logs.", (d) => d.live.kernel.counts.events),
  counter("lectern_faults_total", "Commands that were rejected.", (d) => d.live.kernel.counts.faults),
  counter("lectern_rejections_total", "Rejected requests, handshakes and frames.", {
    read: rejections,
    labels: ["reason"],
  }),
  counter("lectern_quota_hits_total", "Rejections because a quota was used up.", {
    read: quotaHits,
    labels: ["quota"],
  }),
  counter("lectern_slow_closes_total", "Sockets closed because they read too slowly.", (d) =>
    d.live.sockets.slowCloses(),
  ),
  counter("lectern_http_responses_total", "HTTP responses, by class of status.", {
    read: responses,
    labels: ["status"],
  }),
  counter("lectern_disconnects_total", "Closed connections, by close code.", { read: disconnects, labels: ["code"] }),
  counter("lectern_encodings_total", "Events encoded as JSON, by dialect.", { read: encodings, labels: ["dialect"] }),
  counter("lectern_log_messages_total", "Warnings and errors in the log, by the part of the program.", {
    read: logMessages,
    labels: ["level", "logger"],
  }),
  gauge("lectern_connections", "Open connections, by dialect.", { read: connections, labels: ["dialect"] }),
  gauge("lectern_rooms", "Sessions in memory.", (d) => Array.from(d.live.rooms.all()).length),
  gauge("lectern_connected_rooms", "Sessions with a connection of a participant, by dialect.", {
    read: connectedRooms,
    labels: ["dialect"],
  }),
  gauge("lectern_online_participants", "Participants who are connected.", onlineParticipants),
  gauge("lectern_database_bytes", "Size of the database with its write-ahead log.", databaseBytes),
  gauge("lectern_disk_free_bytes", "Free space on the disk of the data folder.", diskFree),
  gauge("lectern_node_homes", "Places (sessions, board, accounts) of which this node is the home.", ofNode("homes")),
  gauge("lectern_node_lease_age_seconds", "Time since this node renewed its lease; it ends after 10.", {
    read: (d) => ofNode("leaseAge")(d).map(([labels, ms]) => [labels, ms / 1000]),
    labels: [],
  }),
  gauge("lectern_node_feed_age_seconds", "Time since this node had read what the others committed.", {
    read: (d) => ofNode("feedAge")(d).map(([labels, ms]) => [labels, ms / 1000]),
    labels: [],
  }),
  counter("lectern_node_commits_total", "Commits of this node to PostgreSQL.", ofNode("commits")),
  counter(
    "lectern_node_commit_retries_total",
    "Commits repeated because PostgreSQL did not answer.",
    ofNode("retries"),
  ),
  counter("lectern_node_undone_commits_total", "Commits that PostgreSQL rejected.", ofNode("undone")),
  counter("lectern_node_applied_commits_total", "Commits of other nodes that this one has applied.", ofNode("applied")),
  counter("lectern_node_forwards_total", "Requests and handshakes forwarded to other nodes.", {
    read: (d) => [
      ...ofNode("requests")(d).map(([, value]): Sample => [{ kind: "request" }, value]),
      ...ofNode("handshakes")(d).map(([, value]): Sample => [{ kind: "handshake" }, value]),
    ],
    labels: ["kind"],
  }),
  counter("lectern_node_forward_failures_total", "Forwards that failed.", ofNode("failures")),
  gauge("lectern_node_forwarded_sockets", "Open sockets that lead to other nodes.", ofNode("sockets")),
  gauge("lectern_node_statements", "Statements to PostgreSQL that run or wait for a connection.", {
    read: ofPools("statements"),
    labels: ["pool"],
  }),
  counter("lectern_node_reconnects_total", "Connections to PostgreSQL replaced because one was lost.", {
    read: ofPools("reconnects"),
    labels: ["pool"],
  }),
  gauge("lectern_build_info", "Always 1. The labels name the version that runs.", {
    read: build,
    labels: ["version", "bun"],
  }),
  gauge("process_resident_memory_bytes", "Resident memory in bytes.", () => process.memoryUsage.rss()),
  gauge("process_virtual_memory_bytes", "Virtual memory in bytes (Linux only).", virtualMemory),
  gauge("process_start_time_seconds", "Start time in seconds since 1970.", (d) => d.startedAt / 1000),
  counter("process_cpu_seconds_total", "CPU time, user and system, in seconds.", cpuSeconds),
  gauge("process_open_fds", "Open file descriptors (Linux only).", openFiles),
  gauge("process_max_fds", "Open file descriptors that the system allows (Linux only).", maxFiles),
];

const durations: readonly DurationMetric[] = [
  {
    name: "lectern_commit_duration_seconds",
    help: "Time to decide and store the commands of a turn, including the disk's flush.",
    label: "of",
    of: "commit",
  },
  {
    name: "lectern_fan_out_duration_seconds",
    help: "Time to answer and publish what a commit stored.",
    label: "of",
    of: "fanOut",
  },
  {
    name: "lectern_http_request_duration_seconds",
    help: "Time from an HTTP request to its response: of the API, or of pages, files and health checks.",
    label: "of",
    of: "request",
  },
  {
    name: "lectern_join_duration_seconds",
    help: "Time from a WebSocket handshake of a class to its first frame, by dialect.",
    label: "dialect",
    of: "join",
  },
];

/** Registers all metrics. `metrics()` of the registry returns them in Prometheus's text format. */
export function createMetrics(services: Services): Registry {
  const registry = new Registry();
  for (const { kind, name, help, labels, read } of metrics) {
    const collect = async (metric: Counter | Gauge) => {
      const values = await read(services);
      metric.reset();
      for (const [labels, value] of typeof values === "number" ? [[{}, values] as const] : values) {
        metric.inc(labels, value);
      }
    };
    const options = { name, help, labelNames: labels, registers: [registry] };
    if (kind === "counter")
      new Counter({
        ...options,
        collect() {
          return collect(this);
        },
      });
    else
      new Gauge({
        ...options,
        collect() {
          return collect(this);
        },
      });
  }
  for (const { name } of dialects) services.live.timings.join.of(name);
  for (const duration of durations) registry.registerMetric(toHistogram(duration, services.live.timings));
  return registry;
}

/** A metric of `prom-client` that reads a histogram. Its own class is not used: it would be loaded at start. */
function toHistogram({ name, help, label, of }: DurationMetric, timings: Timings): PromMetric {
  const get = async () => {
    const values = Array.from(timings[of].all as Iterable<[string, Timing]>).flatMap(([value, { counts, sum }]) => {
      const labels = { [label]: value };
      let total = 0;
      const buckets = Array.from(counts, (count, n) => {
        total += count;
        return { metricName: `${name}_bucket`, labels: { ...labels, le: timingBounds[n] ?? "+Inf" }, value: total };
      });
      const ofAll = { metricName: `${name}_sum`, labels, value: sum };
      return [...buckets, ofAll, { metricName: `${name}_count`, labels, value: total }];
    });
    return { name, help, type: "histogram", aggregator: "sum", values };
  };
  return { name, help, get, reset() {} } as unknown as PromMetric;
}

function rejections({ live }: Services): Sample[] {
  return Array.from(live.limits.rejections.byReason, ([reason, count]) => [{ reason }, count]);
}

function quotaHits({ live }: Services): Sample[] {
  return Array.from(live.limits.rejections.byQuota, ([quota, count]) => [{ quota }, count]);
}

function disconnects({ accessLog }: Services): Sample[] {
  return Array.from(accessLog.closed, ([code, count]) => [{ code }, count]);
}

function responses({ accessLog }: Services): Sample[] {
  return Array.from(accessLog.responses, ([status, count]) => [{ status }, count]);
}

function encodings({ live }: Services): Sample[] {
  return Array.from(live.fanOut.encodings, ([dialect, count]) => [{ dialect }, count]);
}

/** Every dialect that can have connections: each has a value, also if there are none. */
const dialectNames = [...dialects, ...boardDialects, projector].map(({ name }) => name);

function connections({ live }: Services): Sample[] {
  const groups = Map.groupBy(live.sockets.open, ({ dialect }) => dialect.name);
  const names = new Set([...dialectNames, ...groups.keys()]);
  return Array.from(names, (dialect) => [{ dialect }, groups.get(dialect)?.length ?? 0]);
}

function connectedRooms({ live }: Services): Sample[] {
  const counts = new Map<string, number>(dialects.map(({ name }) => [name, 0]));
  for (const room of live.rooms.all()) {
    const spoken = new Set(
      Array.from(room.connections.values(), (theirs) => [...theirs])
        .flat()
        .map(dialectOf),
    );
    for (const name of spoken) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Array.from(counts, ([dialect, count]) => [{ dialect }, count]);
}

const dialectOf = ({ dialect }: Peer) => dialect.name;

function onlineParticipants({ live }: Services): number {
  return Array.from(live.rooms.all()).reduce((sum, { connections }) => sum + connections.size, 0);
}

function logMessages(): Sample[] {
  return Array.from(logCounts.values(), ({ level, logger, count }) => [{ level, logger }, count]);
}

function databaseBytes({ store: { file } }: Services): number {
  if (file === undefined) return 0;
  const sizes = ["", "-wal"].map((ending) => statSync(file + ending, { throwIfNoEntry: false }));
  return sizes.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}

async function diskFree({ data, diskSpace }: Services): Promise<Values> {
  try {
    return (await diskSpace(data)).free;
  } catch {
    return [];
  }
}

function build({ version }: Services): Sample[] {
  return [[{ version, bun: Bun.version }, 1]];
}
