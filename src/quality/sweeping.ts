/** Deletes what was measured of a product that was removed, in slices. */
import type { BoardServices } from "./services.ts";
import { untilDone } from "./slices.ts";

/** How many rows are deleted in one commit. */
const atOnce = 200;

/** Nobody finds the product any more; what is left of it is hidden until it is deleted. */
export function sweep({ store, turn }: Pick<BoardServices, "store" | "turn">, product: number): void {
  store.measurements.hide(product, { after_measurement: 0, after_subgroup: 0 });
  void untilDone(turn, () => store.products.deleteSome(product, atOnce))
    .then(() => store.measurements.hide(product, undefined))
    // On a full disk, or while stopping: it goes on at the next start.
    .catch(() => {});
}
