/**
 * Spreads commits over turns of the event loop: at most one per turn. A commit blocks the loop for an fsync, which takes
 * 100 ms on a slow disk; between two of them the loop reads sockets and answers requests.
 */
export interface CommitTurns {
  /** Calls `commit` in the next turn that has no commit yet, in the order of the calls. */
  next(commit: () => void): void;
}

/** After a commit that took longer than this, the next one waits for `idleTurns` turns, in milliseconds. */
const slowMs = 20;
/** Accepting a connection, reading its request and answering it take one turn each. */
const idleTurns = 3;

export function openCommitTurns(): CommitTurns {
  const waiting: (() => void)[] = [];
  let scheduled = false;
  let idle = 0;

  function run(): void {
    if (idle > 0) {
      idle -= 1;
      setImmediate(run);
      return;
    }
    scheduled = false;
    const commit = waiting.shift();
    const start = performance.now();
    try {
      commit?.();
    } finally {
      if (performance.now() - start > slowMs) idle = idleTurns;
      if (waiting.length > 0) schedule();
    }
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(run);
  }

  return {
    next(commit) {
      waiting.push(commit);
      schedule();
    },
  };
}
