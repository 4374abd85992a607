/**
 * Commits to PostgreSQL what the store has written, in order, one commit at a time. What is written while a commit is in
 * progress goes into the next one.
 *
 * A commit whose connection was lost is repeated with the same number until its result is known: nothing is answered
 * before. One that the server rejects (another node is the home of a place, a text was taken) did not happen: it and all
 * that was written after it is undone in the local database.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { isTemporary, logStorageFailure } from "../store/storage-fault.ts";
import type { Capture } from "./capture.ts";
import { type Change, type ChangeGroup, encode, groupChanges } from "./changes.ts";
import { commitFunction, fatalStates, notHome } from "./commit-function.ts";
import type { Failure } from "./failure.ts";
import { placeOf } from "./places.ts";
import { ConnectionLost, type Postgres, stateOf } from "./postgres.ts";
import type { Rows } from "./rows.ts";

const logger = getLogger(["lectern", "cluster"]);

/** How long a node waits before it repeats a commit whose connection was lost, in milliseconds. */
const retryMs = 200;
/** How often undoing is attempted if the disk fails. */
const undoAttempts = 10;
/** A commit that takes longer than this counts as stuck: new requests are rejected meanwhile. In milliseconds. */
const stuckMs = 3000;

export interface Commits {
  /**
   * Resolves once everything that was written until now is committed; undefined if it is already. Rejects with
   * `unavailable` if it was undone, or if anything was since `counts.undone` was `undoneBefore`.
   */
  confirm(undoneBefore?: number): Promise<void> | undefined;
  /** Throws `unavailable` while PostgreSQL does not answer. */
  requireAnswering(): void;
  /** Resolves once nothing is waiting, or after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
  /** Commits and repeats nothing from now on: other nodes have the places. */
  stop(): void;
  readonly counts: { commits: number; retries: number; undone: number };
  /** Called with the duration of each commit, in milliseconds. */
  onCommit: ((ms: number) => void) | undefined;
}

export interface CommitsOptions {
  readonly postgres: Postgres;
  readonly node: string;
  readonly capture: Capture;
  readonly rows: Rows;
  readonly failure: Failure;
  /** The generation of this node's copy. */
  readonly generation: string;
  /** The epoch of a place that this node is the home of. */
  readonly epochOf: (place: string) => number | undefined;
  /** Called with the places whose home another node has become. */
  readonly onNotHome: (places: readonly string[]) => void;
  /** Called after writes were undone: what the store keeps in memory may not be there. */
  readonly onUndone: () => void;
}

/** Writes that are committed together. */
interface Batch {
  readonly changes: Change[];
  readonly groups: ChangeGroup[];
  /** The epochs of the places whose rows it changes, when it was written; 0 if this node was not the home then. */
  readonly epochs: Map<string, number>;
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

function newBatch(): Batch {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  // Whoever wrote something that nobody waits for learns nothing of its failure.
  done.catch(() => {});
  return { changes: [], groups: [], epochs: new Map(), done, resolve, reject };
}

/** Adds changes to a batch, with the epochs of the places that they concern. */
function addTo(
  { changes: all, groups, epochs }: Batch,
  changes: readonly Change[],
  epochOf: CommitsOptions["epochOf"],
) {
  all.push(...changes);
  groups.push(...groupChanges(changes));
  for (const { table, before, after, columns } of changes) {
    const place = placeOf(table.name, after ?? before ?? {}, before && after ? columns : undefined);
    if (place !== undefined && !epochs.has(place)) epochs.set(place, epochOf(place) ?? 0);
  }
}

/** The places that the error of a rejected commit names. */
function placesIn(cause: unknown): string[] {
  const detail = cause instanceof Error && "detail" in cause ? JSON.parse(String(cause.detail)) : [];
  return Array.isArray(detail) ? detail.map(String) : [];
}

export function openCommits(options: CommitsOptions): Commits {
  const { postgres, node, capture, rows, failure, generation, epochOf, onNotHome, onUndone } = options;
  let current: Batch | undefined;
  let next: Batch | undefined;
  let since = 0;
  let stopped = false;
  const counts = { commits: 0, retries: 0, undone: 0 };

  /** Takes what was written into the next batch. */
  function collect(): void {
    const changes = capture.take();
    if (changes.length === 0) return;
    next ??= newBatch();
    addTo(next, changes, epochOf);
  }

  /** Commits a batch; repeats that until its result is known. */
  async function send({ groups, epochs }: Batch): Promise<void> {
    failure.check();
    const values = [node, generation, counts.commits + 1, JSON.stringify(Object.fromEntries(epochs)), encode(groups)];
    for (;;) {
      try {
        await postgres.query(`SELECT ${commitFunction}($1, $2, $3, $4, $5)`, values);
        return;
      } catch (cause) {
        if (!(cause instanceof ConnectionLost) || stopped) throw cause;
        counts.retries += 1;
        logger.warn("PostgreSQL does not answer; the commit is repeated: {cause}", { cause: cause.message });
        await Bun.sleep(retryMs);
      }
    }
  }

  /** Undoes a batch and everything that was written after it in the local database. Returns these batches. */
  async function undoLocally(batch: Batch): Promise<Batch[]> {
    for (let attempt = 1; ; attempt += 1) {
      collect();
      const rejected = next ? [batch, next] : [batch];
      try {
        rows.undo(rejected.flatMap(({ changes }) => changes));
      } catch (cause) {
        if (attempt < undoAttempts && isTemporary(cause)) {
          logStorageFailure(cause, { while: "undoing a rejected commit" });
          await Bun.sleep(retryMs);
          continue;
        }
        failure.fail("a rejected commit could not be undone.", cause);
      }
      next = undefined;
      return rejected;
    }
  }

  async function undo(batch: Batch, cause: unknown): Promise<void> {
    logger.error("a commit was rejected, and is undone: {cause}", { cause: String(cause) });
    const rejected = await undoLocally(batch);
    current = undefined;
    counts.undone += rejected.length;
    onUndone();
    const state = stateOf(cause);
    const reason = fatalStates.get(state ?? "");
    if (reason !== undefined) failure.fail(reason);
    if (state === notHome) onNotHome(placesIn(cause));
    for (const { reject } of rejected) reject(Fault.temporary("unavailable", 1000));
  }

  async function run(): Promise<void> {
    while (next && !current) {
      const batch = next;
      current = batch;
      next = undefined;
      since = performance.now();
      const failure = await send(batch).then(
        () => undefined,
        (cause: unknown) => ({ cause }),
      );
      if (failure) await undo(batch, failure.cause);
      else {
        current = undefined;
        counts.commits += 1;
        commits.onCommit?.(performance.now() - since);
        batch.resolve();
      }
    }
  }

  const commits: Commits = {
    counts,
    onCommit: undefined,
    confirm(undoneBefore = counts.undone) {
      if (stopped) return Promise.reject(new Fault("stopping"));
      collect();
      if (counts.undone !== undoneBefore) return Promise.reject(Fault.temporary("unavailable", 1000));
      if (!next) return current?.done;
      const { done } = next;
      void run();
      return done;
    },
    requireAnswering() {
      failure.check();
      if (current && performance.now() - since > stuckMs) throw Fault.temporary("unavailable", 2000);
    },
    async drain(ms) {
      const deadline = performance.now() + ms;
      for (let done = commits.confirm(); done && performance.now() < deadline; done = commits.confirm()) {
        await Promise.race([done.catch(() => {}), Bun.sleep(deadline - performance.now())]);
      }
    },
    stop() {
      stopped = true;
    },
  };
  return commits;
}
