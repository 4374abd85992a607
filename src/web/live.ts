/** The live client as the pages use it: its state as a signal, the browser's own news passed on to it. */
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { openApi } from "../client/api.ts";
import type { LiveEvent } from "../client/frames.ts";
import { type Live, type LiveState, openLive } from "../client/live.ts";
import type { CommandName, InputOf } from "../features/index.ts";
import { storage } from "./memory.ts";
import { setAhead } from "./now.ts";

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

function openRoom(session: string): LiveRoom & { close: () => void } {
  const live = openLive({
    session,
    api,
    base: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/live/`,
    storage: storage(),
    online: () => navigator.onLine,
  });
  const state = signal(live.state());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const show = () => {
    timer = undefined;
    last = Date.now();
    setAhead(live.now() - last);
    state.value = live.state();
  };
  live.subscribe(() => {
    timer ??= setTimeout(show, Math.max(0, last + renderIntervalMs - Date.now()));
  });
  const seen = () => {
    if (!document.hidden) live.nudge();
  };
  addEventListener("online", live.nudge);
  addEventListener("offline", live.nudge);
  addEventListener("pageshow", seen);
  document.addEventListener("visibilitychange", seen);
  return {
    state,
    ask: (name, input) => void live.send(name, input).catch(() => {}),
    send: live.send,
    sendNow: live.sendNow,
    now: live.now,
    onEvent: live.onEvent,
    nudge: live.nudge,
    reopen: live.reopen,
    close() {
      clearTimeout(timer);
      removeEventListener("online", live.nudge);
      removeEventListener("offline", live.nudge);
      removeEventListener("pageshow", seen);
      document.removeEventListener("visibilitychange", seen);
      live.close();
    },
  };
}

/** Opens the session for as long as the page is shown. */
export function useLive(session: string): LiveRoom {
  const room = useMemo(() => openRoom(session), [session]);
  useEffect(() => room.close, [room]);
  return room;
}

/** Calls `hear` with each event of the session. */
export function useEvents(room: LiveRoom, hear: (event: LiveEvent) => void): void {
  useEffect(() => room.onEvent(hear), [room, hear]);
}
