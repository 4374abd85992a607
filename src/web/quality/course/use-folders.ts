/** The folders of the board, read again when products change. */
import { type Signal, useSignal } from "@preact/signals";
import { toRefusal } from "../../../client/refusal.ts";
import type { Folder } from "../../../domain/spc/folder.ts";
import { useThrottled } from "../../ui/throttled.ts";
import type { LiveBoard } from "../use-board.ts";

/** Minimum interval between two reads, in ms. */
const everyMs = 2000;

export interface FolderList {
  /** Newest first; `undefined` before they are read. */
  readonly folders: Signal<readonly Folder[] | undefined>;
  readonly reload: () => Promise<void>;
}

export function useFolders({ api, state }: LiveBoard): FolderList {
  const folders = useSignal<readonly Folder[] | undefined>(undefined);
  const read = () => api.folders();
  const take = (found: readonly Folder[]) => {
    folders.value = found;
  };
  const { products, alerts } = state.value;
  // A visitor who may not see the board would be refused.
  useThrottled(read, take, { everyMs, subject: api, changes: [products, alerts], isReady: products !== undefined });
  return { folders, reload: async () => take(await read()) };
}

/** One folder, read again when products change; `null` if it does not exist. */
export function useFolder({ api, state }: LiveBoard, id: number) {
  const folder = useSignal<Folder | null | undefined>(undefined);
  const read = () =>
    api.folder(id).catch((thrown: unknown) => {
      if (toRefusal(thrown).status === 404) return null;
      throw thrown;
    });
  const take = (found: Folder | null) => {
    folder.value = found;
  };
  const { products } = state.value;
  useThrottled(read, take, { everyMs, subject: id, changes: [products], isReady: products !== undefined });
  return { folder, reload: async () => take(await read()) };
}
