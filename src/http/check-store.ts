/**
 * Checks of whether phones reach this machine: each has a token, the phones that arrived, and their sockets. In memory only.
 */
import { hashToken, newToken } from "../store/accounts.ts";

/** A phone that opened the page of a check. */
export interface Arrival {
  /** Chosen by the phone. */
  readonly id: string;
  /** Its address, and the host name that it used for this machine. */
  readonly address: string;
  readonly host: string;
  readonly device: "iphone" | "ipad" | "android" | "windows" | "mac" | "linux" | "other";
  /** Whether its WebSocket worked; null until it has tried. */
  readonly web_socket: boolean | null;
  /** How long a message took there and back, in milliseconds. */
  readonly latency_ms: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A socket of a check: closed when the check is over. */
export interface CheckSocket {
  end(): void;
}

export interface CheckStore {
  /** Starts a check of a teacher's, for `lifetimeMs`. */
  start(teacher: number): { readonly token: string; readonly expires_at: number };
  /** The phones that arrived, the newest first; undefined if there is no such check. */
  arrivals(token: string, teacher: number): readonly Arrival[] | undefined;
  /** Adds a phone, or what it found out since. Returns false if there is no such check. */
  report(token: string, arrival: Arrival): boolean;
  isKnown(token: string): boolean;
  /** Adds a socket until `leave` is called. Returns false if there is no such check, `full` if it has enough sockets. */
  enter(token: string, socket: CheckSocket): boolean | "full";
  leave(token: string, socket: CheckSocket): void;
}

/** How long a check lasts, in milliseconds. */
export const lifetimeMs = 30 * 60_000;
/** How many checks run at a time, and how many phones each remembers: a new one replaces the oldest. */
const maxChecks = 100;
const maxArrivals = 50;
/** How many sockets a check has at a time. Each is needed for some seconds. */
const maxSockets = 50;

interface Check {
  readonly teacher: number;
  readonly expires_at: number;
  readonly arrivals: Map<string, Arrival>;
  readonly sockets: Set<CheckSocket>;
  /** Ends the sockets; absent while there are none. */
  timer?: Timer | undefined;
}

const end = ({ sockets }: Check) => {
  for (const socket of sockets) socket.end();
};

/** `now` gives milliseconds since 1970. */
export function createCheckStore(now: () => number): CheckStore {
  /** By hash of the token; oldest first. */
  const checks = new Map<string, Check>();

  function find(token: string): Check | undefined {
    const found = checks.get(hashToken(token));
    return found && found.expires_at > now() ? found : undefined;
  }

  return {
    start(teacher) {
      const token = newToken();
      const check: Check = { teacher, expires_at: now() + lifetimeMs, arrivals: new Map(), sockets: new Set() };
      const [oldest] = checks;
      if (checks.size >= maxChecks && oldest) {
        checks.delete(oldest[0]);
        end(oldest[1]);
      }
      checks.set(hashToken(token), check);
      return { token, expires_at: check.expires_at };
    },
    arrivals(token, teacher) {
      const found = find(token);
      return found?.teacher === teacher ? Array.from(found.arrivals.values()).reverse() : undefined;
    },
    report(token, arrival) {
      const found = find(token);
      if (!found) return false;
      const { arrivals } = found;
      const [oldest] = arrivals.keys();
      if (arrivals.size >= maxArrivals && !arrivals.has(arrival.id) && oldest !== undefined) arrivals.delete(oldest);
      arrivals.set(arrival.id, { ...arrival, at: arrivals.get(arrival.id)?.at ?? arrival.at });
      return true;
    },
    isKnown: (token) => find(token) !== undefined,
    enter(token, socket) {
      const found = find(token);
      if (!found) return false;
      if (found.sockets.size >= maxSockets) return "full";
      // The first socket starts the timer that closes them all.
      found.timer ??= setTimeout(() => end(found), found.expires_at - now()).unref();
      found.sockets.add(socket);
      return true;
    },
    leave(token, socket) {
      const found = checks.get(hashToken(token));
      if (!found?.sockets.delete(socket) || found.sockets.size > 0) return;
      clearTimeout(found.timer);
      found.timer = undefined;
    },
  };
}

/** The kind of device by its `User-Agent`, which is not stored. */
export function deviceOf(agent: string): Arrival["device"] {
  if (/iPhone/.test(agent)) return "iphone";
  if (/iPad/.test(agent)) return "ipad";
  if (/Android/.test(agent)) return "android";
  if (/Windows/.test(agent)) return "windows";
  if (/Macintosh/.test(agent)) return "mac";
  return /Linux|CrOS/.test(agent) ? "linux" : "other";
}
