/**
 * Reads what the other nodes committed. Each node numbers its commits 1, 2, 3 … and has one in progress at a time, so that
 * the last number read of each node says exactly what is missing. The order across nodes is that of the identity column:
 * a node that takes over a place numbers its first commit there after the last one of the place's former home.
 */
import type { ChangeGroup } from "./changes.ts";
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
  /** The id of this node, whose own commits are in its database already. */
  readonly node: string;
  readonly position: Position;
  /** Called after commits were applied. */
  readonly onApplied: () => void;
}

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

export function openFeed({ postgres, rows, node, position, onApplied }: FeedOptions): Feed {
  const read = new Map(position);
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let applied = 0;
  let upToDateAt = performance.now();

  async function readAll(): Promise<void> {
    for (let more = true; more; ) {
      const startedAt = performance.now();
      const found = await postgres.query<Commit>(select, [JSON.stringify(Object.fromEntries(read)), node]);
      for (const commit of found) {
        rows.apply(JSON.parse(commit.changes) as ChangeGroup[]);
        read.set(commit.node, Number(commit.n));
        applied += 1;
      }
      if (found.length > 0) onApplied();
      more = found.length === batchSize;
      if (!more) upToDateAt = startedAt;
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
          return begin();
        });
      return next;
    },
    get applied() {
      return applied;
    },
    get upToDateAt() {
      return upToDateAt;
    },
  };
}
