/** Connects a live client to the page: publishes its state as a signal and reports network and visibility changes to it. */
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { setAhead } from "./now.ts";

/** The common interface of the live clients of a room and of the quality board. */
interface LiveClient<State> {
  readonly state: () => State;
  readonly subscribe: (listener: () => void) => unknown;
  /** The server's clock, in milliseconds since 1970, if it is known. */
  readonly now: () => number | undefined;
  /** Reconnects at once if disconnected: the network changed, or the page is visible again. */
  readonly nudge: () => void;
  readonly close: () => void;
}

/** `T` with a `close` that ends its connection. */
export type Connected<T> = T & { readonly close: () => void };

/** The WebSocket URL of a path on this server. */
export const socketBase = (path: string): string =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;

/** Wraps `client` in a signal that changes at most once per `renderIntervalMs`. */
export function connect<State>(
  client: LiveClient<State>,
  renderIntervalMs: number,
): Connected<{ state: Signal<State> }> {
  const state = signal(client.state());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownAt = 0;
  const show = () => {
    timer = undefined;
    shownAt = Date.now();
    const now = client.now();
    if (now !== undefined) setAhead(now - shownAt);
    state.value = client.state();
  };
  client.subscribe(() => {
    timer ??= setTimeout(show, Math.max(0, shownAt + renderIntervalMs - Date.now()));
  });
  const nudgeIfVisible = () => {
    if (!document.hidden) client.nudge();
  };
  const listeners: [EventTarget, string, () => void][] = [
    [window, "online", client.nudge],
    [window, "offline", client.nudge],
    [window, "pageshow", nudgeIfVisible],
    [document, "visibilitychange", nudgeIfVisible],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  const close = () => {
    clearTimeout(timer);
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
    client.close();
  };
  return { state, close };
}

/** Opens a connection while the component is mounted, and opens it again if `inputs` change. */
export function useConnected<T>(open: () => Connected<T>, inputs: readonly unknown[]): Connected<T> {
  const connected = useMemo(open, inputs);
  useEffect(() => connected.close, [connected]);
  return connected;
}
