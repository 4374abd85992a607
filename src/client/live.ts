/**
 * The live client: one session as one person sees it, kept up to date, with an outbox so that no command is lost.
 *
 * The link opens and the server sends `welcome`. The room is folded from it and from the views that came with it
 * (longer ones are read by HTTP), and unanswered commands are sent again. Events then update the room. If the link is
 * lost, unanswered commands wait; the next try sends `?since=<last applied seq>&epoch=<epoch>`, and the missed events
 * arrive first.
 */
import type { CommandName, InputOf, ResultOf } from "../features/index.ts";
import { backoff, newCommandId, spread } from "./clock.ts";
import type { WebStorage } from "./entry-storage.ts";
import type { Room } from "./fold/index.ts";
import type { StudentRoom } from "./fold/student.ts";
import { type LiveEvent, toFrame } from "./frames.ts";
import { type ClosedReason, type LinkStatus, openLink } from "./link.ts";
import { createListeners } from "./listeners.ts";
import { type MachineOptions, machineOf } from "./machine.ts";
import { createOutbox, type Sending } from "./outbox.ts";
import { createRoomFold, type Slices } from "./room.ts";
import type { StudentApi } from "./student-api.ts";
import { lastWelcome, whyRefused } from "./without-welcome.ts";

/** Everything a page shows of a session, whose room is `R`. */
export interface LiveState<R = Room> {
  readonly link: LinkStatus;
  /** `undefined` before the first welcome. */
  readonly room: R | undefined;
  /** Whether the views are read: before that, progress and help are not known. */
  readonly loaded: boolean;
  readonly outbox: readonly Sending[];
}

export interface LiveOptions<R, A> extends MachineOptions {
  /** The session's id or code. */
  readonly session: string;
  readonly api: A;
  readonly slices: Slices<R, A>;
  /** Where the WebSocket is, without the session: `ws://host/ws/live/`. */
  readonly base: string;
  readonly newId?: () => string;
  readonly storage?: WebStorage | undefined;
}

/** A session, live. */
export interface Live<R = Room> extends Disposable {
  readonly state: () => LiveState<R>;
  /** Calls `listener` after each change. Returns a function that removes it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls `listener` with each event once it is applied, including replayed ones. */
  readonly onEvent: (listener: (event: LiveEvent) => void) => () => void;
  /** Sends a command, which is carried out once even if the connection is lost in between. Rejects with a `Refusal`. */
  readonly send: <K extends CommandName>(name: K, input: InputOf<K>) => Promise<ResultOf<K>>;
  /** Like `send`, but over the current connection only: rejects if it is lost, and sends nothing later. */
  readonly sendNow: Live["send"];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Tries or checks the connection now, because the network changed or the page is visible again. */
  readonly nudge: () => void;
  /** Connects again after another tab replaced this one. */
  readonly reopen: () => void;
  readonly close: () => void;
}

/** How long a command waits that the server rejected temporarily, in milliseconds. */
const retryMs = 2000;

/** Opens a session. */
export function openLive<R extends StudentRoom, A extends StudentApi>(options: LiveOptions<R, A>): Live<R> {
  const { api, session } = options;
  const machine = machineOf(options);
  const { clock, random } = machine;
  const fold = createRoomFold(options.slices);
  const listeners = createListeners();
  const eventListeners = createListeners<LiveEvent>();
  /** How far the server's clock is ahead of this one, in milliseconds. */
  let clockOffset = 0;
  let retrying = false;
  let status: LinkStatus = { is: "connecting" };
  let state: LiveState<R> = { link: status, room: undefined, loaded: false, outbox: [] };

  const changed = () => {
    state = { link: status, room: fold.room(), loaded: fold.loaded(), outbox: outbox.list() };
    listeners.notify();
  };

  const outbox = createOutbox({
    storage: options.storage,
    now: () => clock.now() + clockOffset,
    newId: options.newId ?? newCommandId,
    transmit: (text) => link.send(text),
    onChange: () => changed(),
  });

  const link = openLink({
    url() {
      const cursor = fold.cursor();
      const resume = cursor ? `&since=${cursor.seq}&epoch=${encodeURIComponent(cursor.epoch)}` : "";
      const views = fold.wantedViews();
      const wanted = views.length > 0 ? `&views=${views.join(",")}` : "";
      return `${options.base}${encodeURIComponent(session)}?refusals=close${wanted}${resume}`;
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
      clockOffset = Date.parse(frame.data.server_time) - clock.now();
      fold.welcome(frame.data);
      link.greeted();
      if (first) outbox.belongTo(`${frame.data.session.id}.${frame.data.you.id}`);
      outbox.resend();
      void load(0);
    } else if (frame.type === "ok" || frame.type === "error") {
      outbox.answered(frame);
      retryLater();
    } else if (fold.apply(frame)) {
      if (frame.type === "session.updated") loadInTurn();
      changed();
      eventListeners.notify(frame);
    }
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

  /** Reads the missing views, again until all are read or the link is lost: the next welcome reads them then. */
  async function load(attempt: number): Promise<void> {
    if (!fold.stale()) return;
    try {
      await fold.load(api);
    } catch {
      clock.after(backoff(attempt, random), () => {
        if (status.is === "live") void load(attempt + 1);
      });
    }
    changed();
  }

  /** Reads the views of a feature that was turned on. Everybody's page does, so each waits a random time. */
  function loadInTurn(): void {
    if (!fold.stale()) return;
    const online = fold.room()?.presence.online_count ?? 0;
    clock.after(spread(online, random), () => {
      if (status.is === "live") void load(0);
    });
  }

  /** Gives up unanswered commands. If the session has ended, shows its last state, also to people who open it later. */
  async function closed(reason: ClosedReason): Promise<void> {
    if (reason !== "replaced" && reason !== "signed_out") {
      outbox.giveUp(reason === "ended" ? "session_ended" : reason === "removed" ? "removed" : "not_found");
    }
    if (reason !== "ended" || fold.room()) return;
    try {
      fold.welcome(await lastWelcome(api, session));
      await fold.load(api);
    } catch {
      // What could not be read is not shown: the page still says that the class has ended.
    }
    changed();
  }

  return {
    state: () => state,
    subscribe: listeners.add,
    onEvent: eventListeners.add,
    send: outbox.send,
    sendNow: outbox.sendNow,
    now: () => clock.now() + clockOffset,
    nudge: link.nudge,
    reopen: link.reopen,
    close: link.close,
    [Symbol.dispose]: link.close,
  };
}
