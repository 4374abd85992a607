/**
 * The live client: one session as one person sees it, kept up to date, and a way to act in it that loses nothing.
 *
 * The story of a connection: the link opens and the server says `welcome`; the room is folded from it, views are read
 * beside it, everything unanswered goes out again. Events then move the room on. When the link is lost, what was on
 * its way waits; the next try says `?since=<last applied seq>&epoch=<epoch>` and what was missed comes first.
 */
import type { Participant } from "../domain/session.ts";
import type { CommandName, InputOf, ResultOf } from "../features/index.ts";
import type { Api } from "./api.ts";
import { backoff, type Clock, machineClock, newCommandId } from "./clock.ts";
import type { Room } from "./fold/index.ts";
import { type LiveEvent, toFrame } from "./frames.ts";
import { type ClosedReason, type LinkStatus, openLink, type Socket } from "./link.ts";
import { openOutbox, type Sending, type Store } from "./outbox.ts";
import { type Refusal, toRefusal } from "./refusal.ts";
import { openRoomFold } from "./room.ts";

/** Everything a page shows of a session. */
export interface LiveState {
  readonly link: LinkStatus;
  /** `undefined` before the first welcome. */
  readonly room: Room | undefined;
  /** Whether the views are read: before that, progress and help are not known. */
  readonly loaded: boolean;
  readonly outbox: readonly Sending[];
}

export interface LiveOptions {
  /** The session's id or code. */
  readonly session: string;
  readonly api: Api;
  /** Where the WebSocket is, without the session: `ws://host/ws/live/`. */
  readonly base: string;
  readonly openSocket?: (url: string) => Socket;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly newId?: () => string;
  readonly storage?: Store | undefined;
  readonly online?: () => boolean;
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
  const clock = options.clock ?? machineClock;
  const random = options.random ?? Math.random;
  const fold = openRoomFold();
  const listeners = new Set<() => void>();
  const eventListeners = new Set<(event: LiveEvent) => void>();
  let ahead = 0;
  let retrying = false;
  let status: LinkStatus = { is: "connecting" };
  let state: LiveState = { link: status, room: undefined, loaded: false, outbox: [] };

  const changed = () => {
    state = { link: status, room: fold.room(), loaded: fold.loaded(), outbox: outbox.list() };
    for (const listener of listeners) listener();
  };

  const outbox = openOutbox({
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
    openSocket: options.openSocket ?? ((url) => new WebSocket(url) as Socket),
    clock,
    random,
    online: options.online ?? (() => true),
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
      for (const listener of eventListeners) listener(frame);
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
      fold.welcome(await farewell(api, session));
      await fold.load(api);
    } catch {
      // what could not be read is not shown: the page says that the class has ended all the same
    }
    changed();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    send: outbox.send,
    sendNow: outbox.sendNow,
    now: () => clock.now() + ahead,
    nudge: link.nudge,
    reopen: link.reopen,
    close: link.close,
    [Symbol.dispose]: link.close,
  };
}

const reasons: Partial<Record<Refusal["code"], ClosedReason>> = {
  session_not_found: "deleted",
  not_found: "deleted",
  removed: "removed",
  no_credential: "signed_out",
  not_in_session: "not_in_session",
  not_allowed: "not_in_session",
  session_ended: "ended",
};

/** Why a connection is refused, asked by HTTP; `undefined` where it is no use to know. */
async function whyRefused(api: Api, session: string): Promise<ClosedReason | undefined> {
  try {
    return (await api.session(session)).status === "ENDED" ? "ended" : undefined;
  } catch (thrown) {
    return reasons[toRefusal(thrown).code];
  }
}

/** What a welcome would have said, of a session that gives none any more. */
async function farewell(api: Api, code: string) {
  const [session, me, { data: participants }] = await Promise.all([
    api.session(code),
    api.me(),
    api.participants(code),
  ]);
  const you = participants.find((person) => person.user_id === me.id) ?? stranger(me.id, me.name);
  const server_time = session.ended_at ?? session.created_at;
  const nobody = { online_count: 0, teacher_online: false, connections: 0 };
  return {
    epoch: "",
    seq: 0,
    session,
    you,
    participants,

    ...nobody,
    resumed: false,
    server_time,
  };
}

const stranger = (user_id: number, nickname: string): Participant => ({
  id: "",
  user_id,
  nickname,
  role: "STUDENT",
  status: "DISCONNECTED",
  current_subtask: null,
  is_online: false,
  last_active_at: "",
});
