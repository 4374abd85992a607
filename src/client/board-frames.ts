/** What the server says on a socket of the quality board. */
import type { BoardWelcome } from "../dialects/native-board.ts";
import type { BoardDataOf, BoardEventName } from "../domain/spc/events.ts";

/** One thing that happened at the board, each with its own data. */
type BoardEventFrame = {
  [K in BoardEventName]: { readonly type: K; readonly at: string; readonly data: BoardDataOf<K> };
}[BoardEventName];

/** Everything the server says on such a socket. */
export type BoardFrame =
  | { readonly type: "welcome"; readonly data: BoardWelcome }
  | { readonly type: "pong"; readonly id?: string }
  | BoardEventFrame;

/** Reads a frame; `undefined` for what is none. Here the server's word is taken for its type. */
export function toBoardFrame(text: string): BoardFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return isFrame(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}

const isFrame = (frame: unknown): frame is BoardFrame =>
  typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string";
