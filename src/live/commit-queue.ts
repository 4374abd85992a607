/**
 * A queue whose entries are committed together, one batch per turn of the event loop. If another program holds the
 * database's write lock, the entries wait in their order and are retried by a timer, for 15 s at most.
 */
import { Fault } from "../domain/faults.ts";
import type { CommitTurns } from "../store/turns.ts";
import { lockTimeoutMs, retryMs } from "../store/write-lock.ts";
import { type Committing, commitTogether, rejectUndone } from "./commit.ts";
import type { Timing } from "./timings.ts";

/** How many entries one transaction takes. The rest waits for the next turn. */
const batchSize = 1000;

export interface CommitQueueOptions<W, D> extends Committing<W, D> {
  readonly turns: CommitTurns;
  /** Resolves once what was committed is saved everywhere it must be; rejects if it was undone. Undefined: it is saved. */
  readonly confirm?: () => Promise<void> | undefined;
  /** Called after each batch that is saved, once that is confirmed. */
  readonly onSaved?: () => void;
  /** How long an entry waits for another program's write lock, in milliseconds (default: 15,000). */
  readonly timeoutMs?: number;
  /** Returns the works that can be carried out now. The others are later put back (`unshift`) or finished (`settle`). */
  readonly ready?: (works: W[]) => W[];
  /** Called after each batch, once it is on disk or rejected. */
  readonly finish: (done: readonly D[]) => void;
  /** How long committing a batch and finishing it took. */
  readonly timings?: { readonly commit: Timing; readonly finish: Timing };
}

export interface CommitQueue<W, D> {
  push(work: W): void;
  /** Puts works that were not ready in front of all others. */
  unshift(works: readonly W[]): void;
  /** Finishes, without a commit, works that were not ready. */
  settle(works: readonly W[], to: (work: W) => D): void;
  /** Commits all entries now. Those that cannot be committed because of the lock keep waiting. */
  flush(): void;
  /** Resolves once nothing is waiting. Rejects what still waits for the lock after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
}

interface Entry<W> {
  readonly work: W;
  /** When it was pushed, as `performance.now()`. */
  readonly since: number;
}

export function openCommitQueue<W, D>(options: CommitQueueOptions<W, D>): CommitQueue<W, D> {
  const { turns, timeoutMs = lockTimeoutMs, ready = (works) => works, finish, refuse, timings, onSaved } = options;
  let queue: Entry<W>[] = [];
  /** Works of batches that failed because of a bug: each is committed alone, even if it has to wait until it is ready. */
  const suspects = new Set<W>();
  let scheduled = false;
  /** Set while a batch is being confirmed. The next one is carried out afterwards: it may build on this one. */
  let confirming: Promise<void> | undefined;
  /** Set while another program holds the write lock. */
  let retry: Timer | undefined;

  /** Commits one batch. Returns whether the next one can be committed at once. */
  function commit(): boolean {
    const isSuspect = queue[0] && suspects.has(queue[0].work);
    const batch = queue.slice(0, isSuspect ? 1 : batchSize);
    queue = queue.slice(batch.length);
    const works = ready(batch.map(({ work }) => work));
    if (works.length === 0) return true;
    const startedAt = performance.now();
    const committed = commitTogether(works, options);
    if (typeof committed === "object") {
      timings?.commit.observe(performance.now() - startedAt);
      return endConfirmed(works, committed.done);
    }
    const again = new Set(works);
    queue = [...batch.filter(({ work }) => again.has(work)), ...queue];
    if (committed === "bug") {
      for (const work of works) suspects.add(work);
      return true;
    }
    refuseOlderThan(timeoutMs);
    if (queue.length === 0) return true;
    retry = setTimeout(() => {
      retry = undefined;
      schedule();
    }, retryMs);
    return false;
  }

  /** Ends works once they are confirmed. Returns whether they are already. */
  function endConfirmed(works: readonly W[], done: readonly D[]): boolean {
    const confirmation = options.confirm?.();
    if (!confirmation) {
      onSaved?.();
      end(works, done);
      return true;
    }
    confirming = confirmation
      .then(
        () => {
          onSaved?.();
          return done;
        },
        (cause) => rejectUndone(works, options, cause),
      )
      .then((done) => {
        confirming = undefined;
        if (queue.length > 0) schedule();
        end(works, done);
      });
    return false;
  }

  function end(works: readonly W[], done: readonly D[]): void {
    for (const work of works) suspects.delete(work);
    const startedAt = performance.now();
    finish(done);
    timings?.finish.observe(performance.now() - startedAt);
  }

  function refuseOlderThan(ms: number): void {
    const limit = performance.now() - ms;
    const old = queue.filter(({ since }) => since <= limit);
    if (old.length === 0) return;
    queue = queue.filter(({ since }) => since > limit);
    const works = old.map(({ work }) => work);
    end(
      works,
      works.map((work) => refuse(work, new Fault("storage_failed"))),
    );
  }

  function schedule(): void {
    if (scheduled || retry || confirming) return;
    scheduled = true;
    turns.next(() => {
      scheduled = false;
      if (!retry && !confirming && queue.length > 0 && commit() && queue.length > 0) schedule();
    });
  }

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    while (queue.length > 0 && !confirming) if (!commit()) return;
  }

  return {
    push(work) {
      queue.push({ work, since: performance.now() });
      schedule();
    },
    unshift(works) {
      const since = performance.now();
      queue = [...works.map((work) => ({ work, since })), ...queue];
      if (queue.length > 0) schedule();
    },
    settle: (works, to) => end(works, works.map(to)),
    flush,
    async drain(ms) {
      const deadline = performance.now() + ms;
      for (flush(); queue.length > 0 || confirming; flush()) {
        if (performance.now() >= deadline) refuseOlderThan(0);
        await Bun.sleep(5);
      }
    },
  };
}
