/** Endpoints for signing in and out, accounts and WebSocket tickets. */
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { CoreFaultCode } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { User } from "../domain/session.ts";
import { checkPassword, Nickname, nameKey, Password } from "../domain/text.ts";
import { hashToken } from "../store/accounts.ts";
import { keyHashOf, type RequestContext, type Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { deleteTokenCookie, setCookie, setTokenCookie } from "./who.ts";

const SignedIn = z.object({ token: z.string(), user: User });
const OneUser = z.object({ user: User });

interface SignIn {
  /** The key of the account's guess budget: `key` or a user's id. */
  readonly account: string;
  /** What a wrong key or password is answered with. */
  readonly fault: CoreFaultCode;
  /** Returns the user if the key or password is correct. */
  readonly check: () => User | undefined | Promise<User | undefined>;
}

/** Signs in the user that `check` returns and sets their cookies. Throws `fault` or `too_many_guesses`. */
async function signIn(
  context: RequestContext,
  { store, guesses, browsers }: Services,
  { account, fault, check }: SignIn,
): Promise<z.output<typeof SignedIn>> {
  const { headers } = context.req.raw;
  const browser = browsers.find(headers, account);
  const user = await guesses.evaluate({ address: context.env.address, account, browser, fault }, check);
  const { token } = store.users.issue(user);
  setTokenCookie(context, token);
  setCookie(context, browsers.remember(headers, account).cookie);
  return { token, user };
}

const accountTarget = (user: User | undefined) => (user ? `account ${user.id}` : "unknown account");

/** The endpoints that sign somebody in by a key or a password. */
function signIns(services: Services) {
  const { store } = services;
  return [
    defineEndpoint({
      route: "POST /api/auth/key",
      who: "anyone",
      audit: { action: "sign_in", failures: true, target: () => "teacher key", detail: () => undefined },
      about: "Sign the teacher in with the key that the server prints at start.",
      body: z.object({ key: z.string().max(200) }),
      answers: { 200: SignedIn },
      handle({ context, body }) {
        const check = () =>
          timingSafeEqual(Buffer.from(keyHashOf(body.key.trim())), Buffer.from(services.keyHash))
            ? store.users.ownerAccount()
            : undefined;
        return signIn(context, services, { account: "key", fault: "wrong_key", check });
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/login",
      who: "anyone",
      audit: {
        action: "sign_in",
        failures: true,
        target: ({ name }) => accountTarget(store.users.find(name.trim())),
        detail: () => undefined,
      },
      about: "Sign in with name and password.",
      body: z.object({ name: z.string().max(400), password: z.string().max(200) }),
      answers: { 200: SignedIn },
      handle({ context, body: { name: typed, password } }) {
        const name = typed.trim();
        // An unknown name has a budget, too, so that answers do not reveal which accounts exist.
        const account = store.users.find(name)?.id.toString() ?? `unknown ${hashToken(nameKey(name))}`;
        const check = () => store.users.authenticate(name, password);
        return signIn(context, services, { account, fault: "wrong_password", check });
      },
    }),
  ];
}

export function auth(services: Services) {
  const { store, live, guesses, tickets } = services;
  return [
    ...signIns(services),
    defineEndpoint({
      route: "POST /api/auth/logout",
      who: "signedIn",
      programs: "allowed",
      about: "Sign out: revoke the token and close the connections that used it.",
      answers: { 204: null },
      handle({ context, hash }) {
        store.users.revoke(hash);
        live.endCredential(hash);
        deleteTokenCookie(context);
      },
    }),
    defineEndpoint({
      route: "GET /api/auth/me",
      who: "signedIn",
      programs: "allowed",
      about: "Get the caller's account.",
      answers: { 200: OneUser },
      handle: ({ user }) => ({ user }),
    }),
    defineEndpoint({
      route: "GET /api/auth/account",
      who: "anyone",
      about: "Get the caller's account, or null without a valid credential. For pages: browsers log every 401.",
      answers: { 200: z.object({ user: User.nullable() }) },
      handle: ({ context }) => ({ user: context.get("credential")?.user ?? null }),
    }),
    defineEndpoint({
      route: "POST /api/auth/ticket",
      who: "signedIn",
      programs: "allowed",
      about: "Issue a ticket for one WebSocket (`?ticket=`), valid once within 30 s.",
      answers: { 201: z.object({ ticket: z.string(), expires_at: Time }) },
      async handle({ hash }) {
        const { ticket, expires_at } = await tickets.issue("socket", { hash });
        return { ticket, expires_at: toTime(expires_at) };
      },
    }),
    defineEndpoint({
      route: "POST /api/users",
      who: "teacher",
      programs: "refused",
      audit: { action: "account.add", detail: ({ role }) => role },
      about: "Create an account.",
      body: z.object({ name: Nickname, role: z.enum(["teacher", "student"]), password: Password }).check(checkPassword),
      answers: { 201: OneUser },
      handle: async ({ body }) => ({ user: await guesses.hashing(() => store.users.add(body)) }),
    }),
  ];
}
