/** Counts what was rejected, by reason, and remembers who is being limited now: for `/metrics` and `lectern status`. */
import { type FaultCode, quotaCodes } from "../domain/faults.ts";

/** Someone over a limit. */
export interface LimitedNow {
  /** The code of the last rejection. */
  readonly reason: FaultCode;
  readonly nickname: string | null;
  /** The session's code. */
  readonly session: string | null;
  /** The dialect, or `http`. */
  readonly dialect: string;
  /** Milliseconds since 1970: the first rejection of this stretch, and the last. */
  readonly since: number;
  readonly last: number;
  /** Rejections since then. */
  readonly count: number;
}

export interface Rejections {
  /** Counts a rejection. */
  add(reason: FaultCode): void;
  /** Notes that someone is over a limit. Does not count: the rejection itself is counted where it is sent. */
  limited(
    reason: FaultCode,
    who: { readonly key: string; readonly nickname: string | null; readonly session: string | null },
    dialect: string,
  ): void;
  /** Who was over a limit within the last minute, most recent first. */
  now(): LimitedNow[];
  readonly byReason: ReadonlyMap<FaultCode, number>;
  /** Of these, quotas. */
  readonly byQuota: ReadonlyMap<FaultCode, number>;
}

/** How long after a rejection somebody counts as limited, in milliseconds. */
const limitedFor = 60_000;
const maxListed = 100;

/** `now` gives milliseconds since 1970. */
export function openRejections(now: () => number): Rejections {
  const byReason = new Map<FaultCode, number>();
  const byQuota = new Map<FaultCode, number>();
  // In the order of their last rejection.
  const listed = new Map<string, LimitedNow>();
  const count = (map: Map<FaultCode, number>, code: FaultCode) => map.set(code, (map.get(code) ?? 0) + 1);

  return {
    byReason,
    byQuota,
    add(reason) {
      count(byReason, reason);
      if (quotaCodes.has(reason)) count(byQuota, reason);
    },
    limited(reason, { key, nickname, session }, dialect) {
      const at = now();
      const known = listed.get(key);
      const isOngoing = known !== undefined && at - known.last < limitedFor;
      const since = isOngoing ? known.since : at;
      listed.delete(key);
      listed.set(key, { reason, nickname, session, dialect, since, last: at, count: isOngoing ? known.count + 1 : 1 });
      if (listed.size > maxListed) for (const oldest of listed.keys()) return void listed.delete(oldest);
    },
    now: () =>
      Array.from(listed.values())
        .filter(({ last }) => now() - last < limitedFor)
        .reverse(),
  };
}
