/** Identifies and authorizes a client at a dialect's door to a room, and seats a new guest. */
import type { Dialect, Door } from "../dialects/dialect.ts";
import { Fault } from "../domain/faults.ts";
import { toUuid } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";
import { type Connection, personOf, type Room, recordOf, teacherOf } from "../live/room.ts";
import { viewNamesIn } from "../live/welcome-views.ts";
import { type Credential, hashToken } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { toSetCookie } from "./cookies.ts";
import { noCredential } from "./refusals.ts";
import { requireScope } from "./scope.ts";
import { decodePathPart, readCredential, type UpgradeRequest } from "./upgrade-request.ts";
import { appendTokenCookie } from "./who.ts";

/** Returns the client's connection. Throws a `Fault` if it is rejected. */
export async function enterRoom(
  { dialect, door }: { dialect: Dialect; door: Door },
  services: Services,
  upgrade: UpgradeRequest,
): Promise<Connection> {
  const { live, guesses } = services;
  const { params, url, address, trace } = upgrade;
  const requestedSession = decodePathPart(params.session ?? "");
  const room =
    (await live.rooms.open(requestedSession)) ?? guesses.rejectGuess(address, new Fault("session_not_found"));
  trace.fields.session = room.id;
  if (door.feature && !recordOf(room).features.includes(door.feature)) throw new Fault("session_not_found");
  const named =
    params.participant === undefined ? undefined : participantById(room, decodePathPart(params.participant));
  const { credential, seat, guest } = await identifyClient(door, { services, upgrade }, { room, named });
  if (!credential && !seat && !guest) throw noCredential(url);
  const existing = seat ?? (credential && live.sessions.seatOf(room, credential.user));
  // A new seat is written.
  if (credential) requireScope(credential, services, { session: room.id, writes: !existing });
  if (!existing && door.seat === "required") throw new Fault(named ? "not_allowed" : "not_in_session");
  if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
  live.limits.socket(live.sockets.open.size, existing?.role === "INSTRUCTOR");
  if (!existing && !credential) live.limits.guest(address, "connecting");
  const user = credential?.user;
  const browser = existing ? undefined : services.browsers.remember(upgrade.request.headers);
  const { person, made, token } = existing
    ? { person: existing, made: false, token: undefined }
    : await live.sessions.seat(room, {
        user,
        nickname: user?.name ?? "Guest",
        browser: browser && hashToken(browser.id),
      });
  const { id, role, nickname } = person;
  trace.fields.participant = id;
  if (named && named.id !== id) throw new Fault("not_allowed");
  if (door.role && door.role !== role) throw new Fault("not_allowed");
  const who = { key: id, nickname, session: recordOf(room).code };
  live.limits.connection(who, dialect.name);
  // With the cookie, a new guest has the same seat when they reconnect and over HTTP.
  if (token !== undefined) appendTokenCookie(upgrade.headers, token, upgrade.https);
  if (made && browser) upgrade.headers.append("Set-Cookie", toSetCookie(browser.cookie, upgrade.https));
  return {
    room,
    dialect,
    handler: live.seats,
    participantId: id,
    role,
    program: credential?.scope?.may,
    credential: credential?.hash ?? (token === undefined ? undefined : hashToken(token)),
    requestedSession,
    since: dialect.resumes ? sinceOf(url) : undefined,
    epoch: url.searchParams.get("epoch") ?? undefined,
    views: viewNamesIn(url),
    who,
    listening: "greeting",
    delayedReplies: 0,
    at: 0,
    trace,
    ws: undefined,
  };
}

/** Identifies the client by its credential, as a guest, or in development mode by the URL alone. */
async function identifyClient(
  door: Door,
  { services, upgrade }: { services: Services; upgrade: UpgradeRequest },
  { room, named }: { room: Room; named: Participant | undefined },
): Promise<{ credential?: Credential | undefined; seat?: Participant | undefined; guest?: boolean | undefined }> {
  const { credential, isExplicit } = await readCredential(services, upgrade);
  const development = services.dev ? door.development : undefined;
  if (development === "participant" || development === "teacher") {
    const seat = development === "participant" ? named : teacherOf(room);
    if (seat && room.state.participants.removed.has(seat.id)) throw new Fault("removed");
    return { seat };
  }
  return { credential, guest: development === "guest" || (door.guests && !isExplicit) };
}

/** The participant with an id from the path. Throws `invalid_participant` or `participant_not_found`. */
function participantById(room: Room, id: string): Participant {
  const uuid = toUuid(id);
  if (uuid === undefined) throw new Fault("invalid_participant");
  const person = personOf(room, uuid);
  if (!person) throw new Fault("participant_not_found");
  return person;
}

/** The `since` parameter: the `seq` of the last event that the client has. */
function sinceOf(url: URL): number | undefined {
  const since = url.searchParams.get("since");
  if (since === null) return;
  if (!/^\d{1,15}$/.test(since)) throw new Fault("malformed", "`since` is the number of an event.");
  return Number(since);
}
