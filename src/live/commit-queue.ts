/**
 * A queue whose entries are committed together, one batch per turn of the event loop. If another program holds the
 * database's write lock, the entries wait in their order and are tried again by timer, for 15 s at most.
 */
import { Fault } from "../domain/faults.ts";
import type { CommitTurns } from "../store/turns.ts";
import { lockTimeoutMs, retryMs } from "../store/write-lock.ts";
import { type Committing, commitTogether } from "./commit.ts";

/** How many entries one transaction takes: what is beyond waits for the next turn. */
const batchSize = 1000;

export interface CommitQueueOptions<W, D> extends Committing<W, D> {
  readonly turns: CommitTurns;
  /** How long an entry waits for another program's write lock, in milliseconds (default: 15,000). */
  readonly timeoutMs?: number;
  /** Picks those that can be carried out now; the others are pushed again later. */
  readonly ready?: (works: W[]) => W[];
  /** Called after each batch, once it is on disk or refused. */
  readonly finish: (done: readonly D[]) => void;
}

export interface CommitQueue<W> {
  push(work: W): void;
  /** Puts works in front of all others. */
  unshift(works: readonly W[]): void;
  /** Commits everything that is waiting, now; what cannot be committed because of the lock keeps waiting. */
  flush(): void;
  /** Resolves once nothing is waiting. What waits for the lock after `ms` milliseconds is refused. */
  drain(ms: number): Promise<void>;
}

interface Entry<W> {
  readonly work: W;
  /** When it was pushed, as `performance.now()`. */
  readonly since: number;
  /** It was in a batch that failed because of a bug. */
  readonly alone?: boolean;
}

export function openCommitQueue<W, D>(options: CommitQueueOptions<W, D>): CommitQueue<W> {
  const { turns, timeoutMs = lockTimeoutMs, ready = (works) => works, finish, refuse } = options;
  let queue: Entry<W>[] = [];
  let scheduled = false;
  /** Set while another program holds the write lock. */
  let retry: Timer | undefined;

  /** Returns whether the next batch can be committed at once. */
  function commit(): boolean {
    const batch = queue.slice(0, queue[0]?.alone ? 1 : batchSize);
    queue = queue.slice(batch.length);
    const works = ready(batch.map(({ work }) => work));
    if (works.length === 0) return true;
    const committed = commitTogether(works, options);
    if (typeof committed === "object") {
      finish(committed.done);
      return true;
    }
    const again = new Set(works);
    const alone = committed === "bug";
    const entries = batch.filter(({ work }) => again.has(work));
    queue = [...entries.map((entry) => (alone ? { ...entry, alone } : entry)), ...queue];
    if (alone) return true;
    refuseOlderThan(timeoutMs);
    if (queue.length === 0) return true;
    retry = setTimeout(() => {
      retry = undefined;
      schedule();
    }, retryMs);
    return false;
  }

  function refuseOlderThan(ms: number): void {
    const limit = performance.now() - ms;
    const old = queue.filter(({ since }) => since <= limit);
    if (old.length === 0) return;
    queue = queue.filter(({ since }) => since > limit);
    finish(old.map(({ work }) => refuse(work, new Fault("storage_failed"))));
  }

  function schedule(): void {
    if (scheduled || retry) return;
    scheduled = true;
    turns.next(() => {
      scheduled = false;
      if (!retry && queue.length > 0 && commit() && queue.length > 0) schedule();
    });
  }

  function flush(): void {
    clearTimeout(retry);
    retry = undefined;
    while (queue.length > 0) if (!commit()) return;
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
    flush,
    async drain(ms) {
      const deadline = performance.now() + ms;
      for (flush(); queue.length > 0; flush()) {
        if (performance.now() >= deadline) refuseOlderThan(0);
        await Bun.sleep(5);
      }
    },
  };
}
