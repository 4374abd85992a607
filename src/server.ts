/** Puts store, kernel, dialects, HTTP and web into one `Bun.serve`. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import type { Server as BunServer } from "bun";
import { version } from "../package.json";
import { doorFeatures, prepareDevelopment } from "./development.ts";
import { documents } from "./docs/documents.ts";
import { openApp } from "./http/app.ts";
import { keyHashOf, type Services } from "./http/context.ts";
import { openGuard } from "./http/guard.ts";
import { openGuesses } from "./http/guesses.ts";
import { openKnownBrowsers } from "./http/known-browsers.ts";
import { maxSockets } from "./http/max-sockets.ts";
import { toFault, toProblem } from "./http/problem.ts";
import { openProxies } from "./http/proxies.ts";
import { openRequests } from "./http/requests.ts";
import { openTickets } from "./http/tickets.ts";
import { removePicture } from "./http/uploads.ts";
import { openWeb } from "./http/web.ts";
import { createAccessLog } from "./live/access-log.ts";
import { type Live, openLive } from "./live/live.ts";
import type { Peer } from "./live/peer.ts";
import { createRefiner, type RefinerOptions } from "./live/refiner.ts";
import { openQuality } from "./quality/quality.ts";
import { hashToken, newToken } from "./store/accounts.ts";
import { checkAtStart } from "./store/check.ts";
import { type DiskSpace, diskSpace } from "./store/disk-space.ts";
import { openHistory } from "./store/history.ts";
import { lockFolder } from "./store/lock.ts";
import { databaseFile, openStore } from "./store/open.ts";
import { readSecret } from "./store/secret.ts";

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** The data folder; made where it is missing. */
  readonly data: string;
  readonly teacherKey: string;
  /** Where students find the server; without it, `address` and the port. */
  readonly publicUrl?: string | undefined;
  /** The machine's address on the LAN, as it is now: a laptop changes networks. */
  readonly address?: () => string | undefined;
  readonly allowedOrigins?: readonly string[];
  /** Addresses and CIDR ranges of reverse proxies whose forwarding headers count; `loopback` is one. */
  readonly trustedProxies?: readonly string[];
  /** The bearer token that reads `/metrics`. */
  readonly metricsToken?: string | undefined;
  /** Paths of two PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Frames and HTTP calls per second and participant (default: 50); 0 disables the limit. */
  readonly rateLimit?: number;
  /** How many sockets the server holds (default: 20,000, or what the system allows). */
  readonly maxSockets?: number;
  /** The quality board is open to whoever comes, without a credential. */
  readonly spcAnonymous?: boolean;
  /** Host names that the server answers for besides its own. */
  readonly allowedHosts?: readonly string[];
  /** Development mode: what the apps' documents describe works without sign-in, from any Origin and Host. */
  readonly dev?: boolean;
  /** What words questions better, where there is such. */
  readonly refiner?: RefinerOptions | undefined;
  /** How much room there is on the disk of a folder. */
  readonly diskSpace?: (folder: string) => Promise<DiskSpace>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds by a clock that is never set. */
  readonly monotonic?: () => number;
}

/** A running server. */
export interface Server extends AsyncDisposable {
  readonly port: number;
  /** Where it is reached on this machine. */
  readonly url: string;
  /** The live half, for benchmarks and tests that count. */
  readonly live: Live;
  /** In development mode, the WebSocket paths of the sample session; else none. */
  readonly devPaths: readonly string[];
  /** The address a student opens to join a session. */
  joinUrl(code: string): string;
  /** Finishes and answers what was accepted, tells clients to come back (1001), and leaves the disk tidy. */
  stop(): Promise<void>;
}

/** The file in the data folder with the URL, process id and token of the server that runs on it. */
export const runningFile = "running.json";

/** How long a stop waits for requests under way, in milliseconds. */
const drainTimeoutMs = 2500;

