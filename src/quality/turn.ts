/**
 * Commits all work that the board receives in one turn of the event loop together, as the rooms do. Results are returned
 * and events published once they are on disk.
 */
import { Fault } from "../domain/faults.ts";
import type { BoardDataOf, BoardEventName } from "../domain/spc/events.ts";
import { isolate } from "../live/commit.ts";
import { openCommitQueue } from "../live/commit-queue.ts";
import type { Timings } from "../live/timings.ts";
import type { Log } from "../store/log.ts";
import type { CommitTurns } from "../store/turns.ts";

/** An event to be published. */
export type EmittedBoardEvent = {
  [K in BoardEventName]: { readonly type: K; readonly data: BoardDataOf<K>; readonly at: number };
}[BoardEventName];

/** The outcome of a unit of work: its result, and the events to publish once it is on disk. */
export interface Decision<T> {
  readonly result: T;
  readonly events: readonly EmittedBoardEvent[];
}

export interface Turn {
  /** Runs `work` in its turn. If it throws a `Fault`, rejects with it and writes nothing. */
  ask<T>(work: () => Decision<T>): Promise<T>;
  /** Runs all waiting work now; work that waits for another program's write lock keeps waiting. */
  flush(): void;
  /** Resolves once nothing is waiting. Rejects work that still waits for the write lock after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
  /** Runs all waiting work; rejects later work with `stopping`. */
  close(): void;
}

interface QueuedWork {
  readonly work: () => Decision<unknown>;
  readonly settle: (outcome: Outcome) => void;
}
interface Decided {
  readonly queued: QueuedWork;
  readonly outcome: Outcome;
}
type Outcome = Decision<unknown> | { readonly fault: Fault };

export interface TurnOptions {
  readonly log: Pick<Log, "batch" | "attempt">;
  /** Whether another program has the board: nothing is written here then (default: never). */
  readonly isElsewhere?: () => boolean;
  readonly turns: CommitTurns;
  /** Resolves once what was committed is saved everywhere it must be; rejects if it was undone. Undefined: it is saved. */
  readonly confirm?: () => Promise<void> | undefined;
  /** Publishes an event once it is on disk. */
  readonly publish: (event: EmittedBoardEvent) => void;
  /** Called after a commit failed: nothing of it was written. */
  readonly failed: () => void;
  readonly timings?: Timings | undefined;
}

/** Maximum number of works that wait. */
const maxWaiting = 5000;

export function openTurn(options: TurnOptions): Turn {
  const { turns, confirm, publish, failed, timings, isElsewhere = () => false } = options;
  const { batch, attempt } = options.log;
  let waiting = 0;
  const queue = openCommitQueue<QueuedWork, Decided>({
    turns,
    ...(confirm && { confirm }),
    batch,
    perform: (batch) => batch.map((queued) => ({ queued, outcome: carryOut(queued.work) })),
    failed,
    refuse: (queued, fault) => ({ queued, outcome: { fault } }),
    finish,
    ...(timings && { timings: { commit: timings.commit.of("board"), finish: timings.fanOut.of("board") } }),
  });

  function finish(decided: readonly Decided[]): void {
    waiting -= decided.length;
    for (const { queued, outcome } of decided) {
      queued.settle(outcome);
      if ("events" in outcome) for (const event of outcome.events) isolate(publish, event);
    }
  }

  function carryOut(work: () => Decision<unknown>): Outcome {
    if (isElsewhere()) return { fault: Fault.temporary("unavailable", 1000) };
    try {
      return attempt(work);
    } catch (cause) {
      if (cause instanceof Fault) return { fault: cause };
      throw cause;
    }
  }

  let closed = false;

  return {
    flush: queue.flush,
    drain: queue.drain,
    close() {
      queue.flush();
      closed = true;
    },
    ask: <T>(work: () => Decision<T>) =>
      new Promise<T>((resolve, reject) => {
        if (closed) return reject(new Fault("stopping"));
        const settle = (outcome: Outcome) =>
          "fault" in outcome ? reject(outcome.fault) : resolve(outcome.result as T);
        if (waiting >= maxWaiting) return reject(Fault.temporary("busy", 2000));
        waiting += 1;
        queue.push({ work, settle });
      }),
  };
}
