/**
 * The client of a projector: keeps what it shows up to date. Everything arrives with the first frame of each connection, so
 * that nothing has to be resumed.
 */
import type { Projected } from "../features/projector.ts";
import type { Api } from "./api.ts";
import { type LinkStatus, openLink } from "./link.ts";
import { createListeners } from "./listeners.ts";
import { type MachineOptions, machineOf } from "./machine.ts";
import { toRefusal } from "./refusal.ts";

export interface ProjectorState {
  readonly link: LinkStatus;
  /** What it shows; stays while it reconnects. `undefined` before the first frame. */
  readonly shown: (Projected & { readonly joinUrl: string }) | undefined;
}

export interface ProjectorOptions extends MachineOptions {
  /** The session's code. */
  readonly session: string;
  readonly api: Api;
  /** Where its socket is, without the session: `ws://host/ws/live/screen/`. */
  readonly base: string;
}

/** A projector of a session. */
export interface Projector {
  readonly state: () => ProjectorState;
  /** Calls `listener` after each change. Returns a function that removes it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The server's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Tries or checks the connection now. */
  readonly nudge: () => void;
  /** Connects again after it was closed. */
  readonly reopen: () => void;
  readonly close: () => void;
}

type ProjectorFrame =
  | {
      readonly type: "welcome";
      readonly data: { readonly server_time: string; readonly join_url: string; readonly parts: Projected };
    }
  | { readonly type: "changed"; readonly data: { readonly join_url?: string; readonly parts: Partial<Projected> } }
  | { readonly type: "pong" | "error" };

export function openProjector(options: ProjectorOptions): Projector {
  const { session, api } = options;
  const machine = machineOf(options);
  const { clock } = machine;
  const listeners = createListeners();
  /** How far the server's clock is ahead of this one, in milliseconds. */
  let clockOffset = 0;
  let state: ProjectorState = { link: { is: "connecting" }, shown: undefined };

  function set(change: Partial<ProjectorState>): void {
    state = { ...state, ...change };
    listeners.notify();
  }

  function onFrame(text: string): void {
    const frame = JSON.parse(text) as ProjectorFrame;
    if (frame.type === "welcome") {
      const { server_time, join_url: joinUrl, parts } = frame.data;
      clockOffset = Date.parse(server_time) - clock.now();
      set({ shown: { ...parts, joinUrl } });
      link.greeted();
    } else if (frame.type === "changed" && state.shown) {
      const { join_url: joinUrl = state.shown.joinUrl, parts } = frame.data;
      set({ shown: { ...state.shown, ...parts, joinUrl } });
    }
  }

  const link = openLink({
    url: () => options.base + encodeURIComponent(session),
    ...machine,
    async whyRefused() {
      try {
        await api.joinCard(session);
        return undefined;
      } catch (thrown) {
        return toRefusal(thrown).code === "session_not_found" ? "deleted" : undefined;
      }
    },
    onStatus: (next) => set({ link: next }),
    onFrame,
  });

  return {
    state: () => state,
    subscribe: listeners.add,
    now: () => clock.now() + clockOffset,
    nudge: link.nudge,
    reopen: link.reopen,
    close: link.close,
  };
}
