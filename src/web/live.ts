/** The live client of a session for a page: its state as a signal, and functions that send commands. */
import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { createApi } from "../client/api.ts";
import type { LiveEvent } from "../client/frames.ts";
import { type Live, type LiveState, openLive } from "../client/live.ts";
import type { CommandName, InputOf } from "../features/index.ts";
import { type Connected, connect, socketBase, useConnected } from "./connected.ts";
import { storage } from "./memory.ts";

/** The HTTP API of this server. */
export const api = createApi();

/** A session as a page uses it. */
export interface LiveRoom {
  readonly state: Signal<LiveState>;
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

/** Milliseconds between two renders, so that a thousand events cost a few renders. */
const renderIntervalMs = 50;

function openRoom(session: string): Connected<LiveRoom> {
  const live = openLive({
    session,
    api,
    base: socketBase("/ws/live/"),
    storage: storage(),
    online: () => navigator.onLine,
  });
  const { state, close } = connect(live, renderIntervalMs);
  const { send, sendNow, now, onEvent, nudge, reopen } = live;
  const ask: LiveRoom["ask"] = (name, input) => void send(name, input).catch(() => {});
  return { state, ask, send, sendNow, now, onEvent, nudge, reopen, close };
}

/** Opens the session while the component is mounted. */
export const useLive = (session: string): LiveRoom => useConnected(() => openRoom(session), [session]);

/** Calls `listener` with each event of the session. */
export function useEvents(room: LiveRoom, listener: (event: LiveEvent) => void): void {
  useEffect(() => room.onEvent(listener), [room, listener]);
}
