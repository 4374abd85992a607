/** Endpoints for the person whom a teacher invited as a co-teacher: what the link leads to, and accepting it. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Participant, User } from "../domain/session.ts";
import { Nickname } from "../domain/text.ts";
import { Session } from "../features/whole-session.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { Claimant } from "../live/sessions.ts";
import { hashToken } from "../store/accounts.ts";
import type { CoTeacherRow } from "../store/co-teachers.ts";
import { isRemoved } from "./co-teachers.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { setCookie, setTokenCookie, tokenOf } from "./who.ts";

/** What the page of an invitation shows. */
const Invitation = z.object({ title: z.string(), teacher: z.string(), name: z.string(), session_code: z.string() });
const Accepted = z.object({ token: z.string(), user: User, participant: Participant, session: Session });

const Secret = z.string().max(200);

export function invitations(services: Services) {
  const { store, live, browsers, guesses, now } = services;

  /** Returns an invitation that can be accepted, or was accepted by the caller. Throws why it cannot. */
  async function openInvitation(context: RequestContext, secret: string): Promise<{ row: CoTeacherRow; room: Room }> {
    const session = store.coTeachers.bySecret(secret)?.session_id;
    const room = session === undefined ? undefined : await live.rooms.open(session);
    // Read again, because somebody may have accepted or withdrawn it meanwhile.
    const row = store.coTeachers.bySecret(secret);
    // A withdrawn invitation is unknown, and a person may try its link a few times.
    if (!room || !row) return guesses.rejectGuess(context.env.address, new Fault("invitation_over"));
    if (row.user_id !== null) {
      if (row.user_id !== context.get("credential")?.user.id) throw new Fault("invitation_used");
      if (isRemoved(room, row)) throw new Fault("invitation_over");
    } else if (row.expires_at <= now()) throw new Fault("invitation_over");
    if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
    return { row, room };
  }

  const acceptOnce = createExclusive();

  return [
    defineEndpoint({
      route: "POST /api/invitations/read",
      who: "anyone",
      about: "Get what the page of an invitation shows. The secret is in the body, so that it reaches no log.",
      body: z.object({ invitation: Secret }),
      answers: { 200: Invitation },
      async handle({ context, body: { invitation } }) {
        const { row, room } = await openInvitation(context, invitation);
        const { title, instructor, code } = recordOf(room);
        return { title, teacher: instructor.name, name: row.name, session_code: code };
      },
    }),
    defineEndpoint({
      route: "POST /api/invitations/accept",
      who: "anyone",
      about:
        "Accept an invitation: as the signed-in teacher or student with an account, or as a new guest with this nickname. Repeating it gives the same seat.",
      body: z.object({ invitation: Secret, nickname: Nickname.optional() }),
      answers: { 200: Accepted },
      async handle({ context, body: { invitation, nickname } }) {
        return acceptOnce(hashToken(invitation), async () => {
          const { row, room } = await openInvitation(context, invitation);
          const caller = context.get("credential")?.user;
          if (caller?.id === recordOf(room).instructor.id) throw new Fault("own_class");
          // A guest's account belongs to one seat; it is used again only by whoever accepted this invitation with it.
          const user = caller && (caller.role !== "guest" || caller.id === row.user_id) ? caller : undefined;
          if (!user) live.limits.guest(context.env.address, "joining");
          const browser = browsers.remember(context.req.raw.headers);
          const name = user?.role === "guest" || !user ? (nickname ?? row.name) : user.name;
          const newcomer = { user, nickname: name, browser: hashToken(browser.id) };
          const claim = (seat: Claimant) => store.coTeachers.accept(row.id, seat);
          const seated = await live.sessions.seatCoTeacher(room, newcomer, claim);
          const { person } = seated;
          if (seated.token !== undefined) setTokenCookie(context, seated.token);
          if (seated.made) setCookie(context, browser.cookie);
          const token = seated.token ?? tokenOf(context.req.raw.headers);
          const account = user ?? (token === undefined ? undefined : store.users.credentialByToken(token)?.user);
          if (token === undefined || !account) throw new Error("a co-teacher was seated without a token");
          return { token, user: account, participant: person, session: live.sessions.show(recordOf(room)) };
        });
      },
    }),
  ];
}

/** Returns a function that runs one piece of work per key at a time. Throws `invitation_used` while another one runs. */
function createExclusive() {
  const running = new Set<string>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    if (running.has(key)) throw new Fault("invitation_used");
    running.add(key);
    try {
      return await work();
    } finally {
      running.delete(key);
    }
  };
}
