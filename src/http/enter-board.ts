/** To the quality board by a dialect's door: which product it tells of, and whether they may look. */
import type { BoardDialect, BoardDoor } from "../dialects/board.ts";
import { catalogue, Fault } from "../domain/faults.ts";
import type { Viewer } from "../quality/viewers.ts";
import { type Coming, claim, decoded } from "./coming.ts";
import type { Desk } from "./context.ts";
import { idIn } from "./path-id.ts";
import { callerOf } from "./who.ts";

/** Throws the `Fault` for which they are refused. */
export async function enterBoard(dialect: BoardDialect, door: BoardDoor, desk: Desk, coming: Coming): Promise<Viewer> {
  const { store, live, quality, spcAnonymous } = desk;
  const { credential } = claim(desk, coming);
  if (!credential && !spcAnonymous) throw new Fault("not_allowed", catalogue.no_credential.text);
  if (credential) coming.trace.fields.user = credential.user.id;
  const product_id =
    coming.named.product === undefined ? null : idIn(decoded(coming.named.product), "product_not_found");
  if (product_id !== null) quality.access(credential?.user).need("read", product_id);
  const who = callerOf(credential?.user, coming.address);
  live.limits.socket(live.sockets.open.size, credential?.user.role === "teacher");
  live.limits.connection(who, dialect.name);
  return {
    dialect,
    door,
    place: quality.viewers,
    product_id,
    user: credential?.user,
    sees: new Set(),
    wants:
      door.notifies && credential ? store.alerts.preferences(credential.user.id) : { products: null, min_priority: 1 },
    chosen: new Set(),
    topics: new Set(),
    credential: credential?.hash,
    who,
    trace: coming.trace,
    ws: undefined,
  };
}
