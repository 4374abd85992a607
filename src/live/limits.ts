/**
 * Rate limits: frames and HTTP calls per second, new connections, and guests made by
 * connecting. One allowance per participant, shared by all their sockets and HTTP calls.
 */
import { type CoreFaultCode, Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import { createRejections, type Rejections } from "./rejections.ts";
import { createTokenBuckets, type TokenBuckets } from "./token-buckets.ts";

/** Whose allowance is used. */
export interface Limited {
  /** A participant; outside of sessions a user, and without a credential an address. */
  readonly key: string;
  readonly nickname: string | null;
  /** The session's code. */
  readonly session: string | null;
}

/** `allowed`; `refused`: over the limit; `flood`: over ten times the limit. */
export type Verdict = "allowed" | "refused" | "flood";

export interface Limits {
  /** A frame, a protocol ping or a pong, in `dialect`. */
  frame(who: Limited, dialect: string): Verdict;
  /** An HTTP call. Throws `rate_limited`. */
  call(who: Limited): void;
  /** A new connection. Throws `too_many_connections`. */
  connection(who: Limited, dialect: string): void;
  /** A new guest without a credential. Throws `too_many_guests`. `by`: through the join page, or by connecting. */
  guest(address: string, by: "joining" | "connecting"): void;
  /** A picture that a student uploads, before it is read. Throws `rate_limited`. */
  upload(who: Limited): void;
  /** Throws `server_full` if there are `open` sockets and that is all the server holds; a teacher still gets in. */
  socket(open: number, isTeacher: boolean): void;
  readonly rejections: Rejections;
}

export interface LimitsOptions {
  /** Frames and HTTP calls per second; 0 disables this limit and those on new connections and guests. */
  readonly rate: number;
  /** Milliseconds of a monotonic clock. */
  readonly clock: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many sockets the server holds. */
  readonly maxSockets: number;
}

/** How many seconds' worth of frames a burst may hold: 50 per second are 200 at once. */
const burstSeconds = 4;
const connectionRate = { perSecond: 1, burst: 10 };
/**
 * Per address, which a whole class may share. Guests who only connect have a separate, smaller budget: a script that
 * connects in a loop must not use up the seats or the budget of those who join by the page.
 */
const guestRates = {
  joining: { perSecond: 10, burst: 1000 },
  connecting: { perSecond: 1, burst: 300 },
};
/** Attempts count, too, because even a file that is not a picture has to be decoded. */
const uploadRate = { perSecond: 0.5, burst: 30 };
/** Sockets kept free for teachers. */
const reserved = 50;

const unlimited: TokenBuckets = { take: () => 0, size: 0 };

export function createLimits({ rate, clock, now, maxSockets }: LimitsOptions): Limits {
  const buckets = (perSecond: number, burst: number) =>
    rate === 0 ? unlimited : createTokenBuckets({ perSecond, burst }, clock);
  const allowed = buckets(rate, rate * burstSeconds);
  const flooding = buckets(rate * 10, rate * 10 * burstSeconds);
  const connections = buckets(connectionRate.perSecond, connectionRate.burst);
  const guests = {
    joining: buckets(guestRates.joining.perSecond, guestRates.joining.burst),
    connecting: buckets(guestRates.connecting.perSecond, guestRates.connecting.burst),
  };
  const uploads = buckets(uploadRate.perSecond, uploadRate.burst);
  const rejections = createRejections(now);

  function reject(code: CoreFaultCode, wait: number, { who, by }: { who: Limited; by: string }): Fault {
    rejections.limited(code, who, by);
    return Fault.temporary(code, wait);
  }

  return {
    rejections,
    frame(who, dialect) {
      const isFlood = flooding.take(who.key) > 0;
      if (!isFlood && allowed.take(who.key) === 0) return "allowed";
      rejections.limited("rate_limited", who, dialect);
      return isFlood ? "flood" : "refused";
    },
    call(who) {
      flooding.take(who.key);
      const wait = allowed.take(who.key);
      if (wait > 0) throw reject("rate_limited", wait, { who, by: "http" });
    },
    connection(who, dialect) {
      const wait = connections.take(who.key);
      if (wait > 0) throw reject("too_many_connections", wait, { who, by: dialect });
    },
    guest(address, by) {
      const wait = guests[by].take(networkOf(address));
      const who = { key: address, nickname: null, session: null };
      if (wait > 0) throw reject("too_many_guests", wait, { who, by });
    },
    upload(who) {
      const wait = uploads.take(who.key);
      if (wait > 0) throw reject("rate_limited", wait, { who, by: "http" });
    },
    socket(open, isTeacher) {
      if (open >= maxSockets + (isTeacher ? reserved : 0)) throw Fault.temporary("server_full", 10_000);
    },
  };
}
