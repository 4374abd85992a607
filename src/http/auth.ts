/** Signing in and out, accounts, tickets. */
import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import { Nickname } from "../domain/text.ts";
import { body, jsonOnly } from "./body.ts";
import { type Call, type Carried, type Desk, keyHashOf } from "./context.ts";
import { handToken, signedIn, takeToken, teachersOnly } from "./who.ts";

const Password = z.string().min(8, "A password has 8 characters at least.").max(200);

export function auth(desk: Desk): Hono<Carried> {
  const { store, live, guesses, tickets } = desk;

  function welcome(call: Call, user: User) {
    const { token } = store.users.issue(user);
    handToken(call, desk, token);
    return call.json({ token, user });
  }

  return new Hono<Carried>()
    .post("/auth/key", jsonOnly, body(z.object({ key: z.string().max(200) })), async (call) => {
      const given = Buffer.from(keyHashOf(call.req.valid("json").key.trim()));
      if (!timingSafeEqual(given, Buffer.from(desk.keyHash))) {
        return guesses.wrong(call.env.address, new Fault("wrong_key"));
      }
      return welcome(call, store.users.keeper());
    })
    .post(
      "/auth/login",
      jsonOnly,
      body(z.object({ name: z.string().max(400), password: z.string().max(200) })),
      async (call) => {
        const { name, password } = call.req.valid("json");
        const user = await store.users.check(name.trim(), password);
        return user ? welcome(call, user) : guesses.wrong(call.env.address, new Fault("wrong_password"));
      },
    )
    .post("/auth/logout", (call) => {
      const { hash } = signedIn(call);
      store.users.revoke(hash);
      live.endCredential(hash);
      takeToken(call);
      return call.body(null, 204);
    })
    .get("/auth/me", (call) => call.json({ user: signedIn(call).user }))
    .post("/auth/ticket", (call) => {
      const { ticket, expires_at } = tickets.issue(signedIn(call));
      return call.json({ ticket, expires_at: toTime(expires_at) }, 201);
    })
    .post(
      "/users",
      teachersOnly,
      jsonOnly,
      body(z.object({ name: Nickname, role: z.enum(["teacher", "student"]), password: Password })),
      async (call) => call.json({ user: await store.users.add(call.req.valid("json")) }, 201),
    );
}
