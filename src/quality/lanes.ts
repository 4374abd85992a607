/**
 * Serializes the changes of each product. Most changes are one commit, which the turn orders. A change of many commits (an
 * import, a correction) gets exclusive access to its products; later changes of them wait.
 */
import { Fault } from "../domain/faults.ts";
import type { Decision, Turn } from "./turn.ts";

/** Maximum number of changes that wait for a product. */
const maxWaiting = 100;
/** When a client may try again if too many changes are waiting, in ms. */
const retryAfterMs = 3000;

export interface Lanes {
  /** Runs `work` with exclusive access to these products, after all earlier changes of them. Throws `product_busy`. */
  run<T>(products: Iterable<number>, work: () => Promise<T>): Promise<T>;
  /** Runs one commit; in this turn if no product is locked. Throws `product_busy`. */
  commit<T>(products: Iterable<number>, work: () => Decision<T>): Promise<T>;
}

export interface LanesOptions {
  readonly turn: Turn;
  /** Whether a failure left rows of this product that must be deleted. */
  readonly unsettled: (product: number) => boolean;
  /** Deletes them; called with exclusive access to the product. */
  readonly settle: (product: number) => Promise<void>;
}

export function createLanes({ turn, unsettled, settle }: LanesOptions): Lanes {
  /** By product: the end of the last change with exclusive access or waiting for it, and the number of such changes. */
  const lanes = new Map<number, { end: Promise<void>; changes: number }>();

  async function run<T>(products: Iterable<number>, work: () => Promise<T>): Promise<T> {
    const ids = [...new Set(products)];
    const before = ids.flatMap((id) => lanes.get(id) ?? []);
    if (before.some(({ changes }) => changes > maxWaiting)) throw Fault.temporary("product_busy", retryAfterMs);
    const { promise: end, resolve } = Promise.withResolvers<void>();
    for (const id of ids) lanes.set(id, { end, changes: (lanes.get(id)?.changes ?? 0) + 1 });
    try {
      await Promise.all(before.map((lane) => lane.end));
      for (const id of ids) if (unsettled(id)) await settle(id);
      return await work();
    } finally {
      for (const id of ids) {
        const lane = lanes.get(id);
        if (lane && lane.changes > 1) lanes.set(id, { ...lane, changes: lane.changes - 1 });
        else lanes.delete(id);
      }
      resolve();
    }
  }

  return {
    run,
    commit(products, work) {
      const ids = [...products];
      return ids.some((id) => lanes.has(id) || unsettled(id)) ? run(ids, () => turn.ask(work)) : turn.ask(work);
    },
  };
}
