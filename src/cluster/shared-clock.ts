/** The time of PostgreSQL, which all nodes share: the clocks of their machines may differ. */
export interface SharedClock {
  /** Milliseconds since 1970: PostgreSQL's time, or this machine's until that is known. */
  now(): number;
  /** Sets the clock to a time of PostgreSQL, which was asked at `askedAt` (`performance.now()`) and has just answered. */
  set(time: number, askedAt: number): void;
}

export function createSharedClock(): SharedClock {
  /** PostgreSQL's time when `performance.now()` was 0. */
  let origin: number | undefined;
  return {
    now: () => (origin === undefined ? Date.now() : origin + performance.now()),
    set(time, askedAt) {
      origin = time - (askedAt + performance.now()) / 2;
    },
  };
}
