/**
 * Handles a write lock held by another program, such as a SQL tool with an open transaction. Waiting for it inside SQLite
 * would block the event loop, so SQLite waits only briefly and the server retries by timer.
 */
import type { Database } from "bun:sqlite";
import { Fault } from "../domain/faults.ts";

/** How long SQLite waits for the lock while the store opens and in the command line, in milliseconds. */
const startTimeoutMs = 5000;
/** How long SQLite waits in a server for writes outside the commit queues, blocking the event loop, in milliseconds. */
const servingTimeoutMs = 100;
/** How long a write waits for the lock before it is rejected, in milliseconds. */
export const lockTimeoutMs = 15_000;
/** How often a waiting write is retried, in milliseconds. */
export const retryMs = 50;
/** How many callers of `waitUntilFree` may wait at a time. */
const maxWaiting = 1000;

export interface WriteLock {
  /** Makes SQLite wait for the lock only briefly. */
  limitBlocking(): void;
  /** Runs `work`; in a server it throws SQLITE_BUSY at once if another program holds the lock. */
  withoutWaiting<T>(work: () => T): T;
  /** Resolves once no other program holds the lock. Throws `storage_failed` after 15 s. */
  waitUntilFree(): Promise<void>;
}

/** Returns whether the error means that SQLite could not get a lock. */
export const isLockedError = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && String(cause.code).startsWith("SQLITE_BUSY");

export function openWriteLock(sqlite: Database): WriteLock {
  const setNoTimeout = sqlite.prepare("PRAGMA busy_timeout = 0");
  const setServingTimeout = sqlite.prepare(`PRAGMA busy_timeout = ${servingTimeoutMs}`);
  const begin = sqlite.prepare("BEGIN IMMEDIATE");
  const rollback = sqlite.prepare("ROLLBACK");
  let polling: Promise<boolean> | undefined;
  let waiting = 0;
  let isServing = false;
  sqlite.run(`PRAGMA busy_timeout = ${startTimeoutMs}`);

  function withoutWaiting<T>(work: () => T): T {
    if (!isServing) return work();
    setNoTimeout.run();
    try {
      return work();
    } finally {
      setServingTimeout.run();
    }
  }

  function isFree(): boolean {
    try {
      withoutWaiting(() => begin.run());
      rollback.run();
      return true;
    } catch (cause) {
      if (isLockedError(cause)) return false;
      throw cause;
    }
  }

  /** Retries until the lock is free. All waiting callers share one poll. */
  async function poll(): Promise<boolean> {
    const deadline = performance.now() + lockTimeoutMs;
    while (performance.now() < deadline) {
      await Bun.sleep(retryMs);
      if (isFree()) return true;
    }
    return false;
  }

  return {
    limitBlocking() {
      isServing = true;
      setServingTimeout.run();
    },
    withoutWaiting,
    async waitUntilFree() {
      if (!polling && isFree()) return;
      if (waiting >= maxWaiting) throw Fault.temporary("busy", 5000);
      polling ??= poll().finally(() => {
        polling = undefined;
      });
      waiting += 1;
      const isNowFree = await polling.finally(() => {
        waiting -= 1;
      });
      if (!isNowFree) throw new Fault("storage_failed");
    },
  };
}
