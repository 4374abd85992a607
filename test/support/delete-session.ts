/** Deletes a session with all its data, as `live/cleanup.ts` does, in one go. */
import type { Store } from "../../src/store/open.ts";

export function deleteSession(store: Store, id: string): void {
  store.deletions.begin(id);
  while (store.deletions.deleteSome(id));
}
