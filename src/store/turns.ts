/**
 * Spreads commits over turns of the event loop: at most one per turn. A commit blocks the loop for an fsync, which takes
 * 100 ms on a slow disk; between two of them the loop reads sockets and answers requests.
 */
export interface CommitTurns {
  /** Calls `commit` in the next turn that has no commit yet, in the order of the calls. */
  next(commit: () => void): void;
}

export function openCommitTurns(): CommitTurns {
  let waiting: (() => void)[] = [];

  function run(): void {
    const [commit, ...rest] = waiting;
    waiting = rest;
    if (rest.length > 0) setImmediate(run);
    commit?.();
  }

  return {
    next(commit) {
      if (waiting.push(commit) === 1) setImmediate(run);
    },
  };
}
