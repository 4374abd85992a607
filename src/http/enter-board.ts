/** Authorizes a client at a dialect's door to the quality board. */
import type { BoardDialect, BoardDoor } from "../dialects/board.ts";
import { defaultPreferences } from "../domain/spc/alerts.ts";
import type { Viewer } from "../quality/viewers.ts";
import type { Services } from "./context.ts";
import { pathId } from "./path-id.ts";
import { noCredential } from "./refusals.ts";
import { requireScope } from "./scope.ts";
import { decodePathPart, readCredential, type UpgradeRequest } from "./upgrade-request.ts";
import { limitedCaller } from "./who.ts";

/** Returns a viewer of the product that the path names, or of the whole board. Throws a `Fault` if it is rejected. */
export async function enterBoard(
  { dialect, door }: { dialect: BoardDialect; door: BoardDoor },
  services: Services,
  upgrade: UpgradeRequest,
): Promise<Viewer> {
  const { store, live, quality, spcAnonymous } = services;
  const { credential } = await readCredential(services, upgrade);
  if (!credential && !spcAnonymous) throw noCredential(upgrade.url);
  if (credential) {
    upgrade.trace.fields.user = credential.user.id;
    requireScope(credential, services, { session: undefined, writes: false });
  }
  const productId =
    upgrade.params.product === undefined ? null : pathId(decodePathPart(upgrade.params.product), "product_not_found");
  if (productId !== null) quality.access(credential?.user).need("read", productId);
  const who = limitedCaller(credential?.user, upgrade.address);
  live.limits.socket(live.sockets.open.size, credential?.user.role === "teacher");
  live.limits.connection(who, dialect.name);
  return {
    dialect,
    door,
    handler: quality.viewers,
    productId,
    user: credential?.user,
    sees: new Set(),
    wants: door.notifies && credential ? store.alerts.preferences(credential.user.id) : defaultPreferences,
    chosen: new Set(),
    topics: new Set(),
    credential: credential?.hash,
    who,
    trace: upgrade.trace,
    ws: undefined,
  };
}
