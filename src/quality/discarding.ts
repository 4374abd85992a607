/** Deletes the rows of imports that did not finish. */
import type { Store } from "../store/open.ts";
import type { BoardServices } from "./services.ts";
import { repeatCommits } from "./slices.ts";

/** How many rows one commit deletes. */
const rowsPerCommit = 200;

/** Deletes the rows that a failed import left in a product. */
export async function discard({ store, turn }: Pick<BoardServices, "store" | "turn">, product: number): Promise<void> {
  const hidden = store.measurements.hidden(product);
  if (!hidden) return;
  await repeatCommits(turn, () => store.imports.deleteSome(product, hidden, rowsPerCommit));
  store.measurements.hide(product, undefined);
}

/** Deletes the rows that a crash left. Called at the start, before anything is read. */
export function discardUnfinished({ log, imports }: Pick<Store, "log" | "imports">): void {
  for (const { product_id, hidden } of imports.unfinished()) {
    while (log.batch(() => imports.deleteSome(product_id, hidden, rowsPerCommit)));
  }
}
