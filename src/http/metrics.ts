/** The metrics of `/metrics`. To add one, add a line to `metrics`. */
import { readdirSync } from "node:fs";
import { Counter, Gauge, Registry } from "prom-client";
import type { Services } from "./context.ts";

/** A value with its labels. */
type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];
type Read = (services: Services) => number | readonly Sample[];

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
  gauge("lectern_connections", "Open connections, by dialect.", { read: connections, labels: ["dialect"] }),
  gauge("lectern_rooms", "Sessions in memory.", (d) => Array.from(d.live.rooms.all()).length),
  gauge("lectern_build_info", "Always 1. The labels name the version that runs.", {
    read: build,
    labels: ["version", "bun"],
  }),
  gauge("process_resident_memory_bytes", "Resident memory in bytes.", () => process.memoryUsage.rss()),
  gauge("process_start_time_seconds", "Start time in seconds since 1970.", (d) => d.startedAt / 1000),
  counter("process_cpu_seconds_total", "CPU time, user and system, in seconds.", cpuSeconds),
  gauge("process_open_fds", "Open file descriptors (Linux only).", openFiles),
];

/** Registers all metrics. `metrics()` of the registry returns them in Prometheus's text format. */
export function createMetrics(services: Services): Registry {
  const registry = new Registry();
  for (const { kind, name, help, labels, read } of metrics) {
    const collect = (metric: Counter | Gauge) => {
      metric.reset();
      const values = read(services);
      for (const [labels, value] of typeof values === "number" ? [[{}, values] as const] : values) {
        metric.inc(labels, value);
      }
    };
    const options = { name, help, labelNames: labels, registers: [registry] };
    if (kind === "counter")
      new Counter({
        ...options,
        collect() {
          collect(this);
        },
      });
    else
      new Gauge({
        ...options,
        collect() {
          collect(this);
        },
      });
  }
  return registry;
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

function connections({ live }: Services): Sample[] {
  const groups = Map.groupBy(live.sockets.open, ({ dialect }) => dialect.name);
  return Array.from(groups, ([dialect, peers]) => [{ dialect }, peers.length]);
}

function build({ version }: Services): Sample[] {
  return [[{ version, bun: Bun.version }, 1]];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The number of open file descriptors, or no sample on systems without `/proc`. */
function openFiles(): number | readonly Sample[] {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return [];
  }
}
