/** The board as the pages use it: its state as a signal, the browser's own news passed on to it. */
import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type Board, type BoardState, openBoard } from "../../client/board.ts";
import type { Socket } from "../../client/link.ts";
import { openQualityApi, type QualityApi } from "../../client/quality-api.ts";
import { openWithTicket } from "../../client/ticket.ts";
import { setAhead } from "../now.ts";

/** The board's calls, by the cookie. */
export const quality = openQualityApi();

/** A board on a page. */
export interface LiveBoard {
  readonly state: Signal<BoardState>;
  readonly api: QualityApi;
  readonly onAlert: Board["onAlert"];
  readonly keep: Board["keep"];
  readonly now: Board["now"];
  readonly nudge: () => void;
  readonly reopen: () => void;
}

interface How {
  /** The one product; else all. */
  product?: number;
  last: number;
  /** Of a device, which has no cookie. */
  token?: string | undefined;
}

/** Milliseconds between two renders: a thousand measurements a second cost ten, not a thousand. */
const renderIntervalMs = 100;

const openSocket = (url: string): Socket => new WebSocket(url) as Socket;

function open({ product, last, token }: How): LiveBoard & { close: () => void } {
  const api = token === undefined ? quality : openQualityApi("", token);
  const board = openBoard({
    product,
    last,
    api,
    base: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/live/spc`,
    online: () => navigator.onLine,
    openSocket: token === undefined ? openSocket : openWithTicket(api.ticket, openSocket),
  });
  const state = signal(board.state());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = 0;
  const show = () => {
    timer = undefined;
    shown = Date.now();
    const now = board.now();
    if (now !== undefined) setAhead(now - shown);
    state.value = board.state();
  };
  board.subscribe(() => {
    timer ??= setTimeout(show, Math.max(0, shown + renderIntervalMs - Date.now()));
  });
  const seen = () => {
    if (!document.hidden) board.nudge();
  };
  addEventListener("online", board.nudge);
  addEventListener("offline", board.nudge);
  addEventListener("pageshow", seen);
  document.addEventListener("visibilitychange", seen);
  return {
    state,
    api,
    onAlert: board.onAlert,
    keep: board.keep,
    now: board.now,
    nudge: board.nudge,
    reopen: board.reopen,
    close() {
      clearTimeout(timer);
      removeEventListener("online", board.nudge);
      removeEventListener("offline", board.nudge);
      removeEventListener("pageshow", seen);
      document.removeEventListener("visibilitychange", seen);
      board.close();
    },
  };
}

/** Opens the board for as long as the page is shown. */
export function useBoard({ product, last, token }: How): LiveBoard {
  const board = useMemo(() => open({ ...(product !== undefined && { product }), last, token }), [product, token]);
  useEffect(() => board.close, [board]);
  return board;
}
