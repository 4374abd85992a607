/**
 * Queues: who waits, in order. Only the first `maxPositions` learn their position, so that one who leaves costs a bounded
 * number of frames, however long the queue is.
 */
import { z } from "zod";

/** How many have a position. */
const maxPositions = 50;
/** The position in a queue, from 1; null if somebody does not wait, or if too many are before them. */
export const Position = z.number().int().min(1).max(maxPositions).nullable();

/** Returns the position behind `ahead` others. */
export const positionAfter = (ahead: number): number | null => (ahead < maxPositions ? ahead + 1 : null);

/** Returns the position of each of the first in the queue. */
export const positionsOf = <T>(queue: ReadonlySet<T>): ReadonlyMap<T, number> =>
  new Map(Array.from(queue.values().take(maxPositions), (one, index) => [one, index + 1]));

/** Returns who has another position once `gone` leaves the queue, and which. */
export function movedUp<T>(queue: ReadonlySet<T>, gone: T): (readonly [one: T, position: number])[] {
  const front = Array.from(queue.values().take(maxPositions + 1));
  const from = front.indexOf(gone);
  // The index from 0 is the new position from 1.
  return from < 0 ? [] : front.slice(from + 1).map((one, n) => [one, from + 1 + n] as const);
}
