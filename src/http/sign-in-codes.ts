/**
 * Endpoints with which a signed-in teacher signs in on a second device: the first one shows a code as a QR code and as a
 * six-digit number, and the second one exchanges it for a credential of the same account.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Count, Time, toTime } from "../domain/ids.ts";
import { User } from "../domain/session.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { redeemCode } from "./redeem-code.ts";
import { replaceCredential } from "./replace-credential.ts";
import { roomOf, setCookie, setTokenCookie, signedIn } from "./who.ts";

const SignInCode = z.object({
  ticket: z.string(),
  /** Six digits to type instead of scanning; null if too many are valid at the moment. */
  number: z.string().nullable(),
  expires_at: Time,
  url: z.string(),
});
const SignedInByCode = z.object({ token: z.string(), user: User, session_code: z.string().nullable() });

export function signInCodes(services: Services) {
  const { store, live, tickets, browsers } = services;

  /** Throws unless the caller is a teacher, or an instructor of the session that the code leads to. */
  function requireInstructor(context: RequestContext, room: Room | undefined): void {
    const { user } = signedIn(context);
    const isInstructor = room && live.sessions.seatOf(room, user)?.role === "INSTRUCTOR";
    if (user.role !== "teacher" && !isInstructor) throw new Fault("not_allowed", "Only a teacher may do this.");
  }

  return [
    defineEndpoint({
      route: "POST /api/auth/sign-in-codes",
      who: "signedIn",
      programs: "refused",
      about:
        "Issue a code with which a teacher's second device signs in, valid once within 60 s: a URL to scan, and a six-digit number.",
      /** `session`: opens the remote control of this session. */
      body: z.object({ session: z.string().max(100).optional() }),
      answers: { 201: SignInCode },
      async handle({ context, hash, body }) {
        const room = body.session === undefined ? undefined : await roomOf(context, services, body.session);
        requireInstructor(context, room);
        const { ticket, number, expires_at } = await tickets.issue("sign-in", { hash }, room?.id);
        const path = room ? `/remote/${recordOf(room).code}` : "/teach";
        // In the fragment, which is never sent to a server and so is in no log.
        return { ticket, number, expires_at: toTime(expires_at), url: `${services.base()}${path}#code=${ticket}` };
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/sign-out-others",
      who: "signedIn",
      programs: "refused",
      audit: { action: "sign_out_others" },
      about:
        "Sign the caller out on every other device: revoke their other tokens and close the connections that used them.",
      answers: { 200: z.object({ signed_out: Count }) },
      handle({ user, hash }) {
        const revoked = store.users.revokeOthers({ user, hash });
        for (const other of revoked) live.endCredential(other);
        return { signed_out: revoked.length };
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/sign-in",
      who: "anyone",
      audit: { action: "sign_in", failures: true, target: () => "code", detail: () => undefined },
      about: "Sign in with a code of `POST /api/auth/sign-in-codes`: its ticket, or its six-digit number.",
      /** `replace`: confirms that another teacher who is signed in on this device is signed out. */
      body: z.object({ code: z.string().trim().max(200), replace: z.boolean().default(false) }),
      answers: { 200: SignedInByCode },
      async handle({ context, body: { code, replace } }) {
        const here = context.get("credential");
        const before = here?.user;
        // Checked before the code is used up.
        if (before?.role === "teacher" && !replace) {
          const owner = await tickets.ownerOf("sign-in", code, context.env.id);
          if (owner?.id !== before.id) throw new Fault("teacher_here");
        }
        const { credential, session } = await redeemCode(context, services, { kind: "sign-in", code });
        const { user } = credential;
        replaceCredential(services, here, user);
        const { token } = store.users.issue(user);
        setTokenCookie(context, token);
        setCookie(context, browsers.remember(context.req.raw.headers, String(user.id)).cookie);
        return { token, user, session_code: (session !== undefined && store.sessions.find(session)?.code) || null };
      },
    }),
  ];
}
