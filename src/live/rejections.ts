/** Counts rejections by reason, and lists who is being limited now, for `/metrics` and `lectern status`. */
import { catalogue, type FaultCode } from "../features/index.ts";

/** A person or address over a limit. */
export interface LimitedNow {
  /** The code of the last rejection. */
  readonly reason: string;
  readonly nickname: string | null;
  /** The session's code. */
  readonly session: string | null;
  /** The dialect, or `http`. */
  readonly dialect: string;
  /** The first rejection of this period and the last, in milliseconds since 1970. */
  readonly since: number;
  readonly last: number;
  /** How many rejections there were since then. */
  readonly count: number;
}

export interface Rejections {
  /** Counts a rejection. */
  add(reason: string): void;
  /** Notes that someone is over a limit. Does not count: the rejection itself is counted where it is sent. */
  limited(
    reason: string,
    who: { readonly key: string; readonly nickname: string | null; readonly session: string | null },
    dialect: string,
  ): void;
  /** Who was over a limit within the last minute, most recent first. */
  now(): LimitedNow[];
  readonly byReason: ReadonlyMap<string, number>;
  /** Those of `byReason` that are quotas. */
  readonly byQuota: ReadonlyMap<string, number>;
}

/** How long after a rejection somebody counts as limited, in milliseconds. */
const limitedForMs = 60_000;
const maxListed = 100;

/** `now` gives milliseconds since 1970. */
export function createRejections(now: () => number): Rejections {
  const byReason = new Map<string, number>();
  const byQuota = new Map<string, number>();
  // In the order of their last rejection.
  const listed = new Map<string, LimitedNow>();
  const count = (map: Map<string, number>, code: string) => map.set(code, (map.get(code) ?? 0) + 1);

  return {
    byReason,
    byQuota,
    add(reason) {
      count(byReason, reason);
      if (catalogue[reason as FaultCode].quota) count(byQuota, reason);
    },
    limited(reason, { key, nickname, session }, dialect) {
      const at = now();
      const known = listed.get(key);
      const isOngoing = known !== undefined && at - known.last < limitedForMs;
      const since = isOngoing ? known.since : at;
      listed.delete(key);
      listed.set(key, { reason, nickname, session, dialect, since, last: at, count: isOngoing ? known.count + 1 : 1 });
      if (listed.size > maxListed) for (const oldest of listed.keys()) return void listed.delete(oldest);
    },
    now: () =>
      Array.from(listed.values())
        .filter(({ last }) => now() - last < limitedForMs)
        .reverse(),
  };
}
