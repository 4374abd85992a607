/** Who asks: a cookie or a bearer token, and what may be done with it. */
import { deleteCookie } from "hono/cookie";
import { Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import type { Participant, User } from "../domain/session.ts";
import type { AccessLevel } from "../domain/spc/permission.ts";
import type { Limited } from "../live/limits.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { Access } from "../quality/permission.ts";
import { type Accounts, type Credential, credentialLifetimeMs } from "../store/accounts.ts";
import type { RequestContext, Services } from "./context.ts";
import { cookieIn, type NewCookie, toSetCookie } from "./cookies.ts";
import { idIn } from "./path-id.ts";

const cookieName = "lectern_session";

/** The token a request carries, if any. */
export function tokenOf(headers: Headers): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1];
  return bearer ?? cookieIn(headers, cookieName);
}

/** Whose token a request carries, if it is anybody's. */
export function credentialOf(headers: Headers, accounts: Accounts): Credential | undefined {
  const token = tokenOf(headers);
  return token === undefined ? undefined : accounts.credentialByToken(token);
}

/** Whose allowance a call outside of a session uses. */
export const limitedCaller = (user: User | undefined, address: string): Limited =>
  user
    ? { key: `user ${user.id}`, nickname: user.name, session: null }
    : { key: `address ${networkOf(address)}`, nickname: null, session: null };

const tokenCookie = (token: string) => ({ name: cookieName, value: token, maxAge: credentialLifetimeMs / 1000 });

/** Sets a cookie. */
export function keepCookie(context: RequestContext, cookie: NewCookie): void {
  context.header("Set-Cookie", toSetCookie(cookie, context.env.https), { append: true });
}

/** Hands a token to a browser. */
export function handToken(context: RequestContext, token: string): void {
  keepCookie(context, tokenCookie(token));
}

/** The same in the headers of a response. `https`: whether the client connected by HTTPS. */
export function appendToken(headers: Headers, token: string, https: boolean): void {
  headers.append("Set-Cookie", toSetCookie(tokenCookie(token), https));
}

export function takeToken(context: RequestContext): void {
  deleteCookie(context, cookieName, { path: "/" });
}

/** The credential, or `no_credential`. */
export function signedIn(context: RequestContext): Credential {
  const credential = context.get("credential");
  if (!credential) throw new Fault("no_credential");
  return credential;
}

/** The teacher who asks, or `not_allowed`. */
export function teacher(context: RequestContext): User {
  const { user } = signedIn(context);
  if (user.role !== "teacher") throw new Fault("not_allowed", "Only a teacher may do this.");
  return user;
}

/** The room that the path names; an unknown one counts as a wrong guess. */
export async function roomOf(context: RequestContext, services: Services): Promise<Room> {
  const room = await services.live.rooms.open(context.req.param("session") ?? "");
  if (!room) return services.guesses.wrong(context.env.address, new Fault("session_not_found"));
  context.env.trace.fields.session = room.id;
  return room;
}

/** The room, and the seat of who asks in it. */
export async function seated(
  context: RequestContext,
  services: Services,
): Promise<{ room: Room; person: Participant }> {
  const { user } = signedIn(context);
  const room = await roomOf(context, services);
  const person = services.live.sessions.seatOf(room, user);
  if (!person) throw new Fault("not_in_session");
  room.heard.set(person.id, services.now());
  context.env.trace.fields.participant = person.id;
  return { room, person };
}

/** The room, for whoever has a seat in it; in development mode for anyone. */
export async function observer(context: RequestContext, services: Services): Promise<{ room: Room }> {
  return services.dev ? { room: await roomOf(context, services) } : seated(context, services);
}

/** The room, for its own teacher alone. */
export async function ownRoom(context: RequestContext, services: Services): Promise<{ room: Room; user: User }> {
  const { user } = signedIn(context);
  const room = await roomOf(context, services);
  if (recordOf(room).instructor.id === user.id) return { room, user };
  throw new Fault("not_allowed", "Only the session's teacher may do this.");
}

/** Anyone with a credential at the quality board, or anyone at all with `--spc-anonymous`; else `no_credential`. */
export function viewer(context: RequestContext, { spcAnonymous, quality, store }: Services): { access: Access } {
  const user = spcAnonymous ? context.get("credential")?.user : signedIn(context).user;
  const device = user && store.devices.forUser(user);
  if (device) store.devices.recordUse(device);
  return { access: quality.access(user) };
}

/** Who makes products: a teacher, or anyone without a device token with `--spc-anonymous`; else `not_allowed`. */
export function productMaker(context: RequestContext, services: Services): { access: Access } {
  const given = viewer(context, services);
  const { user } = given.access;
  const isDevice = user !== undefined && services.store.devices.forUser(user) !== undefined;
  if (isDevice || (!services.spcAnonymous && user?.role !== "teacher")) throw new Fault("not_allowed");
  return given;
}

/** The product that the path names, for those who may do `least` with it. */
export const withProduct =
  (least: Exclude<AccessLevel, "none">) =>
  (context: RequestContext, services: Services): { access: Access; product: number } => {
    const { access } = viewer(context, services);
    const product = idIn(context.req.param("id"), "product_not_found");
    access.need(least, product);
    return { access, product };
  };

/** The same, for teachers only, also with `--spc-anonymous`. */
export const teacherWithProduct =
  (least: Exclude<AccessLevel, "none">) =>
  (context: RequestContext, services: Services): { access: Access; product: number } => {
    const given = withProduct(least)(context, services);
    teacher(context);
    return given;
  };
