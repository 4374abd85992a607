/** From an HTTP request to a socket: which door it came to, and who is let in there. */
import { boardDialects, dialects } from "../dialects/index.ts";
import { Fault } from "../domain/faults.ts";
import { outside, type Visitor } from "../live/visitor.ts";
import type { Coming } from "./coming.ts";
import type { Desk } from "./context.ts";
import { enterBoard } from "./enter-board.ts";
import { enterRoom } from "./enter-room.ts";

/** Who is closed at once uses no allowance. */
const nobody = { key: "", nickname: null, session: null };

interface Entrance {
  readonly path: string;
  /** Throws the `Fault` for which they are refused before the upgrade. */
  readonly enter: (desk: Desk, coming: Coming) => Promise<Visitor>;
}

const rooms: Entrance[] = dialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    async enter(desk, coming) {
      try {
        return await enterRoom(dialect, door, desk, coming);
      } catch (cause) {
        const { refusals } = dialect;
        if (!(cause instanceof Fault) || !refusals) throw cause;
        desk.live.limits.rejections.add(cause.code);
        const place = outside(refusals.code, refusals.reasons[cause.code] ?? cause.message);
        return { dialect, place, credential: undefined, who: nobody, ws: undefined };
      }
    },
  })),
);

const boards: Entrance[] = boardDialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    enter: (desk, coming) => enterBoard(dialect, door, desk, coming),
  })),
);

/** Every door of every dialect; paths with more fixed words come first. */
const entrances = [...rooms, ...boards]
  .sort((a, b) => a.path.split(":").length - b.path.split(":").length)
  .map(({ path, enter }) => ({ pattern: new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`), enter }));

/** Who comes to a WebSocket path. Throws the `Fault` for which they are refused before the upgrade. */
export async function admit(desk: Desk, request: Request, url: URL, address: string): Promise<Visitor> {
  for (const { pattern, enter } of entrances) {
    const found = pattern.exec(url.pathname);
    if (found) return enter(desk, { named: found.groups ?? {}, request, url, address });
  }
  throw new Fault("not_found");
}
