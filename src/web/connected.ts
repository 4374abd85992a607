/** Connects a live client to the page: its state as a signal, and the browser's news of network and visibility. */
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { setAhead } from "./now.ts";

/** What rooms and board have in common as live clients. */
interface LiveClient<State> {
  readonly state: () => State;
  readonly subscribe: (listener: () => void) => unknown;
  /** The server's clock, in milliseconds since 1970, if it is known. */
  readonly now: () => number | undefined;
  /** The network changed, or the page is visible again. */
  readonly nudge: () => void;
  readonly close: () => void;
}

/** Something that is connected until it is closed. */
export type Connected<T> = T & { readonly close: () => void };

/** Our own server's WebSocket address for a path. */
export const socketBase = (path: string): string =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;

/** Shows what arrives at most once per `renderIntervalMs` milliseconds. */
export function connect<State>(
  client: LiveClient<State>,
  renderIntervalMs: number,
): Connected<{ state: Signal<State> }> {
  const state = signal(client.state());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = 0;
  const show = () => {
    timer = undefined;
    shown = Date.now();
    const now = client.now();
    if (now !== undefined) setAhead(now - shown);
    state.value = client.state();
  };
  client.subscribe(() => {
    timer ??= setTimeout(show, Math.max(0, shown + renderIntervalMs - Date.now()));
  });
  const seen = () => {
    if (!document.hidden) client.nudge();
  };
  const news: [EventTarget, string, () => void][] = [
    [window, "online", client.nudge],
    [window, "offline", client.nudge],
    [window, "pageshow", seen],
    [document, "visibilitychange", seen],
  ];
  for (const [target, name, hear] of news) target.addEventListener(name, hear);
  const close = () => {
    clearTimeout(timer);
    for (const [target, name, hear] of news) target.removeEventListener(name, hear);
    client.close();
  };
  return { state, close };
}

/** Keeps something open for as long as the page is shown; opens it again if `inputs` change. */
export function useConnected<T>(open: () => Connected<T>, inputs: readonly unknown[]): Connected<T> {
  const connected = useMemo(open, inputs);
  useEffect(() => connected.close, [connected]);
  return connected;
}
