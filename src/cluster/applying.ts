/** Applies the commits of other nodes to the local database, many at a time. */
import { Fault } from "../domain/faults.ts";
import { isTemporary, logStorageFailure } from "../store/storage-fault.ts";
import type { ChangeGroup } from "./changes.ts";
import type { Failure } from "./failure.ts";
import type { Rows } from "./rows.ts";

/** A commit as it is read from PostgreSQL. */
export interface Commit {
  readonly node: string;
  readonly n: string;
  /** Groups of changes, as JSON. */
  readonly changes: string;
}

export interface Applier {
  /**
   * Applies commits in their order. Throws `unavailable` if that fails: a commit that cannot be read ends the use of this
   * copy; after an error of the disk, the same commits can be applied later.
   */
  apply(commits: readonly Commit[]): Promise<void>;
  /** How many commits were applied. */
  readonly applied: number;
}

/** How many characters of changes are applied in one transaction: a few hundred rows. */
const partLength = 100_000;

/** Divides commits into parts of about `partLength` characters. */
function partsOf(commits: readonly Commit[]): Commit[][] {
  const parts: Commit[][] = [];
  let length = partLength;
  for (const commit of commits) {
    if (length >= partLength) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(commit);
    length += commit.changes.length;
  }
  return parts;
}

/** Returns the changes of a commit. Throws if it does not follow the last one of its node in `reached`; the first is 1. */
function follow({ node, n, changes }: Commit, reached: Map<string, number>): ChangeGroup[] {
  const last = reached.get(node) ?? 0;
  if (Number(n) !== last + 1) throw new Error(`the commits ${last} and ${n} do not follow each other`);
  reached.set(node, Number(n));
  return JSON.parse(changes);
}

/** `read` has the last commit of each node that was applied; it is kept up to date. */
export function openApplier({
  rows,
  failure,
  read,
}: {
  readonly rows: Rows;
  readonly failure: Failure;
  readonly read: Map<string, number>;
}): Applier {
  let applied = 0;

  function applyTogether(commits: readonly Commit[]): void {
    const reached = new Map(read);
    try {
      rows.apply(commits.flatMap((commit) => follow(commit, reached)));
    } catch (cause) {
      if (isTemporary(cause)) {
        logStorageFailure(cause, { while: "applying what other nodes committed" });
        throw Fault.temporary("unavailable", 1000);
      }
      throw failure.fail("what another node has committed cannot be read.", cause);
    }
    for (const [node, n] of reached) read.set(node, n);
    applied += commits.length;
  }

  return {
    async apply(commits) {
      const [first = [], ...others] = partsOf(commits);
      if (first.length > 0) applyTogether(first);
      for (const part of others) {
        // Sockets and requests are served between two parts.
        await new Promise((resolve) => setImmediate(resolve));
        applyTogether(part);
      }
    },
    get applied() {
      return applied;
    },
  };
}
