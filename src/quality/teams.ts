/** A product for each team of a course, the links for the teams' phones, and the wall that compares the teams. */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { maxInFolder, type TeamsInput, type WallItem } from "../domain/spc/folder.ts";
import { applyChange, type ProductSettings } from "../domain/spc/product.ts";
import type { Charts } from "./charts.ts";
import { findFolder, productEvent, visibleIn } from "./folder-access.ts";
import type { Access } from "./permission.ts";
import type { BoardServices } from "./services.ts";

/** A product and the token of the device that was made for it. */
export interface TeamToken {
  readonly product_id: number;
  readonly device_id: number;
  readonly token: string;
}

/** The keys of a folder's teams. */
export interface TeamKeys {
  readonly issued: TeamToken[];
  /** The hashes of the keys that were revoked. */
  readonly revoked: string[];
}

export interface Teams {
  /** Makes a product for each name, with the template's settings and permissions; returns their ids. */
  makeTeams(id: number, input: TeamsInput, access: Access): Promise<number[]>;
  /**
   * Makes a device for each product of the folder that is in use. Revokes its earlier devices of the same name that were
   * never used; with `replace`, also those that were.
   */
  issueTokens(id: number, device: { name: string; replace?: boolean | undefined }, access: Access): Promise<TeamKeys>;
  /** The capability and last alert of each product of the folder that is in use and that they may see. */
  wall(id: number, access: Access): Promise<WallItem[]>;
}

export function createTeams(services: BoardServices, charts: Charts): Teams {
  const { store, turn, load } = services;
  return {
    makeTeams: (id, { template, names }, access) =>
      turn.ask(() => {
        findFolder(services, id, { access, required: "all" });
        access.need("read", template);
        if (store.folders.products(id).length + names.length > maxInFolder) throw new Fault("folder_full");
        const { row } = load(template);
        const owner_id = access.user?.role === "teacher" ? access.user.id : null;
        const nextCode = createCodes(row.code, store.products.codes());
        const made = names.map((name) => {
          const { id: product } = store.products.add(copyOf(row, { code: nextCode(), name }), owner_id);
          store.products.move(product, { folder_id: id });
          store.permissions.setClasses(product, row.classes);
          store.tags.ask(product, store.tags.asked(template));
          store.causes.offer(product, store.causes.offered(template));
          return product;
        });
        return { result: made, events: made.map((product) => productEvent(services, product, "made")) };
      }),
    issueTokens: (id, { name, replace }, access) =>
      turn.ask(() => {
        const products = visibleIn(services, findFolder(services, id, { access, required: "all" }), access);
        for (const product of products) access.need("all", product);
        const earlier = products
          .flatMap((product) => store.devices.list({ product }))
          .filter((device) => device.name === name && (replace || device.last_used_at === null));
        const revoked = earlier.flatMap((device) => store.devices.remove(device.id) ?? []);
        const issued = products.map((product_id) => {
          const { device, token } = store.devices.add(name, product_id);
          return { product_id, device_id: device.id, token };
        });
        return { result: { issued, revoked }, events: [] };
      }),
    async wall(id, access) {
      const products = visibleIn(services, findFolder(services, id, { access }), access);
      const alerts = store.folders.lastAlerts(products);
      const items: WallItem[] = [];
      for (const product_id of products) {
        const capability = await charts.capability(product_id).catch((cause: unknown) => {
          if (cause instanceof Fault) return undefined;
          throw cause;
        });
        const at = alerts.get(product_id);
        items.push({
          product_id,
          cpk: capability?.cpk ?? null,
          ppk: capability?.ppk ?? null,
          is_sufficient: capability?.is_sufficient ?? false,
          is_stable: capability?.is_stable ?? false,
          last_alert_at: at === undefined ? null : toTime(at),
        });
      }
      return items;
    },
  };
}

/** Returns codes that no product has: the template's with the next free numbers. */
export function createCodes(template: string, codes: readonly string[]): () => string {
  const taken = new Set(codes);
  let n = 0;
  return () => {
    let code: string;
    do {
      n += 1;
      code = `${template.slice(0, 34)}-${n}`;
    } while (taken.has(code.toLowerCase()));
    return code;
  };
}

/** A copy of the settings, with a code and a name of its own. */
function copyOf(template: ProductSettings, names: { code: string; name: string }): ProductSettings {
  const { success, data } = applyChange(template, names);
  if (!success) throw new Error("a stored product is not valid");
  return data;
}
