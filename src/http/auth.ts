/** Signing in and out, accounts, tickets. */
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { User } from "../domain/session.ts";
import { Nickname, Password } from "../domain/text.ts";
import { type Call, defineCall } from "./call.ts";
import { type Call as Context, type Desk, keyHashOf } from "./context.ts";
import { handToken, takeToken } from "./who.ts";

const SignedIn = z.object({ token: z.string(), user: User });
const OneUser = z.object({ user: User });

export function auth(desk: Desk): Call[] {
  const { store, live, guesses, tickets } = desk;

  function welcome(call: Context, user: User): Response {
    const { token } = store.users.issue(user);
    handToken(call, token);
    return call.json({ token, user });
  }

  return [
    defineCall({
      route: "POST /api/auth/key",
      who: "anyone",
      about: "Signs the teacher in by the key that is printed at start.",
      body: z.object({ key: z.string().max(200) }),
      answers: { 200: SignedIn },
      handle({ call, body }) {
        const right = timingSafeEqual(Buffer.from(keyHashOf(body.key.trim())), Buffer.from(desk.keyHash));
        return right ? welcome(call, store.users.keeper()) : guesses.wrong(call.env.address, new Fault("wrong_key"));
      },
    }),
    defineCall({
      route: "POST /api/auth/login",
      who: "anyone",
      about: "Signs in by name and password.",
      body: z.object({ name: z.string().max(400), password: z.string().max(200) }),
      answers: { 200: SignedIn },
      async handle({ call, body }) {
        const user = await store.users.check(body.name.trim(), body.password);
        return user ? welcome(call, user) : guesses.wrong(call.env.address, new Fault("wrong_password"));
      },
    }),
    defineCall({
      route: "POST /api/auth/logout",
      who: "signedIn",
      about: "Signs out: the token is dead, and connections that came with it close.",
      answers: { 204: null },
      handle({ call, hash }) {
        store.users.revoke(hash);
        live.endCredential(hash);
        takeToken(call);
        return call.body(null, 204);
      },
    }),
    defineCall({
      route: "GET /api/auth/me",
      who: "signedIn",
      about: "Who one is.",
      answers: { 200: OneUser },
      handle: ({ call, user }) => call.json({ user }),
    }),
    defineCall({
      route: "POST /api/auth/ticket",
      who: "signedIn",
      about: "A ticket for one WebSocket, good once within 30 s: `?ticket=`.",
      answers: { 201: z.object({ ticket: z.string(), expires_at: Time }) },
      handle({ call, user, hash }) {
        const { ticket, expires_at } = tickets.issue({ user, hash });
        return call.json({ ticket, expires_at: toTime(expires_at) }, 201);
      },
    }),
    defineCall({
      route: "POST /api/users",
      who: "teacher",
      about: "Makes an account.",
      body: z.object({ name: Nickname, role: z.enum(["teacher", "student"]), password: Password }),
      answers: { 201: OneUser },
      handle: async ({ call, body }) => call.json({ user: await store.users.add(body) }, 201),
    }),
  ];
}
