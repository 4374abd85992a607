/** Finds folders and their products, for someone with enough access to them. */
import { Fault } from "../domain/faults.ts";
import { includes } from "../domain/spc/permission.ts";
import type { FolderRow } from "../store/folders.ts";
import type { Access } from "./permission.ts";
import type { BoardServices } from "./services.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** Throws `folder_not_found`, `folder_owner_only` or `not_allowed`. */
export function findFolder(
  { store }: Pick<BoardServices, "store">,
  id: number,
  { access, required = "read" }: { access: Access; required?: "read" | "all" | "own" },
): FolderRow {
  const folder = store.folders.find(id);
  const level = folder ? access.levelOfFolder(folder) : "none";
  if (!folder || !includes(level, "read")) throw new Fault("folder_not_found");
  if (!includes(level, required)) throw new Fault(required === "own" ? "folder_owner_only" : "not_allowed");
  return folder;
}

/** The ids of its products in use that they may see; of an archived folder, of its archived products. */
export function visibleIn({ store }: Pick<BoardServices, "store">, folder: FolderRow, access: Access): number[] {
  const seen = access.visible();
  const ids = store.folders.products(folder.id, folder.archived_at !== null);
  return seen ? ids.filter((id) => seen.includes(id)) : ids;
}

/** The event that a product was made or changed. It is read again from the store. */
export function productEvent(
  { forget, now }: Pick<BoardServices, "forget" | "now">,
  product_id: number,
  change: "made" | "changed",
): EmittedBoardEvent {
  forget(product_id);
  return { type: "product.changed", data: { product_id, change }, at: now() };
}
