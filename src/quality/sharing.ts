/** The permissions of a product, set by its owner. */
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import type { Permission } from "../domain/spc/permission.ts";
import type { ProductSharing } from "../domain/spc/sharing.ts";
import type { BoardServices } from "./services.ts";
import type { Decision } from "./turn.ts";

/** Maximum number of users with an individual permission for one product. */
const maxUsers = 200;
/** Maximum number of people that a search returns. */
const maxPeople = 50;

export interface Sharing {
  /** Throws `product_not_found`. */
  read(product: number): ProductSharing;
  /** Sets what everyone in the owner's classes may do. */
  setClasses(product: number, classes: Permission): Promise<ProductSharing>;
  /** Sets what one user may do; `null` removes the individual permission. Throws `user_not_found`. */
  setUser(product: number, user_id: number, permission: Permission | null): Promise<ProductSharing>;
  /** Finds people whose permission can be set: accounts, and guests of the owner's classes. */
  people(product: number, search: string): User[];
}

/** Calls `changed` after each change, so that sockets apply it. */
export function createSharing(services: BoardServices, changed: () => void): Sharing {
  const { store, turn, now, load } = services;

  function read(product: number): ProductSharing {
    const { row } = load(product);
    return { classes: row.classes, users: store.permissions.ofProduct(product, maxUsers) };
  }

  function change(product: number, write: () => void): Promise<ProductSharing> {
    const work = (): Decision<ProductSharing> => {
      load(product);
      write();
      services.forget(product);
      const data = { product_id: product, change: "changed" as const };
      return { result: read(product), events: [{ type: "product.changed", data, at: now() }] };
    };
    return turn.ask(work).finally(changed);
  }

  function setUser(product: number, user_id: number, permission: Permission | null): void {
    const user = store.permissions.user(user_id);
    if (!user) throw new Fault("user_not_found");
    if (load(product).row.owner_id === user_id) {
      throw new Fault("does_not_fit", "The owner of a product may always do everything with it.");
    }
    const users = store.permissions.ofProduct(product, maxUsers);
    const isNew = !users.some(({ user }) => user.id === user_id);
    if (permission !== null && isNew && users.length >= maxUsers) {
      throw new Fault("does_not_fit", `At most ${maxUsers} people may have a permission of their own.`);
    }
    store.permissions.set(product, user_id, permission);
  }

  return {
    read,
    setClasses: (product, classes) => change(product, () => store.permissions.setClasses(product, classes)),
    setUser: (product, user_id, permission) => change(product, () => setUser(product, user_id, permission)),
    people: (product, search) => store.permissions.people(load(product).row.owner_id, search, maxPeople),
  };
}
