/** From an HTTP request to a connection: which door it came to, who they are, and whether they may come in. */

import type { Dialect, Door } from "../dialects/dialect.ts";
import { dialects } from "../dialects/index.ts";
import { catalogue, Fault } from "../domain/faults.ts";
import { Uuid } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";
import type { Connection, Visitor } from "../live/connection.ts";
import { frameLimit } from "../live/limits.ts";
import { personOf, type Room, recordOf } from "../live/room.ts";
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

/** Who comes to a WebSocket path. Throws the `Fault` for which they are refused before the upgrade. */
export async function admit(desk: Desk, request: Request, url: URL, address: string, rate: number): Promise<Visitor> {
  const entrance = entrances.find(({ pattern }) => pattern.test(url.pathname));
  if (!entrance) throw new Fault("not_found");
  try {
    return await enter(entrance, desk, request, url, address, rate);
  } catch (cause) {
    const { refusals } = entrance.dialect;
    if (!(cause instanceof Fault) || !refusals) throw cause;
    return { refused: { code: refusals.code, reason: refusals.reasons[cause.code] ?? cause.message } };
  }
}

async function enter(
  { pattern, dialect, door }: Entrance,
  desk: Desk,
  request: Request,
  url: URL,
  address: string,
  rate: number,
): Promise<Connection> {
  const { store, live, guesses, tickets } = desk;
  const named = pattern.exec(url.pathname)?.groups ?? {};
  const asked_for = decoded(named.session ?? "");
  const room = live.rooms.find(asked_for) ?? (await guesses.wrong(address, new Fault("session_not_found")));
  if (door.feature && !recordOf(room).features.includes(door.feature)) throw new Fault("session_not_found");
  const named_person = named.participant === undefined ? undefined : participantNamed(room, decoded(named.participant));
  const ticket = url.searchParams.get("ticket");
  const credential = ticket === null ? credentialOf(request.headers, store.users) : tickets.take(ticket);
  // A browser cannot take back a cookie that is dead; who says who they are by other means is to be right.
  const claimed = ticket !== null || request.headers.has("Authorization");
  if (!credential && (claimed || !door.guests)) throw new Fault("not_allowed", catalogue.no_credential.text);
  if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
  const held = credential && live.seatOf(room, credential.user);
  if (!held && door.seat === "held") throw new Fault(named_person ? "not_allowed" : "not_in_session");
  const newcomer = credential ? { user: credential.user, nickname: credential.user.name } : { nickname: "Guest" };
  const { id, role } = held ?? (await live.seat(room, newcomer)).person;
  if (named_person && named_person.id !== id) throw new Fault("not_allowed");
  if (door.role && door.role !== role) throw new Fault("not_allowed");
  return {
    room,
    dialect,
    participant_id: id,
    role,
    credential: credential?.hash,
    asked_for,
    since: dialect.resumes ? sinceOf(url) : undefined,
    limit: frameLimit(rate, performance.now()),
    listening: "greeting",
    at: 0,
    ws: undefined,
  };
}

/** The participant whose id stands in the path. */
function participantNamed(room: Room, id: string): Participant {
  if (!Uuid.safeParse(id).success) throw new Fault("invalid_participant");
  const person = personOf(room, id.toLowerCase());
  if (!person) throw new Fault("participant_not_found");
  return person;
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
