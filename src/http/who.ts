/** Identifies the caller of an endpoint by cookie or bearer token, and checks what they may do. */
import { deleteCookie } from "hono/cookie";
import { Fault } from "../domain/faults.ts";
import { networkOf } from "../domain/network-of.ts";
import { readableUntil } from "../domain/readable.ts";
import type { Participant, User } from "../domain/session.ts";
import type { AccessLevel } from "../domain/spc/permission.ts";
import type { Limited } from "../live/limits.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { Access } from "../quality/permission.ts";
import { type Accounts, type Credential, credentialLifetimeMs } from "../store/accounts.ts";
import type { RequestContext, Services } from "./context.ts";
import { cookieIn, type NewCookie, toSetCookie } from "./cookies.ts";
import { pathId } from "./path-id.ts";

const cookieName = "lectern_session";

/** Returns the bearer token in a request, if any. */
export const bearerOf = (headers: Headers): string | undefined =>
  /^Bearer +(\S+)$/i.exec(headers.get("Authorization") ?? "")?.[1];

/** Returns the token in a request, if any. */
export const tokenOf = (headers: Headers): string | undefined => bearerOf(headers) ?? cookieIn(headers, cookieName);

/** Returns the credential of a request's token, if it is valid. */
export function credentialOf(headers: Headers, accounts: Accounts): Credential | undefined {
  const token = tokenOf(headers);
  return token === undefined ? undefined : accounts.credentialByToken(token);
}

/** Like `credentialOf`; another program may have issued the credential a moment ago. */
export async function findCredential(
  headers: Headers,
  { store, placement }: Pick<Services, "store" | "placement">,
): Promise<Credential | undefined> {
  const credential = credentialOf(headers, store.users);
  const others = credential || tokenOf(headers) === undefined ? undefined : placement.refresh();
  if (!others) return credential;
  await others;
  return credentialOf(headers, store.users);
}

/** Whose allowance a request outside of sessions uses. */
export const limitedCaller = (user: User | undefined, address: string): Limited =>
  user
    ? { key: `user ${user.id}`, nickname: user.name, session: null }
    : { key: `address ${networkOf(address)}`, nickname: null, session: null };

const tokenCookie = (token: string) => ({ name: cookieName, value: token, maxAge: credentialLifetimeMs / 1000 });

/** Adds a cookie to the response. */
export function setCookie(context: RequestContext, cookie: NewCookie): void {
  context.header("Set-Cookie", toSetCookie(cookie, context.env.https), { append: true });
}

/** Adds the cookie with a new token to the response. */
export function setTokenCookie(context: RequestContext, token: string): void {
  setCookie(context, tokenCookie(token));
}

/** Adds the cookie with a new token to a response's headers. `https`: whether the client connected over HTTPS. */
export function appendTokenCookie(headers: Headers, token: string, https: boolean): void {
  headers.append("Set-Cookie", toSetCookie(tokenCookie(token), https));
}

export function deleteTokenCookie(context: RequestContext): void {
  deleteCookie(context, cookieName, { path: "/" });
}

/** Returns the caller's credential. Throws `no_credential`. */
export function signedIn(context: RequestContext): Credential {
  const credential = context.get("credential");
  if (!credential) throw new Fault("no_credential");
  return credential;
}

/** Returns the caller if they are a teacher. Throws `no_credential` or `not_allowed`. */
export function teacher(context: RequestContext): User {
  const { user } = signedIn(context);
  if (user.role !== "teacher") throw new Fault("not_allowed", "Only a teacher may do this.");
  return user;
}

/** Resolves with the room that the path names, or `session`. Throws `session_not_found`; an unknown code counts as a guess. */
export async function roomOf(
  context: RequestContext,
  services: Services,
  session = context.req.param("session") ?? "",
): Promise<Room> {
  const room = await services.live.rooms.open(session);
  if (!room) return services.guesses.rejectGuess(context.env.address, new Fault("session_not_found"));
  context.env.trace.fields.session = room.id;
  return room;
}

/** Resolves with the room that the path names and the caller's seat in it. Throws `not_in_session`. */
export async function seated(
  context: RequestContext,
  services: Services,
): Promise<{ room: Room; person: Participant }> {
  const { user } = signedIn(context);
  const room = await roomOf(context, services);
  const person = services.live.sessions.seatOf(room, user);
  if (!person) throw new Fault("not_in_session");
  if (person.role === "STUDENT" && services.now() >= readableUntil(recordOf(room))) throw new Fault("session_ended");
  room.lastActiveAt.set(person.id, services.now());
  context.env.trace.fields.participant = person.id;
  return { room, person };
}

/** Resolves with the room, for callers with a seat in it; in development mode for anyone. */
export async function observer(context: RequestContext, services: Services): Promise<{ room: Room }> {
  return services.dev ? { room: await roomOf(context, services) } : seated(context, services);
}

/**
 * Resolves with the room and the caller's seat, for its instructors: its own teacher and co-teachers. This is where HTTP
 * decides what co-teachers may do: everything with `instructor`, nothing with `owner`. Throws `not_allowed`.
 */
export async function instructor(
  context: RequestContext,
  services: Services,
): Promise<{ room: Room; person: Participant; user: User }> {
  const { user } = signedIn(context);
  const found = await seated(context, services).catch((cause) => {
    if (cause instanceof Fault && cause.code === "not_in_session") throw new Fault("not_allowed", ownersOnly);
    throw cause;
  });
  if (found.person.role !== "INSTRUCTOR") throw new Fault("not_allowed", ownersOnly);
  return { ...found, user };
}

const ownersOnly = "Only the session's teacher may do this.";

/** Resolves with the room, for its own teacher only. Throws `not_allowed`. */
export async function ownRoom(context: RequestContext, services: Services): Promise<{ room: Room; user: User }> {
  const { user } = signedIn(context);
  const room = await roomOf(context, services);
  if (recordOf(room).instructor.id === user.id) return { room, user };
  throw new Fault("not_allowed", ownersOnly);
}

/** Returns the caller's access to the quality board. Throws `no_credential`, unless `--spc-anonymous` is set. */
export function viewer(context: RequestContext, { spcAnonymous, quality, store }: Services): { access: Access } {
  const user = spcAnonymous ? context.get("credential")?.user : signedIn(context).user;
  const device = user && store.devices.forUser(user);
  if (device) store.devices.recordUse(device);
  return { access: quality.access(user) };
}

/** Returns the access of a teacher or, with `--spc-anonymous`, of anyone without a device token. Throws `not_allowed`. */
export function productMaker(context: RequestContext, services: Services): { access: Access } {
  const caller = viewer(context, services);
  const { user } = caller.access;
  const isDevice = user !== undefined && services.store.devices.forUser(user) !== undefined;
  if (isDevice || (!services.spcAnonymous && user?.role !== "teacher")) throw new Fault("not_allowed");
  return caller;
}

/** The product that the path names, for callers with at least this access to it. */
export const withProduct =
  (level: Exclude<AccessLevel, "none">) =>
  (context: RequestContext, services: Services): { access: Access; product: number } => {
    const { access } = viewer(context, services);
    const product = pathId(context.req.param("id"), "product_not_found");
    access.need(level, product);
    return { access, product };
  };

/** The same, for teachers only, even with `--spc-anonymous`. */
export const teacherWithProduct =
  (level: Exclude<AccessLevel, "none">) =>
  (context: RequestContext, services: Services): { access: Access; product: number } => {
    const caller = withProduct(level)(context, services);
    teacher(context);
    return caller;
  };
