/**
 * Works of one turn in one transaction. A storage that fails is everybody's fault; where something throws that is no
 * `Fault`, our bug, each is carried out by itself, so that the bug costs its sender alone.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { logStorageFailure, storageFault } from "../store/storage-fault.ts";

const logger = getLogger(["lectern", "commit"]);

/** How works are carried out, and what becomes of those that cannot be. */
export interface Committing<W, D> {
  /** Runs in one transaction, on disk when it returns; throws where that failed, and then nothing of it happened. */
  readonly batch: (all: () => D[]) => D[];
  /** Carries them out within it. */
  readonly perform: (works: readonly W[]) => D[];
  /** Nothing of these happened: what memory holds of them is to be read again. */
  readonly failed: (works: readonly W[]) => void;
  readonly refuse: (work: W, fault: Fault) => D;
}

/** What each of the works came to, in their order. */
export function commitTogether<W, D>(works: readonly W[], how: Committing<W, D>): D[] {
  try {
    return how.batch(() => how.perform(works));
  } catch (cause) {
    how.failed(works);
    const storage = storageFault(cause);
    if (!storage && works.length > 1) return works.flatMap((work) => commitTogether([work], how));
    if (storage) logStorageFailure(cause, { commands: works.length });
    else logger.error("a commit of {count} failed: {cause}", { count: works.length, cause });
    const fault = storage ?? new Fault("internal");
    return works.map((work) => how.refuse(work, fault));
  }
}
