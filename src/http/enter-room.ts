/** Into a room by a dialect's door: which room, who they are in it, and whether they may come in. */
import type { Dialect, Door } from "../dialects/dialect.ts";
import { Fault } from "../domain/faults.ts";
import { toUuid } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";
import { catalogue } from "../features/index.ts";
import { type Connection, personOf, type Room, recordOf, teacherOf } from "../live/room.ts";
import { type Credential, hashToken } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { toSetCookie } from "./cookies.ts";
import { claim, decoded, type UpgradeRequest } from "./upgrade-request.ts";
import { appendToken } from "./who.ts";

/** Throws the `Fault` for which they are refused. */
export async function enterRoom(
  { dialect, door }: { dialect: Dialect; door: Door },
  services: Services,
  upgrade: UpgradeRequest,
): Promise<Connection> {
  const { live, guesses } = services;
  const { named, url, address, trace } = upgrade;
  const askedFor = decoded(named.session ?? "");
  const room = (await live.rooms.open(askedFor)) ?? guesses.wrong(address, new Fault("session_not_found"));
  trace.fields.session = room.id;
  if (door.feature && !recordOf(room).features.includes(door.feature)) throw new Fault("session_not_found");
  const namedPerson = named.participant === undefined ? undefined : participantNamed(room, decoded(named.participant));
  const { credential, seat, guest } = callerAt(door, { services, upgrade }, { room, named: namedPerson });
  if (!credential && !seat && !guest) throw new Fault("not_allowed", catalogue.no_credential.text);
  if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
  const held = seat ?? (credential && live.sessions.seatOf(room, credential.user));
  if (!held && door.seat === "required") throw new Fault(namedPerson ? "not_allowed" : "not_in_session");
  live.limits.socket(live.sockets.open.size, held?.role === "INSTRUCTOR");
  if (!held && !credential) live.limits.guest(address, "connecting");
  const user = credential?.user;
  const browser = held ? undefined : services.browsers.remember(upgrade.request.headers);
  const { person, made, token } = held
    ? { person: held, made: false, token: undefined }
    : await live.sessions.seat(room, {
        user,
        nickname: user?.name ?? "Guest",
        browser: browser && hashToken(browser.id),
      });
  const { id, role, nickname } = person;
  trace.fields.participant = id;
  if (namedPerson && namedPerson.id !== id) throw new Fault("not_allowed");
  if (door.role && door.role !== role) throw new Fault("not_allowed");
  const who = { key: id, nickname, session: recordOf(room).code };
  live.limits.connection(who, dialect.name);
  // A new guest keeps the seat when they return, and over HTTP is this participant.
  if (token !== undefined) appendToken(upgrade.headers, token, upgrade.https);
  if (made && browser) upgrade.headers.append("Set-Cookie", toSetCookie(browser.cookie, upgrade.https));
  return {
    room,
    dialect,
    handler: live.seats,
    participantId: id,
    role,
    credential: credential?.hash ?? (token === undefined ? undefined : hashToken(token)),
    askedFor,
    since: dialect.resumes ? sinceOf(url) : undefined,
    epoch: url.searchParams.get("epoch") ?? undefined,
    who,
    listening: "greeting",
    delayedReplies: 0,
    at: 0,
    trace,
    ws: undefined,
  };
}

/** Who comes: by their credential, as a guest, or in development mode by the URL alone. */
function callerAt(
  door: Door,
  { services, upgrade }: { services: Services; upgrade: UpgradeRequest },
  { room, named }: { room: Room; named: Participant | undefined },
): { credential?: Credential | undefined; seat?: Participant | undefined; guest?: boolean | undefined } {
  const { credential, claimed } = claim(services, upgrade);
  const development = services.dev ? door.development : undefined;
  if (development === "participant" || development === "teacher") {
    const seat = development === "participant" ? named : teacherOf(room);
    if (seat && room.state.participants.removed.has(seat.id)) throw new Fault("removed");
    return { seat };
  }
  return { credential, guest: development === "guest" || (door.guests && !claimed) };
}

/** The participant whose id stands in the path. */
function participantNamed(room: Room, id: string): Participant {
  const uuid = toUuid(id);
  if (uuid === undefined) throw new Fault("invalid_participant");
  const person = personOf(room, uuid);
  if (!person) throw new Fault("participant_not_found");
  return person;
}

function sinceOf(url: URL): number | undefined {
  const since = url.searchParams.get("since");
  if (since === null) return;
  if (!/^\d{1,15}$/.test(since)) throw new Fault("malformed", "`since` is the number of an event.");
  return Number(since);
}
