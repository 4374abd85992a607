/** Counts failures by key within a sliding window. */

export interface Failures {
  /** Milliseconds until this key may fail again; 0 if it may now. */
  waitMs(key: string): number;
  /** Records a failure of this key. */
  add(key: string): void;
  /** Removes the latest failure of this key. */
  removeLatest(key: string): void;
  /** The number of keys in memory. */
  readonly size: number;
}

export interface FailureOptions {
  /** How often a key may fail within the window. */
  readonly limit: number;
  readonly windowMs: number;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
  /** How many keys are kept (default: 10,000). Beyond it, the key that failed longest ago is evicted. */
  readonly maxKeys?: number;
}

export function createFailures({ limit, windowMs, now, maxKeys = 10_000 }: FailureOptions): Failures {
  /** The times of each key's last `limit` failures, oldest first. The key that failed longest ago is the first. */
  const times = new Map<string, number[]>();
  const recent = (key: string) => (times.get(key) ?? []).filter((at) => at > now() - windowMs);

  /** Evicts keys whose failures have expired and those beyond `maxKeys`. */
  function evict(): void {
    for (const [key, at] of times) {
      if (times.size <= maxKeys && (at.at(-1) ?? 0) > now() - windowMs) return;
      times.delete(key);
    }
  }

  return {
    waitMs(key) {
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
    removeLatest(key) {
      times.get(key)?.pop();
    },
    get size() {
      return times.size;
    },
  };
}
