/** Time and chance as arguments, so that waiting can be tested without waiting. */

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `then` once after `ms` milliseconds; the answer takes that back. */
  readonly after: (ms: number, then: () => void) => () => void;
}

/** The machine's own clock. */
export const machineClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * How long to wait before try `attempt` (0, 1, 2 …), in milliseconds: doubles up to 4 s, because a teacher who opens the
 * laptop's lid waits for the class. Jittered, so that a class does not return in one instant.
 */
export function backoff(attempt: number, random: () => number): number {
  const most = Math.min(4000, 400 * 2 ** attempt);
  return Math.round(most / 2 + (most / 2) * random());
}

/** A new id for a command: 22 letters out of 128 random bits. `crypto.randomUUID` is not there on plain http. */
export function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
