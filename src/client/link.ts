/**
 * One live connection that comes back by itself. It knows frames only as text: who opens it says when it was greeted.
 * What can happen to a connection, and what a person is told of it, is `LinkStatus`.
 */
import { closes } from "../domain/closes.ts";
import { backoff, type Clock } from "./clock.ts";

/** Why a connection does not come back. */
export type ClosedReason = "ended" | "removed" | "deleted" | "signed_out" | "replaced" | "not_in_session";

/** How the connection is, honestly. Times in milliseconds since 1970. */
export type LinkStatus =
  | { readonly is: "connecting" }
  | { readonly is: "live" }
  /** `nextTry` is null while a try is under way; `offline` where the device itself says that it has no network. */
  | { readonly is: "reconnecting"; readonly since: number; readonly nextTry: number | null; readonly offline: boolean }
  | { readonly is: "closed"; readonly reason: ClosedReason };

/** What a WebSocket must have to be used here. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export interface LinkOptions {
  /** Where to connect; asked anew for each try. */
  readonly url: () => string;
  readonly openSocket: (url: string) => Socket;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether the device thinks that it has a network. */
  readonly online: () => boolean;
  /** After a try that was refused before it opened: why, where it is no use to try again. */
  readonly whyRefused: () => Promise<ClosedReason | undefined>;
  readonly onFrame: (text: string) => void;
  readonly onStatus: (status: LinkStatus) => void;
}

export interface Link {
  readonly status: () => LinkStatus;
  /** Sends now, or answers `false` where nobody listens. */
  readonly send: (text: string) => boolean;
  /** The server greeted: this connection is live. */
  readonly greeted: () => void;
  /** Something about the network changed: a waiting try is made at once, a live connection is checked. */
  readonly nudge: () => void;
  /** Takes up a connection that was closed, after `replaced` for instance. */
  readonly reopen: () => void;
  readonly close: () => void;
}

const closedBy: Readonly<Record<number, ClosedReason>> = {
  [closes.ended[0]]: "ended",
  [closes.credentialEnded[0]]: "signed_out",
  [closes.removed[0]]: "removed",
  [closes.deleted[0]]: "deleted",
  [closes.replaced[0]]: "replaced",
};

/** How long a client that sent far too much waits at least, in milliseconds. */
const afterFlooding = 3000;

/** Milliseconds: between heartbeats, until a silent connection counts as lost, the same when there is reason to doubt, and for opening. */
const times = { beat: 15_000, silence: 8000, doubt: 3000, opening: 8000 };

/** Opens the connection and keeps it. */
export function openLink(options: LinkOptions): Link {
  const { clock } = options;
  let status: LinkStatus = { is: "connecting" };
  let socket: Socket | undefined;
  let attempt = 0;
  let lostAt: number | undefined;
  let cancelTimer = () => {};
  let cancelDeadline = () => {};
  let pings = 0;

  const tell = (next: LinkStatus) => {
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
  const letGo = () => {
    stopTimers();
    const old = socket;
    socket = undefined;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  };

  const reconnecting = (nextTry: number | null) => {
    lostAt ??= clock.now();
    tell({ is: "reconnecting", since: lostAt, nextTry, offline: !options.online() });
  };
  const wait = (atLeast = 0) => {
    const ms = Math.max(atLeast, backoff(attempt++, options.random));
    reconnecting(clock.now() + ms);
    later(ms, connect);
  };
  const lost = () => {
    letGo();
    wait();
  };
  const finish = (reason: ClosedReason) => {
    letGo();
    tell({ is: "closed", reason });
  };

  function connect() {
    letGo();
    if (lostAt !== undefined) reconnecting(null);
    let opened = false;
    const mine = options.openSocket(options.url());
    socket = mine;
    cancelDeadline = clock.after(times.opening, lost);
    mine.onopen = () => {
      opened = true;
    };
    mine.onmessage = ({ data }) => {
      if (status.is === "live") alive();
      if (typeof data === "string") options.onFrame(data);
    };
    mine.onclose = async ({ code }) => {
      letGo();
      const reason = closedBy[code];
      if (reason) return finish(reason);
      if (opened) return wait(code === closes.flooding[0] ? afterFlooding : 0);
      reconnecting(null);
      // A browser does not say why an upgrade was refused: the same question by HTTP does.
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
  const ping = (patience: number) => {
    socket?.send(JSON.stringify({ type: "ping", id: `ping-${++pings}` }));
    cancelDeadline();
    cancelDeadline = clock.after(patience, lost);
    later(times.beat, () => ping(times.silence));
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
      later(times.beat, () => ping(times.silence));
      tell({ is: "live" });
    },
    nudge() {
      if (status.is === "live") ping(times.doubt);
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
      letGo();
      status = { is: "closed", reason: "signed_out" };
    },
  };
}
