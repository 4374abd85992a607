/** The frames of the native dialect, as a client reads and writes them. */
import type { Rejection, Welcome } from "../dialects/native.ts";
import type { CommandName, DataOf, EventName, FaultCode, InputOf } from "../features/index.ts";

/** An event of the session with its data. */
export type LiveEvent = {
  [K in EventName]: { readonly type: K; readonly seq?: number; readonly at: string; readonly data: DataOf<K> };
}[EventName];

/** The server's answer to a command. */
export type Answer =
  | { readonly type: "ok"; readonly id: string; readonly data: unknown }
  | {
      readonly type: "error";
      readonly id?: string;
      readonly error: Rejection & { readonly code: FaultCode };
    };

export type Frame =
  | { readonly type: "welcome"; readonly data: Welcome }
  | { readonly type: "pong"; readonly id?: string }
  | Answer
  | LiveEvent;

/** Parses a frame; `undefined` if it is not one. Trusts the server for the types of its fields. */
export function toFrame(text: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    const named = typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string";
    return named ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the frame of a command. */
export const commandFrame = <K extends CommandName>(name: K, id: string, data: InputOf<K>): string =>
  JSON.stringify({ type: name, id, data });
