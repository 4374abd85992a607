/** Where a server keeps its data: in the data folder alone, or on PostgreSQL with other nodes. */
import { join } from "node:path";
import { type Cluster, openCluster } from "./cluster/cluster.ts";
import { type Forwarding, openForwarding } from "./cluster/forwarding.ts";
import { leaseMs } from "./cluster/joining.ts";
import type { NodeFigures } from "./domain/node-figures.ts";
import { accountsPlace, alone, boardPlace, type Placement } from "./domain/placement.ts";
import type { Services } from "./http/context.ts";
import { createOtherNodes, type OtherNodes } from "./other-nodes.ts";
import { checkAtStart } from "./store/check.ts";
import { openHistory } from "./store/history.ts";
import { databaseFile, openStore, type Store } from "./store/open.ts";
import { openPictureFiles, type PictureFiles } from "./store/picture-files.ts";
import { readSecret } from "./store/secret.ts";

/** The data of a server. */
export interface Data extends AsyncDisposable {
  readonly store: Store;
  readonly placement: Placement;
  readonly pictures: PictureFiles;
  /** The secret for signing cookies. */
  readonly secret: Buffer;
  /** The other nodes; absent if this program has the data alone. */
  readonly nodes?: OtherNodes;
  readonly figures?: () => NodeFigures;
  /** Resolves if this program must be started again; never if it has the data alone. */
  readonly failed: Promise<void>;
  /** Lets other nodes take over. Everything that was written is committed before. */
  readonly handOver?: () => Promise<void>;
  /** Begins to work for these services, once the server listens. */
  begin(services: Pick<Services, "live" | "quality">): Promise<void> | void;
}

export interface DataOptions {
  readonly data: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `postgres://…` (default: SQLite in the data folder). */
  readonly database?: string | undefined;
  /** The address at which the other nodes reach this one. */
  readonly nodeUrl: () => string;
  /** How many sockets the server holds. */
  readonly maxSockets: number;
}

/** Opens the data. */
export function openData(options: DataOptions): Promise<Data> | Data {
  return options.database === undefined ? openAlone(options) : openShared(options, options.database);
}

function openAlone({ data, now }: DataOptions): Data {
  checkAtStart(join(data, databaseFile));
  using opened = new DisposableStack();
  const store = opened.use(openStore(data, now));
  opened.use(openHistory(data, store));
  store.serve();
  const resources = opened.move();
  return {
    store,
    placement: alone,
    failed: new Promise(() => {}),
    pictures: openPictureFiles(data),
    secret: readSecret(data),
    begin({ live, quality }) {
      quality.begin();
      live.cleanup.start();
    },
    async [Symbol.asyncDispose]() {
      resources.dispose();
    },
  };
}

/** How often a node looks after places that no living node has, in milliseconds. */
const adoptMs = 3000;
/** How often a node looks which other nodes are alive, in milliseconds. */
const watchMs = 1000;

async function openShared({ data, now, nodeUrl, maxSockets }: DataOptions, url: string): Promise<Data> {
  let services: Pick<Services, "live" | "quality"> | undefined;
  const { promise: failed, resolve: onFailed } = Promise.withResolvers<void>();
  const cluster = await openCluster({
    url,
    data,
    now,
    nodeUrl,
    onFailed,
    onTaken(place) {
      if (place === boardPlace) services?.quality.begin();
      if (place === accountsPlace) services?.live.cleanup.start();
    },
    onLost(places) {
      for (const place of places) {
        if (place === boardPlace) services?.quality.giveUp();
        else if (place === accountsPlace) services?.live.cleanup.pause();
        else services?.live.giveUp(place);
      }
    },
  });
  cluster.store.serve();

  /** Takes the places that need a home even if nobody asks for them: interrupted imports and deletions are finished. */
  function adopt(): void {
    if (isLeaving) return;
    for (const place of [accountsPlace, boardPlace]) {
      try {
        cluster.placement.enter(place)?.catch(() => {});
      } catch {
        // PostgreSQL does not answer.
      }
    }
  }
  const forwarding = openForwarding({ secret: await cluster.secret("nodes"), maxSockets, now: cluster.clock.now });
  let isLeaving = false;
  const nodes = createOtherNodes(forwarding);
  let others: ReadonlySet<string> = new Set();

  /** Gives up what waits for nodes that are no longer alive: their clients connect again. */
  async function watch(): Promise<void> {
    const living = new Set(await cluster.otherNodes());
    for (const gone of others.difference(living)) forwarding.drop(gone);
    others = living;
  }
  const timers = [setInterval(adopt, adoptMs), setInterval(() => void watch().catch(() => {}), watchMs)];
  for (const timer of timers) timer.unref();
  const secret = Buffer.from(await cluster.secret("cookies"), "base64url");
  return {
    store: cluster.store,
    placement: cluster.placement,
    pictures: cluster.pictures,
    secret,
    nodes,
    figures: () => figuresOf(cluster, forwarding),
    failed,
    async handOver() {
      isLeaving = true;
      await cluster.handOver();
      nodes.closeAll();
    },
    async begin(those) {
      services = those;
      cluster.commits.onCommit = (ms) => those.live.timings.commit.of("postgres").observe(ms);
      await cluster.join();
      adopt();
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearInterval(timer);
      forwarding.stop();
      await cluster[Symbol.asyncDispose]();
    },
  };
}

function figuresOf({ homes, commits, feed, failure, pools }: Cluster, forwarding: Forwarding): NodeFigures {
  const known = homes();
  const { sockets, requests, handshakes, failures } = forwarding.stats();
  const leaseAge = known?.leaseAge() ?? 0;
  return {
    homes: known?.places.size ?? 0,
    leaseAge,
    isAlive: known !== undefined && leaseAge < leaseMs && failure.reason === undefined,
    failure: failure.reason,
    feedAge: performance.now() - feed.upToDateAt,
    applied: feed.applied,
    ...commits.counts,
    sockets,
    requests,
    handshakes,
    failures,
    pools: Object.entries(pools).map(([name, { counts }]) => ({ name, ...counts })),
  };
}
