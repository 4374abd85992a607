/**
 * A WebSocket connection that reconnects automatically. It passes frames on as text, and counts as live once the caller
 * reports the server's greeting. `LinkStatus` lists the states that a page can show.
 */
import { closes } from "../domain/closes.ts";
import { backoff, type Clock } from "./clock.ts";

/** Why a connection does not reconnect. */
export type ClosedReason = "ended" | "removed" | "deleted" | "signed_out" | "replaced" | "not_in_session";

/** The state of the connection. Times in milliseconds since 1970. */
export type LinkStatus =
  | { readonly is: "connecting" }
  | { readonly is: "live" }
  /** `nextTry` is null during a try; `offline` is true if the device reports that it has no network. */
  | { readonly is: "reconnecting"; readonly since: number; readonly nextTry: number | null; readonly offline: boolean }
  | { readonly is: "closed"; readonly reason: ClosedReason };

/** The part of a WebSocket that is used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface LinkOptions {
  /** Where to connect; called for each try. */
  readonly url: () => string;
  readonly openSocket: (url: string) => Socket;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether the device reports that it has a network. */
  readonly online: () => boolean;
  /** Called if a try was refused before the socket opened. Resolves to the reason, or undefined if trying again may help. */
  readonly whyRefused: () => Promise<ClosedReason | undefined>;
  readonly onFrame: (text: string) => void;
  readonly onStatus: (status: LinkStatus) => void;
}

export interface Link {
  readonly status: () => LinkStatus;
  /** Sends now. Returns `false` if the connection is not live. */
  readonly send: (text: string) => boolean;
  /** The server has greeted the client: the connection is live. */
  readonly greeted: () => void;
  /** The network may have changed: makes a waiting try at once, or checks a live connection. */
  readonly nudge: () => void;
  /** Connects again after it was closed, for example as `replaced`. */
  readonly reopen: () => void;
  readonly close: () => void;
}

const closedBy: Readonly<Record<number, ClosedReason>> = {
  [closes.ended[0]]: "ended",
  [closes.credentialEnded[0]]: "signed_out",
  [closes.noSeat[0]]: "not_in_session",
  [closes.removed[0]]: "removed",
  [closes.deleted[0]]: "deleted",
  [closes.replaced[0]]: "replaced",
};

/** The shortest time before reconnecting after flooding, in milliseconds. */
const afterFloodingMs = 3000;

/**
 * In milliseconds: the interval of heartbeats; how long a connection may take to reply to one, also if the network may have
 * changed (`nudge`); and how long it may take to open.
 */
const times = { heartbeat: 15_000, reply: 8000, nudgeReply: 3000, open: 8000 };

/** Opens the connection and keeps it open. */
export function openLink(options: LinkOptions): Link {
  const { clock } = options;
  let status: LinkStatus = { is: "connecting" };
  let socket: Socket | undefined;
  let attempt = 0;
  let lostAt: number | undefined;
  let cancelTimer = () => {};
  let cancelDeadline = () => {};
  let pings = 0;

  const setStatus = (next: LinkStatus) => {
    status = next;
    options.onStatus(next);
  };
  const later = (ms: number, then: () => void) => {
    cancelTimer();
    cancelTimer = clock.after(ms, then);
  };
  const stopTimers = () => {
    cancelTimer();
    cancelDeadline();
    cancelTimer = cancelDeadline = () => {};
  };
  const disconnect = () => {
    stopTimers();
    const old = socket;
    socket = undefined;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  };

  const reconnecting = (nextTry: number | null) => {
    lostAt ??= clock.now();
    setStatus({ is: "reconnecting", since: lostAt, nextTry, offline: !options.online() });
  };
  const wait = (atLeast = 0) => {
    const ms = Math.max(atLeast, backoff(attempt++, options.random));
    reconnecting(clock.now() + ms);
    later(ms, connect);
  };
  const lost = () => {
    disconnect();
    wait();
  };
  const finish = (reason: ClosedReason) => {
    disconnect();
    setStatus({ is: "closed", reason });
  };

  function connect() {
    disconnect();
    if (lostAt !== undefined) reconnecting(null);
    let opened = false;
    const opening = options.openSocket(options.url());
    socket = opening;
    cancelDeadline = clock.after(times.open, lost);
    opening.onopen = () => {
      opened = true;
    };
    opening.onmessage = ({ data }) => {
      if (status.is === "live") alive();
      if (typeof data === "string") options.onFrame(data);
    };
    opening.onclose = async ({ code }) => {
      disconnect();
      const reason = closedBy[code];
      if (reason) return finish(reason);
      if (opened) return wait(code === closes.flooding[0] ? afterFloodingMs : 0);
      reconnecting(null);
      // A browser does not report why an upgrade was refused, so the reason is requested by HTTP.
      const refused = await options.whyRefused().catch(() => undefined);
      if (status.is !== "reconnecting" || socket) return;
      if (refused) finish(refused);
      else wait();
    };
  }

  const alive = () => {
    cancelDeadline();
    cancelDeadline = () => {};
  };
  const ping = (timeoutMs: number) => {
    socket?.send(JSON.stringify({ type: "ping", id: `ping-${++pings}` }));
    cancelDeadline();
    cancelDeadline = clock.after(timeoutMs, lost);
    later(times.heartbeat, () => ping(times.reply));
  };

  connect();
  return {
    status: () => status,
    send(text) {
      if (status.is !== "live" || !socket) return false;
      socket.send(text);
      return true;
    },
    greeted() {
      attempt = 0;
      lostAt = undefined;
      alive();
      later(times.heartbeat, () => ping(times.reply));
      setStatus({ is: "live" });
    },
    nudge() {
      if (status.is === "live") ping(times.nudgeReply);
      else if (status.is === "reconnecting" && status.nextTry !== null) {
        if (options.online()) connect();
        else reconnecting(status.nextTry);
      }
    },
    reopen() {
      if (status.is !== "closed") return;
      lostAt = clock.now();
      attempt = 0;
      connect();
    },
    close() {
      disconnect();
      status = { is: "closed", reason: "signed_out" };
    },
  };
}
