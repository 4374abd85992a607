/** The board on a page: the live client, connected to the browser. */
import type { Signal } from "@preact/signals";
import { type Board, type BoardState, openBoard } from "../../client/board.ts";
import type { Socket } from "../../client/link.ts";
import { openQualityApi, type QualityApi } from "../../client/quality-api.ts";
import { openWithTicket } from "../../client/ticket.ts";
import { type Connected, connect, socketBase, useConnected } from "../connected.ts";

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

/** What a page shows of the board. */
interface BoardOnPage {
  /** The one product (default: all). */
  product?: number;
  last: number;
  /** Of a device, which has no cookie. */
  token?: string | undefined;
}

/** Milliseconds between two renders: a thousand measurements a second cost ten, not a thousand. */
const renderIntervalMs = 100;

const openSocket = (url: string): Socket => new WebSocket(url) as Socket;

function open({ product, last, token }: BoardOnPage): Connected<LiveBoard> {
  const api = token === undefined ? quality : openQualityApi("", token);
  const board = openBoard({
    product,
    last,
    api,
    base: socketBase("/ws/live/spc"),
    online: () => navigator.onLine,
    openSocket: token === undefined ? openSocket : openWithTicket(api.ticket, openSocket),
  });
  const { state, close } = connect(board, renderIntervalMs);
  const { onAlert, keep, now, nudge, reopen } = board;
  return { state, api, onAlert, keep, now, nudge, reopen, close };
}

/** Opens the board for as long as the page is shown. */
export const useBoard = (board: BoardOnPage): LiveBoard =>
  useConnected(() => open(board), [board.product, board.token]);
