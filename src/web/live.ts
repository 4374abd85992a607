/** A session on a page: the live client, connected to the browser. */
import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { openApi } from "../client/api.ts";
import type { LiveEvent } from "../client/frames.ts";
import { type Live, type LiveState, openLive } from "../client/live.ts";
import type { CommandName, InputOf } from "../features/index.ts";
import { type Connected, connect, socketBase, useConnected } from "./connected.ts";
import { storage } from "./memory.ts";

/** The calls to our own server. */
export const api = openApi();

/** A session on a page. */
export interface LiveRoom {
  readonly state: Signal<LiveState>;
  /** Asks for something. How it fares is in the state's outbox; a refusal is shown from there. */
  readonly ask: <K extends CommandName>(name: K, input: InputOf<K>) => void;
  /** The same, for who needs the result. Rejects with a `Refusal`. */
  readonly send: Live["send"];
  /** At this moment or not at all. */
  readonly sendNow: Live["send"];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly onEvent: Live["onEvent"];
  readonly nudge: () => void;
  readonly reopen: () => void;
}

/** Milliseconds between two renders of what arrives: a thousand arrivals cost a few, not a thousand. */
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

/** Opens the session for as long as the page is shown. */
export const useLive = (session: string): LiveRoom => useConnected(() => openRoom(session), [session]);

/** Calls `hear` with each event of the session. */
export function useEvents(room: LiveRoom, hear: (event: LiveEvent) => void): void {
  useEffect(() => room.onEvent(hear), [room, hear]);
}
