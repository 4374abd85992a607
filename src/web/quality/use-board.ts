/** The board on a page: the live client, connected to the browser. */
import type { Signal } from "@preact/signals";
import { type Board, type BoardState, openBoard } from "../../client/board.ts";
import type { Socket } from "../../client/link.ts";
import { createQualityApi, type QualityApi } from "../../client/quality-api.ts";
import { openWithTicket } from "../../client/ticket.ts";
import { type Connected, connect, socketBase, useConnected } from "../connected.ts";

/** The board's HTTP calls with the browser's cookie. */
export const quality = createQualityApi();

/** The live board of a page. */
export interface LiveBoard {
  readonly state: Signal<BoardState>;
  readonly api: QualityApi;
  readonly onAlert: Board["onAlert"];
  readonly onStudies: Board["onStudies"];
  readonly keep: Board["keep"];
  readonly now: Board["now"];
  readonly nudge: () => void;
  readonly reopen: () => void;
}

/** What a page shows of the board. */
interface BoardOptions {
  /** The one product (default: all). */
  product?: number;
  /** Without `product`: only those of this folder; `null`: of none. */
  folder?: number | null;
  /** How many points of each chart are read. */
  last: number;
  /** A device's key; it has no cookie. */
  token?: string | undefined;
}

/** Throttles rendering to once in so many milliseconds: a thousand measurements a second cause ten renders. */
const renderIntervalMs = 100;

const openSocket = (url: string): Socket => new WebSocket(url) as Socket;

function open({ product, folder, last, token }: BoardOptions): Connected<LiveBoard> {
  const api = token === undefined ? quality : createQualityApi("", token);
  const board = openBoard({
    product,
    folder,
    last,
    api,
    base: socketBase("/ws/live/spc"),
    online: () => navigator.onLine,
    openSocket: token === undefined ? openSocket : openWithTicket(api.ticket, openSocket),
  });
  const { state, close } = connect(board, renderIntervalMs);
  const { onAlert, onStudies, keep, now, nudge, reopen } = board;
  return { state, api, onAlert, onStudies, keep, now, nudge, reopen, close };
}

/** Opens the board while the component is mounted. */
export const useBoard = (board: BoardOptions): LiveBoard =>
  useConnected(() => open(board), [board.product, board.folder, board.token]);
