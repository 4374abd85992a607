/** Detects that the system's clock may be wrong, so that nothing is deleted by its age because of that. */

const dayMs = 24 * 60 * 60 * 1000;
/** If the server was not used for longer than this, the clock may have been set wrongly meanwhile. In ms. */
const maxUnusedMs = 60 * dayMs;
/** How far the clock may get ahead of the time that passed: a computer that was suspended does that. In ms. */
const maxJumpMs = 7 * dayMs;

export interface ClockCheck {
  /** Compares the clock with the time that has passed since the last call. Returns whether the clock may be wrong. */
  isDoubtful(): boolean;
}

export interface ClockCheckOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds since any point in time, whatever happens to the clock. */
  readonly elapsed: () => number;
  /** When somebody last signed in, in milliseconds since 1970. */
  readonly lastUse: () => number | undefined;
}

/** A doubt ends once somebody signs in at least a day after it began. */
export function openClockCheck({ now, elapsed, lastUse }: ClockCheckOptions): ClockCheck {
  let last = { now: now(), elapsed: elapsed() };
  let doubtedSince = last.now - (lastUse() ?? last.now) > maxUnusedMs ? last.now : undefined;
  return {
    isDoubtful() {
      const current = { now: now(), elapsed: elapsed() };
      if (current.now - last.now - (current.elapsed - last.elapsed) > maxJumpMs) doubtedSince = current.now;
      last = current;
      if (doubtedSince !== undefined && (lastUse() ?? 0) >= doubtedSince + dayMs) doubtedSince = undefined;
      return doubtedSince !== undefined;
    },
  };
}
