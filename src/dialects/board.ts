/**
 * What a dialect of the quality board is. The board belongs to no session: who comes to it follows products, and is told
 * of measurements and alerts. It stands beside `dialect.ts`, whose frames and envelopes it uses.
 */
import type { z } from "zod";
import type { BoardDataOf, BoardEventName, BoardRequestName, BoardResultOf } from "../domain/spc/events.ts";
import { type Frame, type Message, message, type Protocol } from "./dialect.ts";

/** A WebSocket path; where it names a `:product`, it tells of that one alone. */
export interface BoardDoor {
  /**
   * Which events are told there: of `every` product, or of those that were `chosen`, which is every one as long as none
   * was.
   */
  readonly follows: { readonly [K in BoardEventName]?: "every" | "chosen" };
  /** Set where a user is told what they want to be notified of, by their own preferences. */
  readonly notifies?: true;
}

/** What a newcomer's first frames may say. */
export interface BoardGreeting {
  /** The product that the path names. */
  readonly productId: number | null;
  /** ISO 8601. */
  readonly at: string;
}

/** An event as it is told. */
export interface BoardTold<D = unknown> {
  readonly type: BoardEventName;
  /** ISO 8601. */
  readonly at: string;
  readonly data: D;
}

/** A frame of theirs that asks something, and the frame that answers. */
export interface BoardHeard {
  readonly ask: BoardRequestName;
  readonly confirm: Message<{ readonly result: unknown; readonly at: string }>;
}

export interface BoardDialect extends Protocol {
  readonly doors: Readonly<Record<string, BoardDoor>>;
  readonly greet: readonly Message<BoardGreeting>[];
  readonly hears: Readonly<Record<string, BoardHeard>>;
  readonly says: { readonly [K in BoardEventName]?: Message<BoardTold<BoardDataOf<K>>> };
}

/** Types a dialect literal. */
export const defineBoardDialect = (dialect: BoardDialect): BoardDialect => dialect;

/** A frame of theirs that asks something of the board. */
export function askBoard<K extends BoardRequestName, F extends z.ZodType<Frame>>(
  ask: K,
  name: string,
  schema: F,
  make: (result: BoardResultOf<K>, at: string) => z.input<F>,
): BoardHeard {
  const confirm = message(name, schema, ({ result, at }: { result: BoardResultOf<K>; at: string }) => make(result, at));
  return { ask, confirm: confirm as BoardHeard["confirm"] };
}
