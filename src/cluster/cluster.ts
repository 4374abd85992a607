/**
 * Several programs on one PostgreSQL database. Each node has a copy of the data in SQLite, which the store reads and
 * writes as it does alone. What it writes is captured and committed to PostgreSQL before anybody is answered
 * (`commits.ts`); what the others commit is applied to the copy (`feed.ts`). Rows of a place are written by its home only
 * (`homes.ts`), so that no two nodes change the same thing.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { Placement } from "../domain/placement.ts";
import { DataError } from "../store/data-error.ts";
import { createStore, type Store } from "../store/open.ts";
import type { PictureFiles } from "../store/picture-files.ts";
import { openCapture } from "./capture.ts";
import { type Commits, openCommits } from "./commits.ts";
import type { OnRows } from "./copying.ts";
import { type Failure, openFailure } from "./failure.ts";
import { type Feed, openFeed } from "./feed.ts";
import { type Homes, openHomes } from "./homes.ts";
import { openIds } from "./ids.ts";
import { enterNode, joinAgain, joinNodes } from "./joining.ts";
import { openSharedPictures } from "./pictures.ts";
import { openPostgres, orUnavailable, type Postgres } from "./postgres.ts";
import { prune } from "./pruning.ts";
import { lastId, openReplica } from "./replica.ts";
import { createSharedClock, type SharedClock } from "./shared-clock.ts";

const logger = getLogger(["lectern", "cluster"]);

/** How often what the others committed is read, in milliseconds. */
const feedMs = 200;
const pruneMs = 60_000;
/** Commits have a connection of their own, so that nothing delays them. */
const otherConnections = 3;
/** Pictures are large: they must not delay anything else. */
const pictureConnections = 2;

export interface Cluster extends AsyncDisposable {
  readonly store: Store;
  readonly placement: Placement;
  readonly pictures: PictureFiles;
  /**
   * Gets a lease: from then on this node can be the home of places. Throws a `DataError` if another living node has its
   * address.
   */
  join(): Promise<void>;
  /** Undefined before this node has joined. */
  readonly homes: () => Homes | undefined;
  readonly commits: Commits;
  readonly feed: Feed;
  /** The connections to PostgreSQL, by what they are for. */
  readonly pools: Readonly<Record<"commits" | "reads" | "pictures", Postgres>>;
  /** Whether this node must be started again. */
  readonly failure: Failure;
  /** The time that all nodes share. */
  readonly clock: SharedClock;
  /** The id of this node. */
  readonly node: string;
  /** A secret that all nodes share, made at the first use. */
  secret(name: string): Promise<string>;
  /** The addresses of the nodes that are alive, without this one. */
  otherNodes(): Promise<string[]>;
  /** Brings the copy up to date with what every node has committed. */
  catchUp(): Promise<void>;
  /** Gives up all places: other nodes can take them. Everything that was written is committed before. */
  handOver(): Promise<void>;
}

export interface ClusterOptions {
  /** `postgres://…` */
  readonly url: string;
  /** The data folder of this node. */
  readonly data: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The address at which the other nodes reach this one; undefined for a command, which nobody reaches. */
  readonly nodeUrl: () => string | undefined;
  /** How many ids this node reserves at a time (default: enough for a school that joins at once). */
  readonly idBlock?: number;
  /** Called with each number of rows that was copied. */
  readonly onRows?: OnRows;
  /** How often the lease is renewed, in milliseconds (default: 3000). */
  readonly renewMs?: number;
  /** Called with the places that another node may have taken. */
  readonly onLost: (places: readonly string[]) => void;
  /** Called once, if this node must be started again. */
  readonly onFailed?: () => void;
  /** Called with each place that this node has become the home of, before anybody uses it. */
  readonly onTaken: (place: string) => void;
}

