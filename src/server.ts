/** Starts and stops the server: database, live sessions, quality board, HTTP and web client in one `Bun.serve`. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import type { Server as BunServer } from "bun";
import type { Hono } from "hono";
import { version } from "../package.json";
import { type Data, openData } from "./data.ts";
import { doorFeatures, prepareDevelopment } from "./development.ts";
import { createCheckStore } from "./http/check-store.ts";
import { type HonoEnv, keyHashOf, type Services } from "./http/context.ts";
import { createDemos } from "./http/demos.ts";
import { createGuard } from "./http/guard.ts";
import { createGuesses } from "./http/guesses.ts";
import { createKnownBrowsers } from "./http/known-browsers.ts";
import { maxSockets } from "./http/max-sockets.ts";
import { toFault, toProblem } from "./http/problem.ts";
import { createProxies } from "./http/proxies.ts";
import { createRequestHandler } from "./http/requests.ts";
import { answerTickets, shareTickets } from "./http/shared-tickets.ts";
import { createTickets } from "./http/tickets.ts";
import { type AddressBook, noAddresses } from "./lan/address-book.ts";
import { createLan, type Lan } from "./lan/lan.ts";
import { createAccessLog } from "./live/access-log.ts";
import { createAuditWriter } from "./live/audit-writer.ts";
import { type Live, openLive } from "./live/live.ts";
import type { Peer } from "./live/peer.ts";
import { createRefiner, type RefinerOptions } from "./live/refiner.ts";
import { openRetention } from "./live/retention.ts";
import { openQuality } from "./quality/quality.ts";
import { hashToken, newToken } from "./store/accounts.ts";
import { type DiskSpace, diskSpace } from "./store/disk-space.ts";
import { lockFolder } from "./store/lock.ts";

export interface ServerOptions {
  /** 0 is any free port. */
  readonly port: number;
  readonly host: string;
  /** The data folder; created if it does not exist. */
  readonly data: string;
  /** A PostgreSQL database, `postgres://…`, that several servers share (default: SQLite in the data folder). */
  readonly database?: string | undefined;
  /** The address at which the other servers of `database` reach this one (default: its URL on this machine). */
  readonly nodeUrl?: string | undefined;
  readonly teacherKey: string;
  /** The URL that students use (default: `address` and the port). */
  readonly publicUrl?: string | undefined;
  /** The addresses of this machine on the LAN, which change with the network (default: none). */
  readonly addresses?: AddressBook;
  /** Whether the server answers to `lectern.local` by multicast DNS (default: no). */
  readonly mdns?: boolean;
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
  /** Whether the quality board is open to everyone, without a credential. */
  readonly spcAnonymous?: boolean;
  /** Host names that the server answers for besides its own. */
  readonly allowedHosts?: readonly string[];
  /** Development mode: the examples in the apps' documents work without sign-in, from any Origin and Host. */
  readonly dev?: boolean;
  /** The endpoint that rephrases questions, if any. */
  readonly refiner?: RefinerOptions | undefined;
  /** Days after which classes that have ended are deleted (default: never). */
  readonly deleteClassesAfter?: number | undefined;
  /** Reads the free space on a folder's disk. */
  readonly diskSpace?: (folder: string) => Promise<DiskSpace>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** A monotonic clock, in milliseconds. */
  readonly monotonic?: () => number;
}

/** A running server. */
export interface Server extends AsyncDisposable {
  readonly port: number;
  /** Its URL on this machine. */
  readonly url: string;
  /** The live sessions, for benchmarks and tests. */
  readonly live: Live;
  /** The WebSocket paths of the sample session in development mode; otherwise empty. */
  readonly devPaths: readonly string[];
  /** The URL with which a student joins a session. */
  joinUrl(code: string): string;
  /** Resolves if this server refuses everything until it is started again. Only one with a shared database can. */
  readonly failed: Promise<void>;
  /** Answers accepted commands, closes connections (1001), and closes the database. */
  stop(): Promise<void>;
}

