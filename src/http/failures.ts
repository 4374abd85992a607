/** Counts failures by key within a sliding window. */

export interface Failures {
  /** Milliseconds until this key may fail again; 0 if it may now. */
  wait(key: string): number;
  add(key: string): void;
  /** Takes back the latest failure of this key. */
  takeBack(key: string): void;
  /** How many keys are kept. */
  readonly size: number;
}

export interface FailureOptions {
  /** How often a key may fail within the window. */
  readonly limit: number;
  readonly windowMs: number;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
  /** How many keys are kept; past it, the key that failed longest ago is evicted. */
  readonly maxKeys?: number;
}

export function openFailures({ limit, windowMs, now, maxKeys = 10_000 }: FailureOptions): Failures {
  /** When each key failed, oldest first, at most `limit` times; the key that failed longest ago is the first. */
  const times = new Map<string, number[]>();
  const recent = (key: string) => (times.get(key) ?? []).filter((at) => at > now() - windowMs);

  /** Deletes keys whose failures have expired, and those past the bound. */
  function evict(): void {
    for (const [key, at] of times) {
      if (times.size <= maxKeys && (at.at(-1) ?? 0) > now() - windowMs) return;
      times.delete(key);
    }
  }

  return {
    wait(key) {
      const failed = recent(key);
      const [oldest = 0] = failed;
      return failed.length < limit ? 0 : oldest + windowMs - now();
    },
    add(key) {
      const failed = [...recent(key), now()].slice(-limit);
      times.delete(key);
      times.set(key, failed);
      evict();
    },
    takeBack(key) {
      times.get(key)?.pop();
    },
    get size() {
      return times.size;
    },
  };
}
