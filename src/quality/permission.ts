/**
 * Who may do what with which product: the one place that decides it, for HTTP calls, lists and sockets alike.
 *
 * A product belongs to the teacher who made it. By default every other teacher may do everything with it but delete it
 * and grant permissions, and everyone in one of the owner's classes may read it. The owner may change the latter for
 * their classes, and either for single users.
 */
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import type { Device } from "../domain/spc/alert.ts";
import { type AccessLevel, includes } from "../domain/spc/permission.ts";
import type { Store } from "../store/open.ts";
import type { ProductOwner } from "../store/permissions.ts";

/** What one user may do, as of now: not to be kept. */
export interface Access {
  readonly user: User | undefined;
  /** Whether they may see every product there is and will be. */
  readonly everything: boolean;
  level(product: ProductOwner): AccessLevel;
  /** Throws unless they may do this with the product: `product_not_found`, `product_hidden`, `product_read_only`, `not_allowed`, `owner_only`. */
  need(least: Exclude<AccessLevel, "none">, product_id: number): AccessLevel;
  /** Throws `not_allowed` unless they may do this with every product. */
  needEverywhere(least: Exclude<AccessLevel, "none">): void;
  /** The products they may see; `undefined` for every product. */
  visible(): number[] | undefined;
}

const rejections = {
  read: "product_hidden",
  write: "product_read_only",
  all: "not_allowed",
  own: "owner_only",
} as const;

/** `anonymous`: the server was started with `--spc-anonymous`, so that only device tokens are restricted. */
export function openAccess({ permissions, devices }: Pick<Store, "permissions" | "devices">, anonymous: boolean) {
  return (user: User | undefined): Access => {
    const device = user && devices.forUser(user);
    const exceptions = user && !device ? permissions.ofUser(user.id) : undefined;
    const classes = new Map<number | null, boolean>();
    const open = anonymous && !device;

    /** Each owner's classes are looked up once per access. */
    function inClassOf({ id }: User, owner: number | null): boolean {
      const known = classes.get(owner);
      if (known !== undefined) return known;
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
      need(least, product_id) {
        const product = permissions.owner(product_id);
        if (!product) throw new Fault("product_not_found");
        const has = level(product);
        if (includes(has, least)) return has;
        if (!includes(has, "read")) throw new Fault("product_hidden");
        throw new Fault(rejections[least]);
      },
      needEverywhere(least) {
        if (permissions.owners().some((product) => !includes(level(product), least))) throw new Fault("not_allowed");
      },
      visible: () =>
        everything
          ? undefined
          : permissions.owners().flatMap((product) => (includes(level(product), "read") ? product.id : [])),
    };
  };
}

/** A device measures: its own product, or any. */
const levelOfDevice = ({ product_id }: Device, product: number): AccessLevel =>
  product_id === null || product_id === product ? "write" : "none";
