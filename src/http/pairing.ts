/**
 * A phone beside a PC, without typing: the PC shows a one-time ticket, the phone scans it and comes in.
 *
 * A student's phone is that student. A teacher's is nobody but a new guest: what hangs on the projector is scanned by
 * the whole class, and must not make a teacher of whoever is first.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { User } from "../domain/session.ts";
import { type Room, recordOf } from "../live/room.ts";
import { hashToken } from "../store/accounts.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { handToken, keepCookie, signedIn } from "./who.ts";

const Pairing = z.object({ ticket: z.string(), expires_at: Time, url: z.string() });
const Paired = z.object({ token: z.string(), user: User, session_code: z.string() });

/** What a guest is called who came by a teacher's ticket. */
const guestName = "Phone";

export function pairing(services: Services) {
  const { store, live, tickets, browsers } = services;

  /** Who a phone is, that comes with a ticket of this user's, and its new token. */
  async function phoneOf(context: RequestContext, room: Room, user: User): Promise<{ user: User; token: string }> {
    const seat = live.sessions.seatOf(room, user);
    // The account counts as well: a teacher may sit among the students of another's class, and a device writes elsewhere.
    const plain = user.role !== "teacher" && !store.devices.forUser(user);
    if (seat?.role === "STUDENT" && plain) return { user, token: store.users.issue(user).token };
    live.limits.guest(context.env.address, "joining");
    const browser = browsers.remember(context.req.raw.headers);
    const { token = "" } = await live.sessions.seat(room, { nickname: guestName, browser: hashToken(browser.id) });
    keepCookie(context, browser.cookie);
    const guest = store.users.credentialByToken(token);
    if (!guest) throw new Error("a guest was seated without a token");
    return { user: guest.user, token };
  }

  return [
    defineEndpoint({
      route: "POST /api/sessions/:session/pairing",
      who: "seated",
      about: "A ticket for one's phone, good once within 10 minutes, and the address to scan; it keeps the ticket.",
      answers: { 201: Pairing },
      handle({ context, room }) {
        const { id, code, status } = recordOf(room);
        if (status === "ENDED") throw new Fault("session_ended");
        const { ticket, expires_at } = tickets.issuePairing(signedIn(context), id);
        // In the fragment, which reaches no server and no log.
        const url = `${services.base()}/practice/${code}#pair=${ticket}`;
        return { ticket, expires_at: toTime(expires_at), url };
      },
    }),
    defineEndpoint({
      route: "POST /api/auth/pair",
      who: "anyone",
      about: "A phone comes in by a ticket: as the student who showed it; by a teacher's, as a new guest.",
      /** `replace`: a teacher who is signed in there is signed out, and knows it. */
      body: z.object({ ticket: z.string().max(200), replace: z.boolean().default(false) }),
      answers: { 200: Paired },
      async handle({ context, body }) {
        // A link from somebody else must not put a teacher into a student's seat without a word.
        if (context.get("credential")?.user.role === "teacher" && !body.replace) throw new Fault("teacher_here");
        const found = tickets.takePairing(body.ticket);
        const room = found && (await live.rooms.open(found.session));
        if (!found || !room) {
          const fault = new Fault("wrong_ticket");
          // Half a class may scan a ticket that is used: that is not a guess.
          if (tickets.wasPairing(body.ticket)) throw fault;
          services.guesses.wrong(context.env.address, fault);
        }
        const { code, status } = recordOf(room);
        if (status === "ENDED") throw new Fault("session_ended");
        const { user, token } = await phoneOf(context, room, found.credential.user);
        handToken(context, token);
        return { token, user, session_code: code };
      },
    }),
  ];
}
