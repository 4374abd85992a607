/**
 * The live client: one session as one person sees it, kept up to date, and a way to act in it that loses nothing.
 *
 * The story of a connection: the link opens and the server says `welcome`; the room is folded from it, views are read
 * beside it, everything unanswered goes out again. Events then move the room on. When the link is lost, what was on
 * its way waits; the next try says `?since=<last applied seq>&epoch=<epoch>` and what was missed comes first.
 */
import type { CommandName, InputOf, ResultOf } from "../features/index.ts";
import type { Api } from "./api.ts";
import { backoff, newCommandId } from "./clock.ts";
import type { WebStorage } from "./entry-storage.ts";
import type { Room } from "./fold/index.ts";
import { type LiveEvent, toFrame } from "./frames.ts";
import { type ClosedReason, type LinkStatus, openLink } from "./link.ts";
import { createListeners } from "./listeners.ts";
import { type MachineOptions, machineOf } from "./machine.ts";
import { createOutbox, type Sending } from "./outbox.ts";
import { createRoomFold } from "./room.ts";
import { lastWelcome, whyRefused } from "./without-welcome.ts";

/** Everything a page shows of a session. */
export interface LiveState {
  readonly link: LinkStatus;
  /** `undefined` before the first welcome. */
  readonly room: Room | undefined;
  /** Whether the views are read: before that, progress and help are not known. */
  readonly loaded: boolean;
  readonly outbox: readonly Sending[];
}

export interface LiveOptions extends MachineOptions {
  /** The session's id or code. */
  readonly session: string;
  readonly api: Api;
  /** Where the WebSocket is, without the session: `ws://host/ws/live/`. */
  readonly base: string;
  readonly newId?: () => string;
  readonly storage?: WebStorage | undefined;
}

/** A session, live. */
export interface Live extends Disposable {
  readonly state: () => LiveState;
  /** Calls `listener` after each change; the answer takes that back. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls `listener` with each event once it is applied, replayed ones too. */
  readonly onEvent: (listener: (event: LiveEvent) => void) => () => void;
  /** Asks for something; it reaches the server once, however often the network goes. Rejects with a `Refusal`. */
  readonly send: <K extends CommandName>(name: K, input: InputOf<K>) => Promise<ResultOf<K>>;
  /** The same at this moment or not at all: where the network is gone it rejects, and nothing is sent later. */
  readonly sendNow: Live["send"];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** The device's network changed, or the page is seen again: try or check the connection at once. */
  readonly nudge: () => void;
  /** Comes back after another tab took this one's place. */
  readonly reopen: () => void;
  readonly close: () => void;
}

/** How long what the server refused for now waits, in milliseconds. */
const retryMs = 2000;

/** Opens a session. */
export function openLive(options: LiveOptions): Live {
  const { api, session } = options;
  const machine = machineOf(options);
  const { clock, random } = machine;
  const fold = createRoomFold();
  const listeners = createListeners();
  const eventListeners = createListeners<LiveEvent>();
  let ahead = 0;
  let retrying = false;
  let status: LinkStatus = { is: "connecting" };
  let state: LiveState = { link: status, room: undefined, loaded: false, outbox: [] };

  const changed = () => {
    state = { link: status, room: fold.room(), loaded: fold.loaded(), outbox: outbox.list() };
    listeners.notify();
  };

  const outbox = createOutbox({
    storage: options.storage,
    now: () => clock.now() + ahead,
    newId: options.newId ?? newCommandId,
    transmit: (text) => link.send(text),
    onChange: () => changed(),
  });

  const link = openLink({
    url() {
      const cursor = fold.cursor();
      const resume = cursor ? `?since=${cursor.seq}&epoch=${encodeURIComponent(cursor.epoch)}` : "";
      return `${options.base}${encodeURIComponent(session)}${resume}`;
    },
    ...machine,
    whyRefused: () => whyRefused(api, session),
    onStatus(next) {
      status = next;
      if (next.is === "reconnecting") outbox.hold();
      if (next.is === "closed") void closed(next.reason);
      changed();
    },
    onFrame,
  });

  function onFrame(text: string) {
    const frame = toFrame(text);
    if (!frame || frame.type === "pong") return;
    if (frame.type === "welcome") {
      const first = fold.room() === undefined;
      ahead = Date.parse(frame.data.server_time) - clock.now();
      fold.welcome(frame.data);
      link.greeted();
      if (first) outbox.belongTo(`${frame.data.session.id}.${frame.data.you.id}`);
      outbox.resend();
      void load(0);
    } else if (frame.type === "ok" || frame.type === "error") {
      outbox.answered(frame);
      retryLater();
    } else if (fold.apply(frame)) {
      changed();
      eventListeners.notify(frame);
    }
  }

  /** What the server refused for now is sent again, one portion at a time. At most one timer runs. */
  function retryLater(): void {
    if (retrying || !outbox.list().some(({ state }) => state === "waiting")) return;
    retrying = true;
    clock.after(retryMs, () => {
      retrying = false;
      // A connection that is gone sends everything after its next welcome.
      if (status.is === "live" && outbox.retry()) retryLater();
    });
  }

  /** Reads the views that are missing, until they are there or the link is gone: the next welcome asks again. */
  async function load(attempt: number): Promise<void> {
    if (fold.loaded()) return;
    try {
      await fold.load(api);
    } catch {
      clock.after(backoff(attempt, random), () => {
        if (status.is === "live") void load(attempt + 1);
      });
    }
    changed();
  }

  /** Shows a session that ended as it was left, also to someone who comes later; nothing unanswered will be answered. */
  async function closed(reason: ClosedReason): Promise<void> {
    if (reason !== "replaced" && reason !== "signed_out") {
      outbox.giveUp(reason === "ended" ? "session_ended" : reason === "removed" ? "removed" : "not_found");
    }
    if (reason !== "ended" || fold.room()) return;
    try {
      fold.welcome(await lastWelcome(api, session));
      await fold.load(api);
    } catch {
      // what could not be read is not shown: the page says that the class has ended all the same
    }
    changed();
  }

  return {
    state: () => state,
    subscribe: listeners.add,
    onEvent: eventListeners.add,
    send: outbox.send,
    sendNow: outbox.sendNow,
    now: () => clock.now() + ahead,
    nudge: link.nudge,
    reopen: link.reopen,
    close: link.close,
    [Symbol.dispose]: link.close,
  };
}
