/** Signing in and out, accounts, tickets. */

import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { CoreFaultCode } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { User } from "../domain/session.ts";
import { checkPassword, Nickname, nameKey, Password } from "../domain/text.ts";
import { hashToken } from "../store/accounts.ts";
import { keyHashOf, type RequestContext, type Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { handToken, keepCookie, takeToken } from "./who.ts";

const SignedIn = z.object({ token: z.string(), user: User });
const OneUser = z.object({ user: User });
type MaybePromise<T> = T | Promise<T>;

export function auth(services: Services) {
  const { store, live, guesses, browsers, tickets } = services;

  /** Signs in whom `check` finds. `account` is what the browser remembers it by: `key` or a user's id. */
  async function signIn(
    context: RequestContext,
    { account, fault, check }: { account: string; fault: CoreFaultCode; check: () => MaybePromise<User | undefined> },
  ): Promise<z.output<typeof SignedIn>> {
    const { headers } = context.req.raw;
    const browser = browsers.find(headers, account);
    const user = await guesses.evaluate({ address: context.env.address, account, browser, fault }, check);
    const { token } = store.users.issue(user);
    handToken(context, token);
    keepCookie(context, browsers.remember(headers, account).cookie);
    return { token, user };
  }

  return [
    defineEndpoint({
      route: "POST /api/auth/key",
      who: "anyone",
      about: "Signs the teacher in by the key that is printed at start.",
      body: z.object({ key: z.string().max(200) }),
      answers: { 200: SignedIn },
      handle({ context, body }) {
        const check = () =>
          timingSafeEqual(Buffer.from(keyHashOf(body.key.trim())), Buffer.from(services.keyHash))
            ? store.users.ownerAccount()
            : undefined;
        return signIn(context, { account: "key", fault: "wrong_key", check });
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/login",
      who: "anyone",
      about: "Signs in by name and password.",
      body: z.object({ name: z.string().max(400), password: z.string().max(200) }),
      answers: { 200: SignedIn },
      handle({ context, body: { name: typed, password } }) {
        const name = typed.trim();
        // An unknown name has a budget too: whether there is such an account is not to be found out.
        const account = store.users.find(name)?.id.toString() ?? `unknown ${hashToken(nameKey(name))}`;
        const check = () => store.users.authenticate(name, password);
        return signIn(context, { account, fault: "wrong_password", check });
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/logout",
      who: "signedIn",
      about: "Signs out: the token is dead, and connections that came with it close.",
      answers: { 204: null },
      handle({ context, hash }) {
        store.users.revoke(hash);
        live.endCredential(hash);
        takeToken(context);
      },
    }),
    defineEndpoint({
      route: "GET /api/auth/me",
      who: "signedIn",
      about: "Who one is.",
      answers: { 200: OneUser },
      handle: ({ user }) => ({ user }),
    }),
    defineEndpoint({
      route: "POST /api/auth/ticket",
      who: "signedIn",
      about: "A ticket for one WebSocket, good once within 30 s: `?ticket=`.",
      answers: { 201: z.object({ ticket: z.string(), expires_at: Time }) },
      handle({ user, hash }) {
        const { ticket, expires_at } = tickets.issue({ user, hash });
        return { ticket, expires_at: toTime(expires_at) };
      },
    }),
    defineEndpoint({
      route: "POST /api/users",
      who: "teacher",
      about: "Makes an account.",
      body: z.object({ name: Nickname, role: z.enum(["teacher", "student"]), password: Password }).check(checkPassword),
      answers: { 201: OneUser },
      handle: async ({ body }) => ({ user: await guesses.hashing(() => store.users.add(body)) }),
    }),
  ];
}
