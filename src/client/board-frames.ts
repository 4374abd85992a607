/** The frames that the server sends on a socket of the quality board. */
import type { BoardWelcome } from "../dialects/native-board.ts";
import type { BoardDataOf, BoardEventName } from "../domain/spc/events.ts";

/** An event of the board with its data. */
type BoardEventFrame = {
  [K in BoardEventName]: { readonly type: K; readonly at: string; readonly data: BoardDataOf<K> };
}[BoardEventName];

/** Every frame that the server sends. */
export type BoardFrame =
  | { readonly type: "welcome"; readonly data: BoardWelcome }
  | { readonly type: "pong"; readonly id?: string }
  | BoardEventFrame;

/** Parses a frame; `undefined` if the text is not a frame. The data is not validated: the server is trusted. */
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
