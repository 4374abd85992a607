/**
 * Endpoints for pairing: a PC shows a one-time ticket as a QR code, and a phone that scans it joins the session.
 *
 * A student's phone signs in as that student. With a teacher's ticket, a phone joins as a new guest: a code on the
 * projector is visible to the whole class, and must not sign the first phone in as the teacher.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { User } from "../domain/session.ts";
import { type Room, recordOf } from "../live/room.ts";
import { hashToken } from "../store/accounts.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { replaceCredential } from "./replace-credential.ts";
import { setCookie, setTokenCookie, signedIn } from "./who.ts";

const Pairing = z.object({ ticket: z.string(), expires_at: Time, url: z.string() });
const Paired = z.object({ token: z.string(), user: User, session_code: z.string() });

/** The nickname of a guest who joined with a teacher's ticket. */
const guestName = "Phone";

export function pairing(services: Services) {
  const { store, live, tickets, browsers } = services;

  /** Issues a token for a phone with a ticket of `user`: for that user if they are a student here, else for a new guest. */
  async function signPhoneIn(context: RequestContext, room: Room, user: User): Promise<{ user: User; token: string }> {
    const seat = live.sessions.seatOf(room, user);
    // The account is checked, too: a teacher may have a student's seat in another teacher's session, and a device's
    // account has rights on the quality board.
    const isStudent = user.role !== "teacher" && !store.devices.forUser(user);
    if (seat?.role === "STUDENT" && isStudent) return { user, token: store.users.issue(user).token };
    live.limits.guest(context.env.address, "joining");
    const browser = browsers.remember(context.req.raw.headers);
    const { token = "" } = await live.sessions.seat(room, { nickname: guestName, browser: hashToken(browser.id) });
    setCookie(context, browser.cookie);
    const guest = store.users.credentialByToken(token);
    if (!guest) throw new Error("a guest was seated without a token");
    return { user: guest.user, token };
  }

  return [
    defineEndpoint({
      route: "POST /api/sessions/:session/pairing",
      who: "seated",
      programs: "refused",
      about:
        "Issue a ticket for the caller's phone, valid once within 10 minutes, and the URL to scan, which contains it.",
      answers: { 201: Pairing },
      async handle({ context, room }) {
        const { id, code, status } = recordOf(room);
        if (status === "ENDED") throw new Fault("session_ended");
        const { ticket, expires_at } = await tickets.issue("phone", signedIn(context), id);
        // In the fragment, which is never sent to a server and so is in no log.
        const url = `${services.base()}/practice/${code}#pair=${ticket}`;
        return { ticket, expires_at: toTime(expires_at), url };
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/pair",
      who: "anyone",
      about: "Sign a phone in with a ticket: as the student who issued it, or as a new guest if a teacher did.",
      /** `replace`: confirms that the teacher who is signed in on the phone is signed out. */
      body: z.object({ ticket: z.string().max(200), replace: z.boolean().default(false) }),
      answers: { 200: Paired },
      async handle({ context, body }) {
        // A link from someone else must not silently replace a teacher's sign-in with a student's.
        const here = context.get("credential");
        if (here?.user.role === "teacher" && !body.replace) throw new Fault("teacher_here");
        const found = await tickets.redeem("phone", body.ticket, context.env.id);
        const room = found?.session === undefined ? undefined : await live.rooms.open(found.session);
        if (!found || !room) {
          const fault = new Fault("wrong_ticket");
          // Many phones may scan the same ticket: a used ticket is not a guess.
          if ((await tickets.stateOf("phone", body.ticket)) !== "unknown") throw fault;
          services.guesses.rejectGuess(context.env.address, fault);
        }
        const { code, status } = recordOf(room);
        if (status === "ENDED") throw new Fault("session_ended");
        const { user, token } = await signPhoneIn(context, room, found.credential.user);
        replaceCredential(services, here, user);
        setTokenCookie(context, token);
        return { token, user, session_code: code };
      },
    }),
  ];
}
