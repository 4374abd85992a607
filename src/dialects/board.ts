/**
 * The contract of a dialect of the quality board. The board belongs to no session: its clients subscribe to products and
 * receive measurements and alerts. It uses the frames and envelopes of `dialect.ts`.
 */
import type { z } from "zod";
import type { BoardDataOf, BoardEventName, BoardRequestName, BoardResultOf } from "../domain/spc/events.ts";
import { type Frame, type Message, message, type Protocol } from "./dialect.ts";

/** A WebSocket path. If it names a `:product`, a connection receives events of that product only. */
export interface BoardDoor {
  /**
   * The events sent there: of `every` product, or of those that the client `subscribed` to (all, without a subscription).
   */
  readonly follows: { readonly [K in BoardEventName]?: "every" | "subscribed" };
  /** Whether alerts are filtered by the user's notification preferences. */
  readonly notifies?: true;
}

/** The data for a connection's first frames. */
export interface BoardGreeting {
  /** The product that the path names; null if it names none. */
  readonly productId: number | null;
  /** ISO 8601. */
  readonly at: string;
}

/** A published event. */
export interface BoardPublished<D = unknown> {
  readonly type: BoardEventName;
  /** ISO 8601. */
  readonly at: string;
  readonly data: D;
}

/** A request that a frame of the app maps to, and the frame that answers it. */
export interface BoardIncomingFrame {
  readonly request: BoardRequestName;
  readonly confirm: Message<{ readonly result: unknown; readonly at: string }>;
}

export interface BoardDialect extends Protocol {
  readonly doors: Readonly<Record<string, BoardDoor>>;
  readonly greet: readonly Message<BoardGreeting>[];
  readonly hears: Readonly<Record<string, BoardIncomingFrame>>;
  readonly says: { readonly [K in BoardEventName]?: Message<BoardPublished<BoardDataOf<K>>> };
}

/** Types a dialect literal. */
export const defineBoardDialect = (dialect: BoardDialect): BoardDialect => dialect;

/** Maps a frame of the app to a request of the board; `name`, `schema` and `make` define the answer. */
export function hearRequest<K extends BoardRequestName, F extends z.ZodType<Frame>>(
  request: K,
  { name, schema, make }: { name: string; schema: F; make: (result: BoardResultOf<K>, at: string) => z.input<F> },
): BoardIncomingFrame {
  const confirm = message(name, schema, ({ result, at }: { result: BoardResultOf<K>; at: string }) => make(result, at));
  return { request, confirm: confirm as BoardIncomingFrame["confirm"] };
}
