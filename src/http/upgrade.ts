/** From an HTTP request to a socket: which door it came to, and who is let in there. */
import { boardDialects, dialects } from "../dialects/index.ts";
import { Fault } from "../domain/faults.ts";
import { type Peer, rejectWith } from "../live/peer.ts";
import type { Services } from "./context.ts";
import { enterBoard } from "./enter-board.ts";
import { enterRoom } from "./enter-room.ts";
import type { UpgradeRequest } from "./upgrade-request.ts";

/** Who is closed at once uses no allowance. */
const nobody = { key: "", nickname: null, session: null };

interface DoorMatch {
  readonly path: string;
  readonly dialect: string;
  /** Throws the `Fault` for which they are refused before the upgrade. */
  readonly enter: (services: Services, upgrade: UpgradeRequest) => Promise<Peer>;
}

const rooms: DoorMatch[] = dialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    dialect: dialect.name,
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
        return { dialect, handler, credential: undefined, who: nobody, trace, ws: undefined };
      }
    },
  })),
);

const boards: DoorMatch[] = boardDialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    dialect: dialect.name,
    enter: (services, upgrade) => enterBoard({ dialect, door }, services, upgrade),
  })),
);

/** Every door of every dialect; paths with more fixed words come first. */
const doors = [...rooms, ...boards]
  .sort((a, b) => a.path.split(":").length - b.path.split(":").length)
  .map((door) => ({
    ...door,
    pattern: new RegExp(`^${door.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`),
  }));

/** Who comes to a WebSocket path. Throws the `Fault` for which they are refused before the upgrade. */
export async function admit(services: Services, upgrade: Omit<UpgradeRequest, "named">): Promise<Peer> {
  const { fields } = upgrade.trace;
  for (const { pattern, path, dialect, enter } of doors) {
    const found = pattern.exec(upgrade.url.pathname);
    if (!found) continue;
    fields.route = path;
    fields.dialect = dialect;
    return enter(services, { ...upgrade, named: found.groups ?? {} });
  }
  throw new Fault("not_found");
}
