/** The live client of a session for a page: its state as a signal, and functions that send commands. */
import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../client/fold/index.ts";
import type { StudentRoom } from "../client/fold/student.ts";
import type { LiveEvent } from "../client/frames.ts";
import { type Live, type LiveOptions, type LiveState, openLive } from "../client/live.ts";
import type { StudentApi } from "../client/student-api.ts";
import type { CommandName, InputOf } from "../features/index.ts";
import { type Connected, connect, socketBase, useConnected } from "./connected.ts";
import { storage } from "./memory.ts";

/** A session as a page uses it. */
export interface LiveRoom<R = Room> {
  readonly state: Signal<LiveState<R>>;
  /** The state now; the signal follows within `renderIntervalMs`. */
  readonly latest: () => LiveState<R>;
  /** Sends a command without waiting for the result: the state's outbox shows its progress and a rejection. */
  readonly ask: <K extends CommandName>(name: K, input: InputOf<K>) => void;
  /** Sends a command and resolves to its result. Rejects with a `Refusal`. */
  readonly send: Live["send"];
  /** Like `send`, but only over the current connection: never queued and never sent again. */
  readonly sendNow: Live["send"];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly onEvent: Live["onEvent"];
  readonly nudge: () => void;
  readonly reopen: () => void;
}

/** A session as a student's page uses it. */
export type StudentLive = LiveRoom<StudentRoom>;

/** Milliseconds between two renders, so that a thousand events cost a few renders. */
const renderIntervalMs = 50;

/** The parts of a session that a page shows, and the calls that read them. */
type Parts<R, A> = Pick<LiveOptions<R, A>, "slices" | "api">;

function openRoom<R extends StudentRoom, A extends StudentApi>(
  session: string,
  parts: Parts<R, A>,
): Connected<LiveRoom<R>> {
  const live = openLive({
    session,
    ...parts,
    base: socketBase("/ws/live/"),
    storage: storage(),
    online: () => navigator.onLine,
  });
  const { state, close } = connect(live, renderIntervalMs);
  const { send, sendNow, now, onEvent, nudge, reopen } = live;
  const ask: LiveRoom["ask"] = (name, input) => void send(name, input).catch(() => {});
  return { state, latest: live.state, ask, send, sendNow, now, onEvent, nudge, reopen, close };
}

/** Opens the session while the component is mounted. */
export const useLive = <R extends StudentRoom, A extends StudentApi>(
  session: string,
  parts: Parts<R, A>,
): LiveRoom<R> => useConnected(() => openRoom(session, parts), [session]);

/** Calls `listener` with each event of the session. */
export function useEvents(room: Pick<LiveRoom, "onEvent">, listener: (event: LiveEvent) => void): void {
  useEffect(() => room.onEvent(listener), [room, listener]);
}