/** The name under which this machine reaches a server that listens on `host`. */
function localHostName(host: string): string {
  if (["0.0.0.0", "::", "*", "localhost", "127.0.0.1", "::1"].includes(host)) return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

const logger = getLogger(["lectern", "server"]);

/** Starts a server. Throws with `code` `EINSTANCE` where another has the data folder, `EADDRINUSE` for the port. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { data, host, port, tls, publicUrl, allowedOrigins = [], rateLimit = 50, now = Date.now } = options;
  const { allowedHosts = [], dev = false } = options;
  using opened = new DisposableStack();
  opened.use(lockFolder(data));
  checkAtStart(join(data, databaseFile));
  const store = opened.use(openStore(data, now));
  opened.use(openHistory(data, store));
  store.serve();
  const scheme = tls ? "https" : "http";
  const base = () => publicUrl ?? `${scheme}://${options.address?.() ?? "localhost"}:${bun.port}`;
  const joinUrl = (code: string) => `${base()}/j/${code}`;
  const live = openLive({
    store,
    environment: {
      now,
      newId: () => Bun.randomUUIDv7(),
      random: Math.random,
      ...(options.refiner && { reword: createRefiner(options.refiner) }),
    },
    joinUrl,
    removePicture: (name) => removePicture(data, name),
    alwaysOn: dev ? doorFeatures : [],
    rateLimit,
    maxSockets: options.maxSockets ?? maxSockets(),
    server: () => bun,
  });
  const quality = opened.use(
    openQuality({ store, now, anonymous: dev || (options.spcAnonymous ?? false), server: () => bun }),
  );
  const accessLog = createAccessLog();
  const operatorToken = newToken();
  let ready = true;
  const services: Services = {
    store,
    live,
    quality,
    guesses: openGuesses(options.monotonic),
    browsers: openKnownBrowsers(readSecret(data)),
    tickets: openTickets(store.users, now),
    accessLog,
    keyHash: keyHashOf(options.teacherKey),
    operatorHash: hashToken(operatorToken),
    metricsHash: options.metricsToken === undefined ? undefined : hashToken(options.metricsToken),
    version,
    data,
    diskSpace: options.diskSpace ?? diskSpace,
    base,
    dev,
    spcAnonymous: dev || (options.spcAnonymous ?? false),
    now,
    startedAt: now(),
    ready: () => ready,
  };
  const app = openApp(services, {
    web: openWeb({ dev }),
    allowedOrigins,
    describe: (calls) => documents(calls, version),
  });
  const guard = openGuard({ publicUrl, allowedOrigins, allowedHosts, dev });

  const https = tls !== undefined || publicUrl?.startsWith("https:") === true;
  const proxies = openProxies(options.trustedProxies ?? []);
  const respond = openRequests({ services, app, guard, proxies, https });

  function listen(): BunServer<Peer> {
    return Bun.serve<Peer>({
      port,
      hostname: host,
      // Unless told, a compiled binary shows its source to whoever makes it throw.
      development: false,
      // Else two servers share one port, and the class is split between them.
      reusePort: false,
      idleTimeout: 30,
      maxRequestBodySize: 16 * 1024 * 1024,
      ...(tls && { tls: { cert: Bun.file(tls.cert), key: Bun.file(tls.key) } }),
      fetch: respond,
      error: (cause) => toProblem(toFault(cause)),
      websocket: live.sockets.handlers,
    });
  }

  const bun = listen();
  const devPaths = dev ? await prepareDevelopment(services) : [];
  const url = `${scheme}://${localHostName(host)}:${bun.port}`;
  const running = join(data, runningFile);
  writeFileSync(running, JSON.stringify({ url, pid: process.pid, token: operatorToken }), { mode: 0o600 });
  live.cleanup.start();
  logger.info("listening on port {port}", { port: bun.port });
  const held = opened.move();

  async function stop(): Promise<void> {
    if (!ready) return;
    ready = false;
    const start = performance.now();
    const closed = bun.stop();
    await Promise.all([quality.drain(1000), live.stop()]);
    await Promise.race([closed, Bun.sleep(Math.max(200, drainTimeoutMs - (performance.now() - start)))]);
    await bun.stop(true);
    accessLog.flush();
    rmSync(running, { force: true });
    held.dispose();
    logger.info("stopped");
  }

  return { port: bun.port ?? port, url, live, devPaths, joinUrl, stop, [Symbol.asyncDispose]: stop };
}
