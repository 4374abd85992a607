/** From an HTTP request to a connection: which door it came to, who they are, and whether they may come in. */

import type { Dialect, Door } from "../dialects/dialect.ts";
import { dialects } from "../dialects/index.ts";
import { catalogue, Fault } from "../domain/faults.ts";
import type { Connection } from "../live/connection.ts";
import { frameLimit } from "../live/limits.ts";
import { recordOf } from "../live/room.ts";
import type { Desk } from "./context.ts";
import { credentialOf } from "./who.ts";

interface Entrance {
  readonly pattern: RegExp;
  readonly dialect: Dialect;
  readonly door: Door;
}

/** Every door of every dialect; paths with more fixed words come first. */
const entrances: readonly Entrance[] = dialects
  .flatMap((dialect) => Object.entries(dialect.doors).map(([path, door]) => ({ path, dialect, door })))
  .sort((a, b) => a.path.split(":").length - b.path.split(":").length)
  .map(({ path, dialect, door }) => ({
    pattern: new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`),
    dialect,
    door,
  }));

/** The connection that a WebSocket request is to become, or a `Fault` that says why it is refused. */
export async function admit(
  desk: Desk,
  request: Request,
  url: URL,
  address: string,
  rate: number,
): Promise<Connection> {
  const { store, live, guesses, tickets } = desk;
  const entrance = entrances.find(({ pattern }) => pattern.test(url.pathname));
  const asked_for = decoded(entrance?.pattern.exec(url.pathname)?.groups?.session ?? "");
  if (!entrance) throw new Fault("not_found");
  const { dialect, door } = entrance;
  const room = live.rooms.find(asked_for) ?? (await guesses.wrong(address, new Fault("session_not_found")));
  const ticket = url.searchParams.get("ticket");
  const credential = ticket === null ? credentialOf(request.headers, store.users) : tickets.take(ticket);
  if (!credential) throw new Fault("not_allowed", catalogue.no_credential.text);
  if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
  const { user } = credential;
  const held = live.seatOf(room, user);
  if (!held && door.seat === "held") throw new Fault("not_in_session");
  const { id, role } = held ?? (await live.seat(room, { user, nickname: user.name })).person;
  return {
    room,
    dialect,
    participant_id: id,
    role,
    credential: credential.hash,
    asked_for,
    since: dialect.resumes ? sinceOf(url) : undefined,
    limit: frameLimit(rate, performance.now()),
    listening: "greeting",
    at: 0,
    ws: undefined,
  };
}

function sinceOf(url: URL): number | undefined {
  const since = url.searchParams.get("since");
  if (since === null) return;
  if (!/^\d{1,15}$/.test(since)) throw new Fault("malformed", "`since` is the number of an event.");
  return Number(since);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
