/**
 * What is asked of the board in one turn of the event loop is committed together, as it is for the rooms: nobody is
 * answered or told before it is on disk.
 */
import { Fault } from "../domain/faults.ts";
import type { BoardDataOf, BoardEventName } from "../domain/spc/events.ts";
import { guard } from "../live/commit.ts";
import { openCommitQueue } from "../live/commit-queue.ts";
import type { Log } from "../store/log.ts";
import type { CommitTurns } from "../store/turns.ts";

/** An event on its way out. */
export type EmittedBoardEvent = {
  [K in BoardEventName]: { readonly type: K; readonly data: BoardDataOf<K>; readonly at: number };
}[BoardEventName];

/** What a rule came to: its answer, and what is told once it is on disk. */
export interface Decision<T> {
  readonly result: T;
  readonly events: readonly EmittedBoardEvent[];
}

export interface Turn {
  /** Carries `work` out in its turn; rejects with its `Fault`, and then nothing of it is written. */
  ask<T>(work: () => Decision<T>): Promise<T>;
  /** Carries out what is waiting, now; what waits for another program's write lock keeps waiting. */
  flush(): void;
  /** Resolves once nothing is waiting. What waits for the write lock after `ms` milliseconds is refused. */
  drain(ms: number): Promise<void>;
  /** Carries out what is waiting; what is asked from now on is rejected with `stopping`. */
  close(): void;
}

interface QueuedWork {
  readonly work: () => Decision<unknown>;
  readonly settle: (outcome: Outcome) => void;
}
interface Decided {
  readonly asked: QueuedWork;
  readonly outcome: Outcome;
}
type Outcome = Decision<unknown> | { readonly fault: Fault };

export interface TurnOptions {
  readonly log: Pick<Log, "batch" | "attempt">;
  readonly turns: CommitTurns;
  /** Publishes an event once it is on disk. */
  readonly publish: (telling: EmittedBoardEvent) => void;
  /** Called if a commit failed, and nothing of it happened. */
  readonly failed: () => void;
}

/** How many requests may wait. */
const maxWaiting = 5000;

export function openTurn({ log: { batch, attempt }, turns, publish, failed }: TurnOptions): Turn {
  let waiting = 0;
  const queue = openCommitQueue<QueuedWork, Decided>({
    turns,
    batch,
    perform: (asked) => asked.map((one) => ({ asked: one, outcome: carryOut(one.work) })),
    failed,
    refuse: (asked, fault) => ({ asked, outcome: { fault } }),
    finish,
  });

  function finish(decided: readonly Decided[]): void {
    waiting -= decided.length;
    for (const { asked, outcome } of decided) {
      asked.settle(outcome);
      if ("events" in outcome) for (const event of outcome.events) guard(publish, event);
    }
  }

  function carryOut(work: () => Decision<unknown>): Outcome {
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
