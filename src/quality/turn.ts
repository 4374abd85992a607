/**
 * What is asked of the board in one turn of the event loop is committed together, as it is for the rooms: nobody is
 * answered or told before it is on disk.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { BoardDataOf, BoardEventName } from "../domain/spc/told.ts";
import { type Committing, commitTogether } from "../live/commit.ts";
import type { Log } from "../store/log.ts";

/** An event on its way out. */
export type BoardTelling = {
  [K in BoardEventName]: { readonly type: K; readonly data: BoardDataOf<K>; readonly at: number };
}[BoardEventName];

/** What a rule came to: its answer, and what is told once it is on disk. */
export interface Came<T> {
  readonly result: T;
  readonly told: readonly BoardTelling[];
}

export interface Turn {
  /** Carries `work` out in its turn; rejects with its `Fault`, and then nothing of it is written. */
  ask<T>(work: () => Came<T>): Promise<T>;
  /** Carries out what is waiting, now. */
  flush(): void;
}

interface Asked {
  readonly work: () => Came<unknown>;
  readonly settle: (outcome: Outcome) => void;
}
type Outcome = Came<unknown> | { readonly fault: Fault };

const logger = getLogger(["lectern", "quality"]);

/** `tell` tells an event once it is on disk; `failed` is called where a commit failed, and nothing of it happened. */
export function openTurn(
  { batch, attempt }: Pick<Log, "batch" | "attempt">,
  tell: (telling: BoardTelling) => void,
  failed: () => void,
): Turn {
  let queue: Asked[] = [];

  function flush(): void {
    const asked = queue;
    queue = [];
    if (asked.length === 0) return;
    const outcomes = commitTogether(asked, committing);
    asked.forEach(({ settle }, n) => {
      const outcome = outcomes[n];
      if (outcome) settle(outcome);
    });
    for (const outcome of outcomes) {
      if (!("told" in outcome)) continue;
      for (const telling of outcome.told) {
        try {
          tell(telling);
        } catch (cause) {
          logger.error("{type} could not be told: {cause}", { type: telling.type, cause });
        }
      }
    }
  }

  const committing: Committing<Asked, Outcome> = {
    batch,
    perform: (asked) => asked.map(({ work }) => carryOut(work)),
    failed,
    refuse: (_, fault) => ({ fault }),
  };

  function carryOut(work: () => Came<unknown>): Outcome {
    try {
      return attempt(work);
    } catch (cause) {
      if (cause instanceof Fault) return { fault: cause };
      throw cause;
    }
  }

  return {
    flush,
    ask: <T>(work: () => Came<T>) =>
      new Promise<T>((resolve, reject) => {
        const settle = (outcome: Outcome) =>
          "fault" in outcome ? reject(outcome.fault) : resolve(outcome.result as T);
        if (queue.push({ work, settle }) === 1) setImmediate(flush);
      }),
  };
}
