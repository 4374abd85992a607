/**
 * Decides who may do what with which product, for HTTP calls, lists and sockets alike.
 *
 * A product belongs to the teacher who created it. By default every other teacher may do everything with it except delete
 * it and grant permissions, and everyone in one of the owner's classes may read it. The owner can change the permission of
 * their classes, and of single users.
 */
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import type { Device } from "../domain/spc/alert.ts";
import { type AccessLevel, includes } from "../domain/spc/permission.ts";
import type { Store } from "../store/open.ts";
import type { ProductOwner } from "../store/permissions.ts";

/** What one user may do at this moment. Do not cache it. */
export interface Access {
  readonly user: User | undefined;
  /** Whether they may see every product, also future ones. */
  readonly everything: boolean;
  level(product: ProductOwner): AccessLevel;
  /** What they may do with a folder itself: its products have permissions of their own. */
  levelOfFolder(folder: { readonly owner_id: number | null }): AccessLevel;
  /** Returns the level of access. Throws if it is lower than `required`: `product_not_found`, `product_hidden`, `product_read_only`, `not_allowed`, `owner_only`. */
  need(required: Exclude<AccessLevel, "none">, product_id: number): AccessLevel;
  /** Throws `not_allowed` if the access to any product is lower than `required`. */
  needEverywhere(required: Exclude<AccessLevel, "none">): void;
  /** The products they may see; `undefined` for every product. */
  visible(): number[] | undefined;
}

const rejections = {
  read: "product_hidden",
  write: "product_read_only",
  all: "not_allowed",
  own: "owner_only",
} as const;

/** If `anonymous` (`--spc-anonymous`), everything is allowed without a credential; only device tokens are restricted. */
export function createAccessResolver(
  { permissions, devices }: Pick<Store, "permissions" | "devices">,
  anonymous: boolean,
) {
  return (user: User | undefined): Access => {
    const device = user && devices.forUser(user);
    const exceptions = user && !device ? permissions.ofUser(user.id) : undefined;
    const classes = new Map<number | null, boolean>();
    const open = anonymous && !device;

    /** Looks up each owner's classes once. */
    function inClassOf({ id }: User, owner: number | null): boolean {
      const cached = classes.get(owner);
      if (cached !== undefined) return cached;
      const found = permissions.inClassOf(id, owner);
      classes.set(owner, found);
      return found;
    }

    function level(product: ProductOwner): AccessLevel {
      if (open) return "own";
      if (device) return levelOfDevice(device, product.id);
      if (!user) return "none";
      const teaches = user.role === "teacher";
      if (teaches && (product.owner_id === null || product.owner_id === user.id)) return "own";
      const exception = exceptions?.get(product.id);
      if (exception) return exception;
      if (teaches) return "all";
      return product.classes !== "none" && inClassOf(user, product.owner_id) ? product.classes : "none";
    }

    const everything =
      open ||
      device?.product_id === null ||
      (!device && user?.role === "teacher" && !Array.from(exceptions?.values() ?? []).includes("none"));
    return {
      user,
      everything,
      level,
      levelOfFolder({ owner_id }) {
        if (open) return "own";
        if (device || !user) return "none";
        if (user.role !== "teacher") return "read";
        return owner_id === null || owner_id === user.id ? "own" : "all";
      },
      need(required, product_id) {
        const product = permissions.owner(product_id);
        if (!product) throw new Fault("product_not_found");
        const actual = level(product);
        if (includes(actual, required)) return actual;
        if (!includes(actual, "read")) throw new Fault("product_hidden");
        throw new Fault(rejections[required]);
      },
      needEverywhere(required) {
        if (permissions.owners().some((product) => !includes(level(product), required))) throw new Fault("not_allowed");
      },
      visible: () =>
        everything
          ? undefined
          : permissions.owners().flatMap((product) => (includes(level(product), "read") ? product.id : [])),
    };
  };
}

/** A device may write to its own product, or to any if it has none. */
const levelOfDevice = ({ product_id }: Device, product: number): AccessLevel =>
  product_id === null || product_id === product ? "write" : "none";
