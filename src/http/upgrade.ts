/** Finds the door for a WebSocket request and authorizes its client. */
import { check } from "../dialects/check.ts";
import type { Protocol } from "../dialects/dialect.ts";
import { boardDialects, dialects } from "../dialects/index.ts";
import { projector } from "../dialects/projector.ts";
import { Fault } from "../domain/faults.ts";
import { accountsPlace, boardPlace } from "../domain/placement.ts";
import { type Peer, rejectWith } from "../live/peer.ts";
import type { Services } from "./context.ts";
import { enterBoard } from "./enter-board.ts";
import { enterCheck } from "./enter-check.ts";
import { enterRoom } from "./enter-room.ts";
import { enterScreen } from "./enter-screen.ts";
import { closeFor } from "./refusals.ts";
import type { UpgradeRequest } from "./upgrade-request.ts";

/** A peer that is rejected immediately uses no allowance. */
const refused = { credential: undefined, who: { key: "", nickname: null, session: null }, ws: undefined };

interface RoutedDoor {
  readonly path: string;
  readonly dialect: Protocol;
  /** Throws a `Fault` if the client is rejected before the upgrade. */
  readonly enter: (services: Services, upgrade: UpgradeRequest) => Promise<Peer>;
}

const rooms: RoutedDoor[] = dialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    dialect,
    async enter(services, upgrade) {
      try {
        return await enterRoom({ dialect, door }, services, upgrade);
      } catch (cause) {
        const { refusals } = dialect;
        if (!(cause instanceof Fault) || !refusals) throw cause;
        const reasons: Readonly<Record<string, string | undefined>> = refusals.reasons;
        const handler = rejectWith(refusals.code, reasons[cause.code] ?? cause.message);
        const { trace } = upgrade;
        trace.reason = cause.code;
        return { ...refused, dialect, handler, trace };
      }
    },
  })),
);

const boards: RoutedDoor[] = boardDialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    dialect,
    async enter(services, upgrade) {
      await services.placement.enter(boardPlace);
      return enterBoard({ dialect, door }, services, upgrade);
    },
  })),
);

const screens: RoutedDoor[] = [{ path: projector.door, dialect: projector, enter: enterScreen }];

/** A check is in the memory of the program at which it began. */
async function enterCheckHere(services: Services, upgrade: UpgradeRequest): Promise<Peer> {
  await services.placement.enter(accountsPlace);
  return enterCheck(services, upgrade);
}

const checks: RoutedDoor[] = [{ path: check.door, dialect: check, enter: enterCheckHere }];

/** Every door of every dialect; paths with fewer parameters come first. */
const doors = [...rooms, ...boards, ...screens, ...checks]
  .sort((a, b) => a.path.split(":").length - b.path.split(":").length)
  .map((door) => ({
    ...door,
    pattern: new RegExp(`^${door.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`),
  }));

/** Returns the peer of a WebSocket request. Throws a `Fault` if it is rejected before the upgrade. */
export async function enterDoor(services: Services, upgrade: Omit<UpgradeRequest, "params">): Promise<Peer> {
  const { fields } = upgrade.trace;
  for (const { pattern, path, dialect, enter } of doors) {
    const found = pattern.exec(upgrade.url.pathname);
    if (!found) continue;
    fields.route = path;
    fields.dialect = dialect.name;
    try {
      return await enter(services, { ...upgrade, params: found.groups ?? {} });
    } catch (cause) {
      const how = closeFor(cause, upgrade.url);
      if (!how || !(cause instanceof Fault)) throw cause;
      services.live.limits.socket(services.live.sockets.open.size, false);
      upgrade.trace.reason = cause.code;
      return { ...refused, dialect, handler: rejectWith(...how), trace: upgrade.trace };
    }
  }
  throw new Fault("not_found");
}
