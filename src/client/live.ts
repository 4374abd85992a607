/**
 * The live client: one session as one person sees it, kept up to date, with an outbox so that no command is lost.
 *
 * The room is folded from the welcome and from the views that came with it (longer ones are read by HTTP); events then
 * update it. `session-link.ts` is the connection.
 */
import type { CommandName, InputOf, ResultOf } from "../features/index.ts";
import { backoff, spread } from "./clock.ts";
import type { Room } from "./fold/index.ts";
import type { StudentRoom } from "./fold/student.ts";
import type { LiveEvent } from "./frames.ts";
import type { ClosedReason, LinkStatus } from "./link.ts";
import { createListeners } from "./listeners.ts";
import { type MachineOptions, machineOf } from "./machine.ts";
import type { Sending } from "./outbox.ts";
import { createRoomFold, type Slices } from "./room.ts";
import { openSessionLink, type SessionLinkOptions } from "./session-link.ts";
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

export interface LiveOptions<R, A>
  extends MachineOptions,
    Pick<SessionLinkOptions, "session" | "base" | "newId" | "storage"> {
  readonly api: A;
  readonly slices: Slices<R, A>;
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

/** Opens a session. */
export function openLive<R extends StudentRoom, A extends StudentApi>(options: LiveOptions<R, A>): Live<R> {
  const { api, session } = options;
  const { clock, random } = machineOf(options);
  const fold = createRoomFold(options.slices);
  const listeners = createListeners();
  const eventListeners = createListeners<LiveEvent>();
  let state: LiveState<R> = { link: { is: "connecting" }, room: undefined, loaded: false, outbox: [] };

  const changed = () => {
    state = { link: link.status(), room: fold.room(), loaded: fold.loaded(), outbox: link.outbox.list() };
    listeners.notify();
  };

  const link = openSessionLink({
    ...options,
    cursor: fold.cursor,
    wantedViews: fold.wantedViews,
    whyRefused: () => whyRefused(api, session),
    onWelcome(welcome) {
      fold.welcome(welcome);
      void load(0);
    },
    onEvent(event) {
      if (!fold.apply(event)) return;
      if (event.type === "session.updated") loadInTurn();
      changed();
      eventListeners.notify(event);
    },
    onChange: () => changed(),
    onClosed: (reason) => void closed(reason),
  });

  /** Reads the missing views, again until all are read or the link is lost: the next welcome reads them then. */
  async function load(attempt: number): Promise<void> {
    if (!fold.stale()) return;
    try {
      await fold.load(api);
    } catch {
      clock.after(backoff(attempt, random), () => {
        if (link.status().is === "live") void load(attempt + 1);
      });
    }
    changed();
  }

  /** Reads the views of a feature that was turned on. Everybody's page does, so each waits a random time. */
  function loadInTurn(): void {
    if (!fold.stale()) return;
    const online = fold.room()?.presence.online_count ?? 0;
    clock.after(spread(online, random), () => {
      if (link.status().is === "live") void load(0);
    });
  }

  /** Reads and shows the last state of a session that has ended, for people who open it later. */
  async function closed(reason: ClosedReason): Promise<void> {
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
    send: link.outbox.send,
    sendNow: link.outbox.sendNow,
    now: link.now,
    nudge: link.nudge,
    reopen: link.reopen,
    close: link.close,
    [Symbol.dispose]: link.close,
  };
}
