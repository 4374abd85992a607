/** Puts a product into a folder, or archives it. */
import { Fault } from "../domain/faults.ts";
import { maxInFolder } from "../domain/spc/folder.ts";
import { includes } from "../domain/spc/permission.ts";
import type { ProductMove } from "../domain/spc/product.ts";
import type { Access } from "./permission.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";

interface Move {
  readonly row: LoadedProduct["row"];
  readonly move: ProductMove;
  readonly who: Access;
}

/** Changes the row. A product that comes back brings its folder back. Throws `folder_not_found` or `folder_full`. */
export function moveProduct({ store }: Pick<BoardServices, "store">, { row, move, who }: Move): void {
  const { folder_id, archived } = move;
  if (typeof folder_id === "number" && folder_id !== row.folder_id) {
    const folder = store.folders.find(folder_id);
    if (!folder || !includes(who.levelOfFolder(folder), "all")) throw new Fault("folder_not_found");
    if (store.folders.products(folder_id).length >= maxInFolder) throw new Fault("folder_full");
  }
  store.products.move(row.id, { folder_id, archived });
  const folder = folder_id === undefined ? row.folder_id : folder_id;
  if (archived === false && folder !== null) store.folders.change(folder, { archived: false });
}
