/** Token buckets by key: a rate with a burst. Full buckets are evicted, so only keys in recent use take memory. */

export interface Rate {
  readonly perSecond: number;
  /** How many tokens a full bucket has. */
  readonly burst: number;
}

export interface TokenBuckets {
  /** Takes a token and returns 0; or takes none and returns how many milliseconds until there is one. */
  take(key: string): number;
  /** How many buckets are kept: those that are not full. */
  readonly size: number;
}

/** How many buckets are kept; beyond that, the least recently used is evicted, full or not. */
const maxKeys = 100_000;

/** `clock` gives milliseconds; a clock that jumps back refills nothing. */
export function createTokenBuckets({ perSecond, burst }: Rate, clock: () => number): TokenBuckets {
  // In the order of their last use: full buckets are at the front.
  const buckets = new Map<string, { tokens: number; at: number }>();
  const tokensAt = ({ tokens, at }: { tokens: number; at: number }, now: number) =>
    Math.min(burst, tokens + (Math.max(0, now - at) * perSecond) / 1000);

  /** Amortized O(1): each call inserts one bucket at most, and checks two. */
  function evict(now: number): void {
    let checks = 2;
    for (const [key, bucket] of buckets) {
      if (checks-- === 0) return;
      if (buckets.size <= maxKeys && tokensAt(bucket, now) < burst) return;
      buckets.delete(key);
    }
  }

  return {
    take(key) {
      const now = clock();
      const known = buckets.get(key);
      const tokens = known ? tokensAt(known, now) : burst;
      buckets.delete(key);
      const isTaken = tokens >= 1;
      buckets.set(key, { tokens: isTaken ? tokens - 1 : tokens, at: now });
      evict(now);
      return isTaken ? 0 : ((1 - tokens) / perSecond) * 1000;
    },
    get size() {
      return buckets.size;
    },
  };
}
