/** The clock as an argument, so that tests need not wait. */

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `then` once after `ms` milliseconds. Returns a function that cancels it. */
  readonly after: (ms: number, then: () => void) => () => void;
}

/** The real clock. */
export const machineClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Exponential backoff with jitter: how long to wait before try `attempt` (0, 1, 2 …), in milliseconds. At most 4 s,
 * because a teacher who opens a laptop waits for the class; jittered, so that a class does not reconnect all at once.
 */
export function backoff(attempt: number, random: () => number): number {
  const maxMs = Math.min(4000, 400 * 2 ** attempt);
  return Math.round(maxMs / 2 + (maxMs / 2) * random());
}

/**
 * How long one of `people` waits before it requests what all of them need since the same moment, in milliseconds: random,
 * up to 2 ms for each of them, at most 2 s.
 */
export const spread = (people: number, random: () => number): number =>
  Math.round(Math.min(2000, people * 2) * random());

/** Creates an id for a command: 22 letters from 128 random bits. `crypto.randomUUID` does not exist on plain http. */
export function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
