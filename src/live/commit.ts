/** Commits several works in one transaction, and returns the result of each. */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { logStorageFailure, storageFault } from "../store/storage-fault.ts";
import { isLockedError } from "../store/write-lock.ts";

const logger = getLogger(["lectern", "commit"]);

/** How works are carried out and rejected. */
export interface Committing<W, D> {
  /** Runs `all` in one transaction, which is on disk when it returns. If it throws, the transaction is rolled back. */
  readonly batch: (all: () => D[]) => D[];
  /** Carries out the works within the transaction. */
  readonly perform: (works: readonly W[]) => D[];
  /** Called if the works were rolled back: the state in memory must be read again. */
  readonly failed: (works: readonly W[]) => void;
  readonly refuse: (work: W, fault: Fault) => D;
  /** Ids of the sender of a work, for the log. */
  readonly describe?: (work: W) => object;
}

/**
 * `locked`: another program holds the write lock, and nothing was begun. `bug`: one of several works threw something that
 * is not a `Fault`; each must be committed alone, so that the bug affects its sender only.
 */
export type Committed<D> = { readonly done: D[] } | "locked" | "bug";

/** Commits works together. If the storage fails, all of them are rejected. */
export function commitTogether<W, D>(works: readonly W[], how: Committing<W, D>): Committed<D> {
  let begun = false;
  try {
    const done = how.batch(() => {
      begun = true;
      return how.perform(works);
    });
    return { done };
  } catch (cause) {
    if (!begun && isLockedError(cause)) return "locked";
    how.failed(works);
    const storage = storageFault(cause);
    if (!storage && works.length > 1) return "bug";
    if (storage) logStorageFailure(cause, { commands: works.length });
    else logger.error("a command failed: {cause}", { cause, ...(works[0] && how.describe?.(works[0])) });
    const fault = storage ?? new Fault("internal");
    return { done: works.map((work) => how.refuse(work, fault)) };
  }
}

/** Rejects works whose transaction was undone after it had been carried out here. */
export function rejectUndone<W, D>(works: readonly W[], how: Committing<W, D>, cause: unknown): D[] {
  how.failed(works);
  const fault = cause instanceof Fault ? cause : new Fault("internal");
  return works.map((work) => how.refuse(work, fault));
}

/** Isolates failures: an error in answering or publishing one work must not affect the others of its batch. */
export function isolate(work: () => void): void;
export function isolate<T>(work: (of: T) => void, of: T): void;
export function isolate<T>(work: (of?: T) => void, of?: T): void {
  try {
    work(of);
  } catch (cause) {
    logger.error("answering or publishing failed: {cause}", { cause });
  }
}
