/** Deletes the measurements of a removed product in slices. */
import type { BoardServices } from "./services.ts";
import { repeatCommits } from "./slices.ts";

/** How many rows one commit deletes. */
const rowsPerCommit = 200;

/** Hides the measurements of a removed product at once, and deletes them in the background. */
export function sweep({ store, turn }: Pick<BoardServices, "store" | "turn">, product: number): void {
  store.measurements.hide(product, { after_measurement: 0, after_subgroup: 0 });
  void repeatCommits(turn, () => store.products.deleteSome(product, rowsPerCommit))
    .then(() => store.measurements.hide(product, undefined))
    // On a full disk, or while stopping: the next start continues.
    .catch(() => {});
}
