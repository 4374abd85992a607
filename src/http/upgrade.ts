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
  readonly dialect: string;
  /** Throws the `Fault` for which they are refused before the upgrade. */
  readonly enter: (desk: Desk, coming: Coming) => Promise<Visitor>;
}

const rooms: Entrance[] = dialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    dialect: dialect.name,
    async enter(desk, coming) {
      try {
        return await enterRoom(dialect, door, desk, coming);
      } catch (cause) {
        const { refusals } = dialect;
        if (!(cause instanceof Fault) || !refusals) throw cause;
        const place = outside(refusals.code, refusals.reasons[cause.code] ?? cause.message);
        const { trace } = coming;
        trace.reason = cause.code;
        return { dialect, place, credential: undefined, who: nobody, trace, ws: undefined };
      }
    },
  })),
);

const boards: Entrance[] = boardDialects.flatMap((dialect) =>
  Object.entries(dialect.doors).map(([path, door]) => ({
    path,
    dialect: dialect.name,
    enter: (desk, coming) => enterBoard(dialect, door, desk, coming),
  })),
);

/** Every door of every dialect; paths with more fixed words come first. */
const entrances = [...rooms, ...boards]
  .sort((a, b) => a.path.split(":").length - b.path.split(":").length)
  .map((entrance) => ({
    ...entrance,
    pattern: new RegExp(`^${entrance.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`),
  }));

/** Who comes to a WebSocket path. Throws the `Fault` for which they are refused before the upgrade. */
export async function admit(desk: Desk, coming: Omit<Coming, "named">): Promise<Visitor> {
  const { fields } = coming.trace;
  for (const { pattern, path, dialect, enter } of entrances) {
    const found = pattern.exec(coming.url.pathname);
    if (!found) continue;
    fields.route = path;
    fields.dialect = dialect;
    return enter(desk, { ...coming, named: found.groups ?? {} });
  }
  throw new Fault("not_found");
}
