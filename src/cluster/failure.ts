/**
 * Whether this node can still be used: it cannot if its copy lacks what others have written, has what PostgreSQL does not
 * have, or is of an older version. It then refuses everything until it is started again, which makes a new copy: `lectern
 * serve` exits with code 1, so that whatever runs it restarts it.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";

const logger = getLogger(["lectern", "cluster"]);

export interface Failure {
  /** Why this node must be started again, as a sentence for operators; undefined while it works. */
  readonly reason: string | undefined;
  /** Ends the use of this node, and returns what to answer. Only the first reason counts. */
  fail(reason: string, cause?: unknown): Fault;
  /** Throws `unavailable` if this node must be started again. */
  check(): void;
}

/** `onFailed` is called once, with the first failure. */
export function openFailure(onFailed: () => void): Failure {
  let reason: string | undefined;
  return {
    get reason() {
      return reason;
    },
    fail(why, cause) {
      const fault = new Fault("unavailable");
      if (reason !== undefined) return fault;
      reason = why;
      logger.fatal("this node refuses everything until it is started again: {reason}", {
        reason,
        ...(cause !== undefined && { cause }),
      });
      onFailed();
      return fault;
    },
    check() {
      if (reason !== undefined) throw new Fault("unavailable");
    },
  };
}