/** Opens this node: creates what is missing in PostgreSQL, copies the data, and gets a lease. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { url, data, now, onRows } = options;
  await using opened = new AsyncDisposableStack();
  const postgres = openPostgres(url, otherConnections);
  opened.defer(() => postgres.close());
  const committing = openPostgres(url, 1);
  opened.defer(() => committing.close());
  const forPictures = openPostgres(url, pictureConnections);
  opened.defer(() => forPictures.close());
  const node = Bun.randomUUIDv7();
  const clock = createSharedClock();

  const replica = await openReplica(data, { opened, postgres, onRows });
  const { sqlite, rows, tables, generation, position, copiedAt, file } = replica;
  await enterNode(postgres, node);
  const idsOf = (name: string) =>
    openIds(postgres, { name, first: lastId(sqlite, name) + 1, blockSize: options.idBlock });
  const users = await idsOf("users");
  const invitations = await idsOf("co_teachers");
  const auditEntries = await idsOf("audit");
  const capture = openCapture(sqlite, tables);
  let homes: Homes | undefined;
  const failure = openFailure(() => {
    void homes?.abandon().catch(() => {});
    options.onFailed?.();
  });
  const commits = openCommits({
    postgres: committing,
    node,
    capture,
    rows,
    failure,
    generation,
    epochOf: (place) => homes?.epochOf(place),
    onNotHome: (places) => homes?.lost(places),
    onUndone: () => store.forget(),
  });
  const store = createStore(sqlite, {
    now,
    file,
    commits: { confirm: commits.confirm, undone: () => commits.counts.undone },
    ids: { user: users.next, invitation: invitations.next, auditEntry: auditEntries.next },
  });
  sqlite.run("PRAGMA synchronous = OFF");
  opened.use(store);
  const feed = openFeed({
    postgres,
    rows,
    failure,
    ownCommits: () => commits.counts.commits,
    node,
    position,
    generation,
    copiedAt,
  });
  await commits.confirm();

  opened.use(every(feedMs, follow));
  opened.use(every(pruneMs, () => Promise.all([feed.forgetGone(), prune(postgres)])));
  const resources = opened.move();

  async function follow(): Promise<void> {
    // What nobody waits for is committed here: activity, deletions.
    commits.confirm()?.catch(() => {});
    await feed.catchUp();
  }

  const joining = () => ({ node, url: options.nodeUrl(), generation });

  let rejoining: Promise<void> | undefined;

  /** Its lease had ended: the tables may have been replaced, or another node may have its address. */
  async function rejoin(): Promise<void> {
    try {
      rejoining ??= joinAgain(postgres, joining()).finally(() => {
        rejoining = undefined;
      });
      await rejoining;
    } catch (cause) {
      if (!(cause instanceof DataError)) throw cause;
      throw failure.fail(cause.message);
    }
  }

  return {
    store,
    homes: () => homes,
    async join() {
      await joinNodes(postgres, joining());
      homes = await openHomes({
        postgres,
        clock,
        node,
        rejoin,
        renewMs: options.renewMs,
        catchUp: feed.catchUp,
        settled: async () => commits.confirm()?.catch(() => {}),
        onLost: options.onLost,
        onTaken(place) {
          // The answers in memory lack what another home has written meanwhile. Those of other places are complete.
          store.log.forget(place);
          options.onTaken(place);
        },
      });
    },
    commits,
    feed,
    pools: { commits: committing, reads: postgres, pictures: forPictures },
    failure,
    clock,
    node,
    pictures: openSharedPictures({ postgres: forPictures, data, isListed: store.uploads.has }),
    placement: createPlacement({ homes: () => homes, commits, feed }),
    catchUp: feed.catchUp,
    async otherNodes() {
      const statement = "SELECT url FROM lectern.nodes WHERE lease_until > now() AND id <> $1";
      return (await postgres.query<{ url: string }>(statement, [node])).map(({ url }) => url);
    },
    secret: (name) => sharedSecret(postgres, name),
    async handOver() {
      await commits.drain(3000);
      commits.stop();
      await homes?.close().catch((cause) => logger.warn("the places could not be given up: {cause}", { cause }));
    },
    async [Symbol.asyncDispose]() {
      // Without `handOver` the lease lasts until its end, as if the node had been killed.
      homes?.[Symbol.dispose]();
      await resources.disposeAsync();
    },
  };
}

/** Which places this node has, for the rest of the program. */
function createPlacement({ homes, commits, feed }: Pick<Cluster, "homes" | "commits" | "feed">): Placement {
  return {
    enter(place) {
      const known = homes();
      if (!known) throw new Fault("stopping");
      commits.requireAnswering();
      const entering = known.enter(place);
      return entering && orUnavailable(entering);
    },
    refresh: () => orUnavailable(feed.catchUp()),
    leave(place) {
      // If PostgreSQL does not answer, the place stays this node's.
      homes()
        ?.leave(place)
        .catch(() => {});
    },
    epochOf: (place) => homes()?.epochOf(place),
  };
}

/** Calls `work` every `ms` milliseconds. If it fails, the next call tries again. */
function every(ms: number, work: () => Promise<unknown>): Disposable {
  const timer = setInterval(() => {
    work().catch((cause) => logger.debug("PostgreSQL does not answer: {cause}", { cause }));
  }, ms);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

async function sharedSecret(postgres: Postgres, name: string): Promise<string> {
  const value = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  const insert = "INSERT INTO lectern.facts (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
  await postgres.query(insert, [`secret ${name}`, value]);
  const [row] = await postgres.query<{ value: string }>("SELECT value FROM lectern.facts WHERE key = $1", [
    `secret ${name}`,
  ]);
  return row?.value ?? value;
}
