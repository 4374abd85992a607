/**
 * The native topics of the board. An event is published on one topic per dialect, event and product, and events with a
 * priority on one for each priority: a client that follows priority 3 and above subscribes to the topics of 3 and 4.
 */
import type { BoardDialect, BoardDoor } from "../dialects/board.ts";
import type { Preferences } from "../domain/spc/alert.ts";
import { type BoardEvent, type BoardEventName, boardEvents } from "../domain/spc/events.ts";

const priorities = [1, 2, 3, 4];

/** What a viewer wants to receive, and may. */
export interface Following {
  readonly dialect: BoardDialect;
  readonly door: BoardDoor;
  /** The product that the path names. */
  readonly productId: number | null;
  readonly wants: Preferences;
  /** The products that they may see; `undefined`: all. */
  readonly sees: ReadonlySet<number> | undefined;
  /** The products that they subscribed to; if empty, all. */
  readonly chosen: ReadonlySet<number>;
}

const topicOf = (dialect: BoardDialect, event: string, of: { product: number | "every"; priority: number | "any" }) =>
  `board/${dialect.name}/${event}/${of.product}/${of.priority}`;

function hasPriority(event: BoardEventName): boolean {
  const { hasPriority = false }: BoardEvent = boardEvents[event];
  return hasPriority;
}

/** Returns the topics on which an event is published in a dialect: of its product, and of every product. */
export function topicsOfEvent(
  dialect: BoardDialect,
  type: BoardEventName,
  data: { product_id: number; priority?: number },
): string[] {
  const priority = hasPriority(type) ? (data.priority ?? "any") : "any";
  return ([data.product_id, "every"] as const).map((product) => topicOf(dialect, type, { product, priority }));
}

/** Returns the topics that a viewer follows. */
export function topicsOfViewer({ dialect, door, productId, wants, chosen, sees }: Following): Set<string> {
  const topics = new Set<string>();
  for (const [event, which] of Object.entries(door.follows) as [BoardEventName, "every" | "subscribed"][]) {
    const wanted = which === "subscribed" && chosen.size > 0 ? chosen : wants.products;
    const products = productId === null ? visibleOf(wanted, sees) : [productId];
    const levels = hasPriority(event) ? priorities.filter((level) => level >= wants.min_priority) : ["any" as const];
    for (const product of products) {
      for (const priority of levels) topics.add(topicOf(dialect, event, { product, priority }));
    }
  }
  return topics;
}

/** Those of the wanted products (`null`: all) that the viewer may see. */
function visibleOf(
  wanted: Iterable<number> | null,
  sees: ReadonlySet<number> | undefined,
): readonly (number | "every")[] {
  if (!wanted) return sees ? [...sees] : ["every"];
  return sees ? Array.from(wanted).filter((id) => sees.has(id)) : [...wanted];
}
