/** Products of the quality board: lists, adds, changes and removes them. */
import { Fault, invalidInput } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { fixedOptions } from "../domain/spc/chart-options.ts";
import {
  applyChange,
  type NewProduct,
  type Product,
  type ProductChange,
  type ProductMove,
} from "../domain/spc/product.ts";
import type { ProductQuery } from "../store/products.ts";
import { moveProduct } from "./moving.ts";
import type { Access } from "./permission.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import type { Simulating } from "./simulating.ts";
import { sweep } from "./sweeping.ts";
import type { Decision } from "./turn.ts";

export interface Products {
  /** The products that they may see, newest first. */
  products(access: Access, query: Omit<ProductQuery, "only">): Product[];
  /** Throws `product_not_found`. */
  product(id: number, access: Access): Product;
  /** Throws `product_code_taken`, and `folder_not_found` or `folder_full`. */
  make(product: NewProduct, access: Access): Promise<Product>;
  /**
   * Throws `product_measured` if subgroup size or chart would change and the product has measurements, and
   * `folder_not_found` or `folder_full`.
   */
  change(id: number, change: ProductChange & ProductMove, access: Access): Promise<Product>;
  /** Deletes it with all its data and its own devices; returns the hashes of their keys. */
  remove(id: number): Promise<string[]>;
}

export function createProducts(services: BoardServices, simulating: Pick<Simulating, "of">): Products {
  const { store, turn, lanes, now, load, forget } = services;

  function show({ row, process }: Pick<LoadedProduct, "row" | "process">, who: Access): Product {
    const { created_at, owner_id, classes: _, archived_at, ...shown } = row;
    const user = owner_id === null ? undefined : store.permissions.user(owner_id);
    return {
      ...shown,
      archived: archived_at !== null,
      simulation: simulating.of(row),
      measurements: process.values.count,
      open_alerts: store.products.openAlerts(row.id),
      owner: user ? { id: user.id, name: user.name } : null,
      permission: who.level(row),
      created_at: toTime(created_at),
    };
  }

  function savedProduct(id: number, change: "made" | "changed", who: Access): Decision<Product> {
    forget(id);
    return {
      result: show(load(id), who),
      events: [{ type: "product.changed", data: { product_id: id, change }, at: now() }],
    };
  }

  function make({ folder_id, ...product }: NewProduct, who: Access): Decision<Product> {
    const owner_id = who.user?.role === "teacher" ? who.user.id : null;
    const row = store.products.add(product, owner_id);
    moveProduct(services, { row, move: { folder_id }, who });
    return savedProduct(row.id, "made", who);
  }

  function changeProduct(
    id: number,
    { folder_id, archived, ...change }: ProductChange & ProductMove,
    who: Access,
  ): Decision<Product> {
    const { row, process } = load(id);
    moveProduct(services, { row, move: { folder_id, archived }, who });
    if (Object.keys(change).length === 0) return savedProduct(id, "changed", who);
    const { success, data, error } = applyChange(row, change);
    if (!success) throw invalidInput(error.issues);
    const changesChart = data.subgroup_size !== row.subgroup_size || data.chart !== row.chart;
    const changesPoints = fixedOptions.some((name) => data.options[name] !== row.options[name]);
    if ((changesChart || changesPoints) && process.values.count > 0) throw new Fault("product_measured");
    store.products.update(id, data);
    // Limits of one chart do not apply to another.
    if (changesChart || changesPoints) store.products.unfreeze(id, 0);
    return savedProduct(id, "changed", who);
  }

  function removeProduct(id: number): Decision<string[]> {
    load(id);
    const devices = store.devices.list({ product: id });
    const hashes = devices.flatMap((device) => store.devices.remove(device.id) ?? []);
    store.products.remove(id);
    forget(id);
    const data = { product_id: id, change: "deleted" as const };
    return { result: hashes, events: [{ type: "product.changed", data, at: now() }] };
  }

  return {
    products: (who, query) =>
      store.products.list({ ...query, only: who.visible() }).map(({ process, ...row }) => show({ row, process }, who)),
    product: (id, who) => show(load(id), who),
    make: (product, who) => turn.ask(() => make(product, who)),
    change: (id, change, who) => lanes.commit([id], () => changeProduct(id, change, who)),
    async remove(id) {
      const hashes = await lanes.commit([id], () => removeProduct(id));
      sweep(services, id);
      return hashes;
    },
  };
}
