/**
 * Reads what the other nodes committed. Each node numbers its commits 1, 2, 3 … and has one in progress at a time, so that
 * the last number read of each node says exactly what is missing. The order across nodes is that of the identity column:
 * a node that takes over a place numbers its first commit there after the last one of the place's former home.
 */
import { type Commit, openApplier } from "./applying.ts";
import { generationFact, replaced } from "./commit-function.ts";
import type { Failure } from "./failure.ts";
import type { Postgres } from "./postgres.ts";
import type { Rows } from "./rows.ts";

/** The last commit of each node that is in the local database. */
export type Position = ReadonlyMap<string, number>;

export interface Feed {
  /** Applies everything that was committed before the call. Callers at the same time may share one read. */
  catchUp(): Promise<void>;
  /** How many commits of others were applied. */
  readonly applied: number;
  /** When it last read everything, as `performance.now()`. */
  readonly upToDateAt: number;
}

export interface FeedOptions {
  readonly postgres: Postgres;
  readonly rows: Rows;
  readonly failure: Failure;
  /** How many commits of this node are known to be in PostgreSQL. */
  readonly ownCommits: () => number;
  /** The id of this node, whose own commits are in its database already. */
  readonly node: string;
  readonly position: Position;
  /** The generation of this node's copy. */
  readonly generation: string;
  /** Milliseconds since 1970; continues while the machine sleeps. */
  readonly now: () => number;
}

/** How long commits are kept for the other nodes, in minutes. */
export const keptMinutes = 15;
/** If a node has read nothing for so long, commits that it does not have may be deleted, in milliseconds. */
const maxAwayMs = (keptMinutes - 1) * 60_000;

/** How many commits are read at a time. */
const batchSize = 500;

/** A row for each commit, or one without a commit. Each has the generation, and when the PostgreSQL server was started. */
const select = `
SELECT pg_postmaster_start_time()::text AS server,
  (SELECT value FROM lectern.facts WHERE key = '${generationFact}') AS generation, c.node, c.n::text AS n, c.changes
FROM (SELECT 1) one LEFT JOIN (
  SELECT c.* FROM lectern.nodes x
  JOIN LATERAL (
    SELECT * FROM lectern.commits c
    WHERE c.node = x.id AND c.n > coalesce(($1::text::json ->> x.id)::bigint, 0)
  ) c ON true
  WHERE x.id <> $2
  ORDER BY c.id
  LIMIT ${batchSize}
) c ON true
ORDER BY c.id`;

type Found = { readonly server: string; readonly generation: string | null } & (Commit | { readonly node: null });

const isCommit = (found: Found): found is Found & Commit => found.node !== null;

/** The nodes whose last commits, as this node has them, PostgreSQL does not have. The last one of each node is never pruned. */
const selectMissing = `
SELECT k.key FROM json_each_text($1::text::json) k
WHERE k.value::bigint > coalesce((SELECT max(n) FROM lectern.commits c WHERE c.node = k.key), 0)`;

/**
 * The nodes of which commits were deleted that this node does not have: what is left of them does not follow what it has,
 * or is not read any more because the node has been gone for long.
 */
const selectDeleted = `
SELECT c.node FROM (
  SELECT node, n, coalesce(($1::text::json ->> node)::bigint, 0) AS known FROM lectern.commits WHERE node <> $2
) c
WHERE n > known GROUP BY node, known
HAVING min(n) > known + 1 OR node NOT IN (SELECT id FROM lectern.nodes)`;

export function openFeed({ postgres, rows, failure, ownCommits, node, position, generation, now }: FeedOptions): Feed {
  const read = new Map(position);
  const applier = openApplier({ rows, failure, read });
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let upToDateAt = performance.now();
  let readAt = now();
  /** When the server was started of which it is known that it has what this node has. */
  let server: string | undefined;

  /** Throws if this PostgreSQL server lacks commits that are here: a standby that did not have them has taken over. */
  async function compare(): Promise<void> {
    const known = { ...Object.fromEntries(read), [node]: ownCommits() };
    const missing = await postgres.query(selectMissing, [JSON.stringify(known)]);
    if (missing.length === 0) return;
    throw failure.fail("PostgreSQL lacks commits that this node has: a standby that did not have them has taken over.");
  }

  /** Throws if commits that this node does not have were deleted while it was away. */
  async function requireKept(): Promise<void> {
    const deleted = await postgres.query(selectDeleted, [JSON.stringify(Object.fromEntries(read)), node]);
    if (deleted.length === 0) return;
    const minutes = keptMinutes - 1;
    throw failure.fail(`it lost PostgreSQL for more than ${minutes} minutes, and missed commits of other servers.`);
  }

  async function readAll(): Promise<void> {
    failure.check();
    // The clock may also have been set.
    if (now() - readAt > maxAwayMs) await requireKept();
    for (let more = true; more; ) {
      const startedAt = performance.now();
      const found = await postgres.query<Found>(select, [JSON.stringify(Object.fromEntries(read)), node]);
      if (found[0]?.generation !== generation) throw failure.fail(replaced);
      if (found[0].server !== server) await compare();
      server = found[0].server;
      await applier.apply(found.filter(isCommit));
      more = found.length === batchSize;
      if (more) continue;
      upToDateAt = startedAt;
      readAt = now();
    }
  }

  function begin(): Promise<void> {
    reading = readAll().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    catchUp() {
      if (!reading) return begin();
      // The read in progress may have missed what was committed meanwhile.
      next ??= reading
        .catch(() => {})
        .then(() => {
          next = undefined;
          return reading ?? begin();
        });
      return next;
    },
    get applied() {
      return applier.applied;
    },
    get upToDateAt() {
      return upToDateAt;
    },
  };
}
