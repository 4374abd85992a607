/**
 * The order of what changes a product. Most changes are one commit, and the turn has their order. One that takes many
 * commits (an import, a correction) has the product to itself, and what comes for it meanwhile waits behind it.
 */
import { Fault } from "../domain/faults.ts";
import type { Decision, Turn } from "./turn.ts";

/** How many changes may wait for a product. */
const maxWaiting = 100;
/** When a client that found too many waiting may try again, in ms. */
const retryAfterMs = 3000;

export interface Lanes {
  /** Runs `work` once nothing that came earlier changes one of these products any more. Throws `product_busy`. */
  run<T>(products: Iterable<number>, work: () => Promise<T>): Promise<T>;
  /** Carries out one commit: in this turn if the products are free. Throws `product_busy`. */
  commit<T>(products: Iterable<number>, work: () => Decision<T>): Promise<T>;
}

export interface LanesOptions {
  readonly turn: Turn;
  /** Whether something of this product is left to be cleaned up, after a failure. */
  readonly unsettled: (product: number) => boolean;
  /** Cleans it up; called by whoever has the product to itself. */
  readonly settle: (product: number) => Promise<void>;
}

export function openLanes({ turn, unsettled, settle }: LanesOptions): Lanes {
  /** By product: the end of the last change that has it to itself or waits for it, and how many there are. */
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
