/**
 * Reads what the other nodes committed. Each node numbers its commits 1, 2, 3 … and has one in progress at a time, so that
 * the last number read of each node says exactly what is missing. The order across nodes is that of the identity column:
 * a node that takes over a place numbers its first commit there after the last one of the place's former home.
 */
import { type Commit, openApplier } from "./applying.ts";
import { generationFact, replaced } from "./commit-function.ts";
import type { Failure } from "./failure.ts";
import type { Postgres } from "./postgres.ts";
import { keptMinutes, knownHours, maxAwayHours, readHours } from "./pruning.ts";
import type { Rows } from "./rows.ts";

/** The last commit of each node that is in the local database. */
export type Position = ReadonlyMap<string, number>;

export interface Feed {
  /** Applies everything that was committed before the call. Callers at the same time may share one read. */
  catchUp(): Promise<void>;
  /** Forgets its position in the commits of nodes that will be deleted soon (`pruning.ts`). Bounds what each read sends. */
  forgetGone(): Promise<void>;
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
  /** The time of this node's copy: PostgreSQL's, in milliseconds since 1970. */
  readonly copiedAt: number;
}

/** If a node has read nothing for so many minutes, commits that it does not have may be deleted: it looks for gaps. */
const maxGapMinutes = keptMinutes - 1;

/** How many commits are read at a time. */
const batchSize = 500;

/**
 * A row for each commit, or one without a commit. Each has the generation, the time, and when the server was started. The
 * inner limit makes PostgreSQL use the index once for each node, however many commits there are.
 */
const select = `
SELECT pg_postmaster_start_time()::text AS server, extract(epoch FROM now()) * 1000 AS time,
  (SELECT value FROM lectern.facts WHERE key = '${generationFact}') AS generation, c.node, c.n::text AS n, c.changes
FROM (SELECT 1) one LEFT JOIN (
  SELECT c.* FROM lectern.nodes x LEFT JOIN json_each_text($1::text::json) k ON k.key = x.id
  JOIN LATERAL (
    SELECT * FROM lectern.commits c
    WHERE c.node = x.id AND c.n > coalesce(k.value::bigint, 0) ORDER BY c.n LIMIT ${batchSize}
  ) c ON true
  WHERE x.id <> $2 AND x.lease_until > now() - interval '${readHours} hours'
  ORDER BY c.id
  LIMIT ${batchSize}
) c ON true
ORDER BY c.id`;

interface Server {
  readonly server: string;
  readonly time: string;
  readonly generation: string | null;
}

type Found = Server & (Commit | { readonly node: null });

const isCommit = (found: Found): found is Found & Commit => found.node !== null;

/** The nodes whose last commits, as this node has them, PostgreSQL does not have. No node is pruned before it is forgotten. */
const selectMissing = `
SELECT k.key FROM json_each_text($1::text::json) k
WHERE k.value::bigint > coalesce((SELECT max(n) FROM lectern.commits c WHERE c.node = k.key), 0)`;

/** The nodes of which commits were deleted that this node does not have: what is left does not follow what it has. */
const selectDeleted = `
SELECT c.node FROM (
  SELECT c.node, c.n, coalesce(($1::text::json ->> c.node)::bigint, 0) AS known
  FROM lectern.nodes x JOIN lectern.commits c ON c.node = x.id
  WHERE x.id <> $2 AND x.lease_until > now() - interval '${readHours} hours'
) c
WHERE n > known GROUP BY node, known HAVING min(n) > known + 1`;

const selectGone = `SELECT id FROM lectern.nodes WHERE lease_until < now() - interval '${knownHours} hours'`;

export function openFeed(options: FeedOptions): Feed {
  const { postgres, rows, failure, ownCommits, node, position, generation, copiedAt } = options;
  const read = new Map(position);
  const applier = openApplier({ rows, failure, read });
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let upToDateAt = performance.now();
  /** When it last read everything: PostgreSQL's time, which continues while this machine sleeps. */
  let readAt = copiedAt;
  /** When the server was started of which it is known that it has what this node has. */
  let server: string | undefined;

  /** Throws if this PostgreSQL server lacks commits that are here: a standby that did not have them has taken over. */
  async function compare(): Promise<void> {
    const known = { ...Object.fromEntries(read), [node]: ownCommits() };
    const missing = await postgres.query(selectMissing, [JSON.stringify(known)]);
    if (missing.length === 0) return;
    throw failure.fail("PostgreSQL lacks commits that this node has: a standby that did not have them has taken over.");
  }

  /** Throws if commits that this node does not have were, or may be, deleted while it read nothing until `time`. */
  async function requireKept(time: number): Promise<void> {
    const minutes = (time - readAt) / 60_000;
    if (minutes > maxAwayHours * 60)
      throw failure.fail(`it has read nothing from PostgreSQL for more than ${maxAwayHours} hours.`);
    if (minutes <= maxGapMinutes) return;
    const deleted = await postgres.query(selectDeleted, [JSON.stringify(Object.fromEntries(read)), node]);
    if (deleted.length === 0) return;
    throw failure.fail(
      `it lost PostgreSQL for more than ${maxGapMinutes} minutes, and missed commits of other servers.`,
    );
  }

  async function readAll(): Promise<void> {
    failure.check();
    for (let more = true; more; ) {
      const startedAt = performance.now();
      const found = await postgres.query<Found>(select, [JSON.stringify(Object.fromEntries(read)), node]);
      if (found[0]?.generation !== generation) throw failure.fail(replaced);
      await requireKept(Number(found[0].time));
      if (found[0].server !== server) await compare();
      server = found[0].server;
      await applier.apply(found.filter(isCommit));
      more = found.length === batchSize;
      if (more) continue;
      upToDateAt = startedAt;
      readAt = Number(found[0].time);
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
    async forgetGone() {
      for (const { id } of await postgres.query<{ id: string }>(selectGone)) read.delete(id);
    },
    get applied() {
      return applier.applied;
    },
    get upToDateAt() {
      return upToDateAt;
    },
  };
}
