/**
 * The connection to one session, with its outbox: everything that a client needs whatever it keeps of the events.
 *
 * The link opens and the server sends `welcome`; unanswered commands are sent again. If the link is lost, they wait; the
 * next try sends `?since=<last applied seq>&epoch=<epoch>`, and the missed events arrive first.
 */
import type { Welcome } from "../dialects/native.ts";
import { newCommandId } from "./clock.ts";
import type { WebStorage } from "./entry-storage.ts";
import { type LiveEvent, toFrame } from "./frames.ts";
import { type ClosedReason, type Link, type LinkStatus, openLink } from "./link.ts";
import { type MachineOptions, machineOf } from "./machine.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import type { RefusalCode } from "./refusal.ts";

/** The last applied event, and the history that it belongs to. */
export interface Cursor {
  readonly seq: number;
  readonly epoch: string;
}

export interface SessionLinkOptions extends MachineOptions {
  /** The session's id or code. */
  readonly session: string;
  /** Where the WebSocket is, without the session: `ws://host/ws/live/`. */
  readonly base: string;
  readonly newId?: () => string;
  readonly storage?: WebStorage | undefined;
  /** Where to resume; undefined before the first welcome. */
  readonly cursor: () => Cursor | undefined;
  /** The names of the views that the next welcome should have. */
  readonly wantedViews?: () => readonly string[];
  /** Resolves to why a connection was refused, or undefined if trying again may help. */
  readonly whyRefused: () => Promise<ClosedReason | undefined>;
  /** Called with each welcome, before unanswered commands are sent again. */
  readonly onWelcome: (welcome: Welcome) => void;
  /** Called with each event, including replayed ones. */
  readonly onEvent: (event: LiveEvent) => void;
  /** Called after the state of the connection or of the outbox has changed. */
  readonly onChange: () => void;
  /** Called once the connection does not reconnect. */
  readonly onClosed: (reason: ClosedReason) => void;
}

export interface SessionLink extends Pick<Link, "status" | "nudge" | "reopen" | "close"> {
  readonly outbox: Outbox;
  /** The server's clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** How long a command waits that the server rejected temporarily, in milliseconds. */
const retryMs = 2000;

const codes: Readonly<Partial<Record<ClosedReason, RefusalCode>>> = { ended: "session_ended", removed: "removed" };

/** Opens the connection to a session. */
export function openSessionLink(options: SessionLinkOptions): SessionLink {
  const machine = machineOf(options);
  const { clock } = machine;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  let clockOffset = 0;
  let welcomed = false;
  let retrying = false;
  let status: LinkStatus = { is: "connecting" };
  const now = () => clock.now() + clockOffset;

  const outbox = createOutbox({
    storage: options.storage,
    now,
    newId: options.newId ?? newCommandId,
    transmit: (text) => link.send(text),
    onChange: options.onChange,
  });

  const link = openLink({
    url() {
      const cursor = options.cursor();
      const resume = cursor ? `&since=${cursor.seq}&epoch=${encodeURIComponent(cursor.epoch)}` : "";
      const views = options.wantedViews?.() ?? [];
      const wanted = views.length > 0 ? `&views=${views.join(",")}` : "";
      return `${options.base}${encodeURIComponent(options.session)}?refusals=close${wanted}${resume}`;
    },
    ...machine,
    whyRefused: options.whyRefused,
    onStatus(next) {
      status = next;
      if (next.is === "reconnecting") outbox.hold();
      if (next.is === "closed") closed(next.reason);
      options.onChange();
    },
    onFrame,
  });

  function onFrame(text: string) {
    const frame = toFrame(text);
    if (!frame || frame.type === "pong") return;
    if (frame.type === "welcome") {
      const { data } = frame;
      clockOffset = Date.parse(data.server_time) - clock.now();
      // Before onWelcome, so that what it calls can send.
      link.greeted();
      options.onWelcome(data);
      if (!welcomed) outbox.belongTo(`${data.session.id}.${data.you.id}`);
      welcomed = true;
      outbox.resend();
    } else if (frame.type === "ok" || frame.type === "error") {
      outbox.answered(frame);
      retryLater();
    } else options.onEvent(frame);
  }

  /** Sends temporarily rejected commands again, one portion at a time. At most one timer runs. */
  function retryLater(): void {
    if (retrying || !outbox.list().some(({ state }) => state === "waiting")) return;
    retrying = true;
    clock.after(retryMs, () => {
      retrying = false;
      // If the connection is lost, everything is sent after the next welcome.
      if (status.is === "live" && outbox.retry()) retryLater();
    });
  }

  /** Gives up unanswered commands, unless the person may come back to them. */
  function closed(reason: ClosedReason): void {
    if (reason !== "replaced" && reason !== "signed_out") outbox.giveUp(codes[reason] ?? "not_found");
    options.onClosed(reason);
  }

  const { nudge, reopen, close } = link;
  return { outbox, now, status: () => status, nudge, reopen, close };
}
