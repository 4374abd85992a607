/** The requests that a client of the board may send over its socket. */
import type { z } from "zod";
import type { User } from "../domain/session.ts";
import type { boardRequests } from "../domain/spc/events.ts";
import type { BoardAlerts } from "./alerts.ts";
import type { Access } from "./permission.ts";
import type { Reads } from "./viewers.ts";

/** Creates the handlers; `access` returns what a user may do at this moment. */
export function createReads({ alerts }: BoardAlerts, access: (user: User | undefined) => Access): Reads {
  return {
    "product.follow"({ product_id }: { product_id: number }, viewer) {
      access(viewer.user).need("read", product_id);
      viewer.chosen.add(product_id);
      return { product_id };
    },
    "product.unfollow"({ product_id }: { product_id: number }, viewer) {
      viewer.chosen.delete(product_id);
      return { product_id };
    },
    "alerts.read"(
      { limit, product_id, min_priority }: z.output<(typeof boardRequests)["alerts.read"]["input"]>,
      viewer,
    ) {
      // A path that names a product has only its alerts.
      const product = viewer.productId ?? product_id ?? undefined;
      return alerts({ limit, product, min_priority: min_priority ?? undefined }, access(viewer.user));
    },
  };
}
