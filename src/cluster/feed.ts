/**
 * Reads what the other nodes committed. Each node numbers its commits 1, 2, 3 … and has one in progress at a time, so that
 * the last number read of each node says exactly what is missing. The order across nodes is that of the identity column:
 * a node that takes over a place numbers its first commit there after the last one of the place's former home.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { ChangeGroup } from "./changes.ts";
import type { Postgres } from "./postgres.ts";
import type { Rows } from "./rows.ts";

const logger = getLogger(["lectern", "cluster"]);

/** The last commit of each node that is in the local database. */
export type Position = ReadonlyMap<string, number>;

export interface Feed {
  /** Applies everything that was committed before the call. Callers at the same time may share one read. */
  catchUp(): Promise<void>;
  /** How many commits of others were applied. */
  readonly applied: number;
  /** When it last read everything, as `performance.now()`. */
  readonly upToDateAt: number;
  /** Whether commits that it has not read were deleted: the node must be started again. */
  readonly isOutdated: boolean;
}

export interface FeedOptions {
  readonly postgres: Postgres;
  readonly rows: Rows;
  /** The id of this node, whose own commits are in its database already. */
  readonly node: string;
  readonly position: Position;
  /** Milliseconds since 1970; it goes on while the machine sleeps. */
  readonly now: () => number;
}

/** How long commits are kept for the other nodes, in minutes. */
export const keptMinutes = 15;
/** A node that has read nothing for so long may have missed some, in milliseconds. */
const maxAwayMs = (keptMinutes - 1) * 60_000;

/** How many commits are read at a time. */
const batchSize = 500;

const select = `
SELECT c.node, c.n::int8::text AS n, c.changes
FROM lectern.nodes x
JOIN LATERAL (
  SELECT * FROM lectern.commits c
  WHERE c.node = x.id AND c.n > coalesce(($1::text::json ->> x.id)::bigint, 0)
) c ON true
WHERE x.id <> $2
ORDER BY c.id
LIMIT ${batchSize}`;

interface Commit {
  readonly node: string;
  readonly n: string;
  readonly changes: string;
}

export function openFeed({ postgres, rows, node, position, now }: FeedOptions): Feed {
  const read = new Map(position);
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let applied = 0;
  let upToDateAt = performance.now();
  let readAt = now();
  let isOutdated = false;

  /** Throws if the commit does not follow the last one of its node, or cannot be applied: this copy is useless then. */
  function apply({ node, n, changes }: Commit): void {
    const last = read.get(node);
    try {
      if (last !== undefined && Number(n) !== last + 1)
        throw new Error(`the commits ${last} and ${n} do not follow each other`);
      rows.apply(JSON.parse(changes) as ChangeGroup[]);
    } catch (cause) {
      isOutdated = true;
      logger.fatal("what another node has committed cannot be read: start this node again: {cause}", { cause });
      throw new Fault("unavailable");
    }
    read.set(node, Number(n));
    applied += 1;
  }

  async function readAll(): Promise<void> {
    if (!isOutdated && now() - readAt > maxAwayMs) {
      isOutdated = true;
      logger.fatal("this node was away for too long and does not know what the others did: start it again");
    }
    if (isOutdated) throw new Fault("unavailable");
    for (let more = true; more; ) {
      const startedAt = performance.now();
      const found = await postgres.query<Commit>(select, [JSON.stringify(Object.fromEntries(read)), node]);
      for (const commit of found) apply(commit);
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
      return applied;
    },
    get isOutdated() {
      return isOutdated;
    },
    get upToDateAt() {
      return upToDateAt;
    },
  };
}