/** The file in the data folder with the URL, process id and operator token of the running server. */
export const runningFile = "running.json";

/** How long a stop waits for requests in progress, in milliseconds. */
const drainTimeoutMs = 2500;

/** The host name with which this machine reaches a server that listens on `host`. */
function localHostName(host: string): string {
  if (["0.0.0.0", "::", "*", "localhost", "127.0.0.1"].includes(host)) return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

const logger = getLogger(["lectern", "server"]);

/** What the services need of the server that is being started. */
interface Starting {
  /** Disposes what was opened, in reverse order. */
  readonly opened: AsyncDisposableStack;
  readonly lan: Lan;
  readonly shared: Data;
  /** The server's URL on this machine. */
  readonly url: () => string;
  readonly operatorToken: string;
  readonly ready: () => boolean;
  readonly server: () => BunServer<Peer>;
}

const joinUrlAt = (base: string, code: string) => `${base}/j/${code}`;

/** Opens the database and everything that uses it. */
function openServices(
  options: ServerOptions,
  { opened, lan, url, shared, operatorToken, ready, server }: Starting,
): Services {
  const { data, dev = false, rateLimit = 50, now = Date.now } = options;
  const spcAnonymous = dev || (options.spcAnonymous ?? false);
  const { store, placement, pictures, nodes } = shared;
  const live = openLive({
    store,
    placement,
    environment: {
      now,
      newId: () => Bun.randomUUIDv7(),
      random: Math.random,
      ...(options.refiner && { reword: createRefiner(options.refiner) }),
    },
    joinUrl: (code) => joinUrlAt(lan.base(), code),
    removePicture: pictures.remove,
    alwaysOn: dev ? doorFeatures : [],
    rateLimit,
    maxSockets: options.maxSockets ?? maxSockets(),
    server,
  });
  const tickets = createTickets(store.users, now);
  return {
    store,
    live,
    placement,
    quality: opened.use(
      openQuality({ store, now, anonymous: spcAnonymous, waits: true, server, timings: live.timings }),
    ),
    pictures,
    guesses: createGuesses(options.monotonic),
    browsers: createKnownBrowsers(shared.secret),
    tickets: shareTickets({ tickets, placement, askAt: nodes?.askAt }),
    answerTickets: (question) => answerTickets({ tickets, placement }, question),
    demos: createDemos({ live, url }),
    checks: createCheckStore(now),
    accessLog: createAccessLog(),
    audit: createAuditWriter(store, now),
    keyHash: keyHashOf(options.teacherKey),
    operatorHash: hashToken(operatorToken),
    metricsHash: options.metricsToken === undefined ? undefined : hashToken(options.metricsToken),
    version,
    data,
    diskSpace: options.diskSpace ?? diskSpace,
    lan,
    base: lan.base,
    dev,
    spcAnonymous,
    node: shared.figures,
    now,
    startedAt: now(),
    ready,
  };
}

type App = Hono<HonoEnv>;

/** Loads the part of the program that answers HTTP requests. */
async function loadApp({ allowedOrigins = [], dev = false }: ServerOptions, services: Services): Promise<App> {
  const [{ createApp }, { createWeb }] = await Promise.all([import("./http/app.ts"), import("./http/web.ts")]);
  return await createApp(services, {
    web: createWeb({ dev }),
    allowedOrigins,
    async describe(endpoints) {
      const { documents } = await import("./docs/documents.ts");
      return ({ base }) => documents(endpoints, { version, base });
    },
  });
}

interface Listening {
  readonly services: Services;
  readonly shared: Data;
  readonly app: () => Promise<App>;
}

/** Listens on the port: WebSockets are accepted immediately, and HTTP requests wait for the app. */
function listen(options: ServerOptions, { services, shared, app }: Listening): BunServer<Peer> {
  const { host, port, tls, publicUrl, allowedOrigins = [], allowedHosts = [], dev = false } = options;
  const localName = () => services.lan.name()?.host;
  const guard = createGuard({ publicUrl, allowedOrigins, allowedHosts, localName, dev });
  const proxies = createProxies(options.trustedProxies ?? []);
  const https = tls !== undefined || publicUrl?.startsWith("https:") === true;
  const { handlers } = services.live.sockets;
  return Bun.serve<Peer>({
    port,
    hostname: host,
    // By default, a compiled binary answers an error with a page that shows its source code.
    development: false,
    // By default, two servers can share one port, and the class would be split between them.
    reusePort: false,
    idleTimeout: 30,
    maxRequestBodySize: 16 * 1024 * 1024,
    ...(tls && { tls: { cert: Bun.file(tls.cert), key: Bun.file(tls.key) } }),
    fetch: createRequestHandler({
      services,
      app,
      guard,
      proxies,
      https,
      nodes: shared.nodes,
    }),
    error: (cause) => toProblem(toFault(cause)),
    websocket: shared.nodes?.handlers(handlers) ?? handlers,
  });
}

/** Starts a server. Throws an error with `code` `EINSTANCE` if another one has the data folder, `EADDRINUSE` the port. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { data, port } = options;
  const scheme = options.tls ? "https" : "http";
  const lan = createLan({
    scheme,
    publicUrl: options.publicUrl,
    addresses: options.addresses ?? noAddresses,
    port: () => bun.port ?? port,
    mdns: options.mdns ?? false,
  });
  const operatorToken = newToken();
  let ready = true;
  await using opened = new AsyncDisposableStack();
  opened.use(lockFolder(data));
  const url = () => `${scheme}://${localHostName(options.host)}:${bun.port}`;
  const { database, nodeUrl = url, now = Date.now } = options;
  const opening = openData({
    data,
    database,
    now,
    maxSockets: options.maxSockets ?? maxSockets(),
    nodeUrl: () => (typeof nodeUrl === "string" ? nodeUrl : nodeUrl()),
  });
  // Without a database server nothing is awaited, so that the server listens as soon as possible.
  const shared = opened.use(opening instanceof Promise ? await opening : opening);
  const starting = { opened, lan, url, shared, operatorToken, ready: () => ready, server: () => bun };
  const services = openServices(options, starting);
  const bun = listen(options, { services, shared, app: () => app });
  opened.defer(() => void bun.stop(true));
  const app = loadApp(options, services);
  await app;
  const { live, quality, accessLog, audit, demos } = services;
  live.cleanup.runWith(openRetention({ ...services, days: options.deleteClassesAfter }));
  const devPaths = options.dev ? await prepareDevelopment(services) : [];
  const running = join(data, runningFile);
  writeFileSync(running, JSON.stringify({ url: url(), pid: process.pid, token: operatorToken }), { mode: 0o600 });
  await shared.begin(services);
  lan.start({ now: services.now, onChange: live.announceJoinUrls });
  logger.info("listening on port {port}", { port: bun.port });
  const resources = opened.move();

  const joinUrl = (code: string) => joinUrlAt(lan.base(), code);

  async function stop(): Promise<void> {
    if (!ready) return;
    ready = false;
    const start = performance.now();
    demos.stop();
    audit.flush();
    const closed = bun.stop();
    await Promise.all([quality.drain(1000), live.stop(shared.handOver), lan.stop()]);
    await Promise.race([closed, Bun.sleep(Math.max(200, drainTimeoutMs - (performance.now() - start)))]);
    await bun.stop(true);
    accessLog.flush();
    audit.flush();
    rmSync(running, { force: true });
    await resources.disposeAsync();
    logger.info("stopped");
  }

  const { failed } = shared;
  return { port: bun.port ?? port, url: url(), live, devPaths, joinUrl, failed, stop, [Symbol.asyncDispose]: stop };
}
