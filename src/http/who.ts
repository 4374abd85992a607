/** Who asks: a cookie or a bearer token, and what may be done with it. */
import { deleteCookie } from "hono/cookie";
import { Fault } from "../domain/faults.ts";
import type { Participant, User } from "../domain/session.ts";
import type { Limited } from "../live/limits.ts";
import { type Room, recordOf } from "../live/room.ts";
import { type Accounts, type Credential, lifetime } from "../store/accounts.ts";
import type { Call, Desk } from "./context.ts";
import { cookieIn, keepCookie } from "./cookies.ts";

export const cookieName = "lectern_session";

/** The token a request carries, if any. */
export function tokenOf(headers: Headers): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1];
  return bearer ?? cookieIn(headers, cookieName);
}

/** Whose token a request carries, if it is anybody's. */
export function credentialOf(headers: Headers, accounts: Accounts): Credential | undefined {
  const token = tokenOf(headers);
  return token === undefined ? undefined : accounts.bearer(token);
}

/** Whose allowance a call outside of a session uses. */
export const callerOf = (user: User | undefined, address: string): Limited =>
  user
    ? { key: `user ${user.id}`, nickname: user.name, session: null }
    : { key: `address ${address}`, nickname: null, session: null };

/** Hands a token to a browser. */
export function handToken(call: Call, token: string): void {
  keepCookie(call, { name: cookieName, value: token, maxAge: lifetime / 1000 });
}

export function takeToken(call: Call): void {
  deleteCookie(call, cookieName, { path: "/" });
}

/** The credential, or `no_credential`. */
export function signedIn(call: Call): Credential {
  const credential = call.get("credential");
  if (!credential) throw new Fault("no_credential");
  return credential;
}

/** The teacher who asks, or `not_allowed`. */
export function teacher(call: Call): User {
  const { user } = signedIn(call);
  if (user.role !== "teacher") throw new Fault("not_allowed", "Only a teacher may do this.");
  return user;
}

/** The room that the path names; an unknown one counts as a wrong guess. */
export async function roomOf(call: Call, desk: Desk): Promise<Room> {
  const room = desk.live.rooms.find(call.req.param("session") ?? "");
  if (!room) return desk.guesses.wrong(call.env.address, new Fault("session_not_found"));
  call.env.trace.fields.session = room.id;
  return room;
}

/** The room, and the seat of who asks in it. */
export async function seated(call: Call, desk: Desk): Promise<{ room: Room; person: Participant }> {
  const { user } = signedIn(call);
  const room = await roomOf(call, desk);
  const person = desk.live.seatOf(room, user);
  if (!person) throw new Fault("not_in_session");
  room.heard.set(person.id, desk.now());
  call.env.trace.fields.participant = person.id;
  return { room, person };
}

/** The room, for whoever has a seat in it; in development mode for anyone. */
export async function observer(call: Call, desk: Desk): Promise<{ room: Room }> {
  return desk.dev ? { room: await roomOf(call, desk) } : seated(call, desk);
}

/** The room, for its own teacher alone. */
export async function ownRoom(call: Call, desk: Desk): Promise<{ room: Room; user: User }> {
  const { user } = signedIn(call);
  const room = await roomOf(call, desk);
  if (recordOf(room).instructor.id === user.id) return { room, user };
  throw new Fault("not_allowed", "Only the session's teacher may do this.");
}

/** Who looks at the quality board, or `no_credential`. */
export function viewer(call: Call, { spcAnonymous }: Desk): { user: User | undefined } {
  return { user: spcAnonymous ? call.get("credential")?.user : signedIn(call).user };
}

/** Who writes to the quality board. */
export interface Measurer {
  readonly user: User | undefined;
  /** The one product that they may write to; `null`: any. */
  readonly product_id: number | null;
}

/** Who writes to the quality board: a teacher or a device, else `not_allowed`. */
export function measurer(call: Call, desk: Desk): Measurer {
  const { user } = viewer(call, desk);
  const device = user && desk.store.devices.of(user);
  if (device) {
    desk.store.devices.used(device);
    return { user, product_id: device.product_id };
  }
  if (!desk.spcAnonymous && user?.role !== "teacher") {
    throw new Fault("not_allowed", "Only a teacher or a device may write here.");
  }
  return { user, product_id: null };
}

/** Who keeps the quality board: products, limits, alerts. A device that is for one product alone does not. */
export function keeper(call: Call, desk: Desk): { user: User | undefined } {
  const { user, product_id } = measurer(call, desk);
  if (product_id !== null) throw new Fault("not_allowed", "This device writes measurements of one product alone.");
  return { user };
}

/** Throws `not_allowed` for a device that is for another product. */
export function forProduct({ product_id }: Pick<Measurer, "product_id">, product: number): void {
  if (product_id !== null && product_id !== product) {
    throw new Fault("not_allowed", "This device is for another product.");
  }
}
