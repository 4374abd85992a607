/** Deletes what is left of imports that did not get to their end. */
import type { Store } from "../store/open.ts";
import type { BoardServices } from "./services.ts";
import { untilDone } from "./slices.ts";

/** How many rows are deleted in one commit. */
const atOnce = 200;

/** Deletes what a failed import left of a product. */
export async function discard({ store, turn }: Pick<BoardServices, "store" | "turn">, product: number): Promise<void> {
  const hidden = store.measurements.hidden(product);
  if (!hidden) return;
  await untilDone(turn, () => store.imports.deleteSome(product, hidden, atOnce));
  store.measurements.hide(product, undefined);
}

/** Deletes what a crash left, before anybody reads. */
export function discardUnfinished({ log, imports }: Pick<Store, "log" | "imports">): void {
  for (const { product_id, hidden } of imports.unfinished()) {
    while (log.batch(() => imports.deleteSome(product_id, hidden, atOnce)));
  }
}
