/** Endpoints for joining a session. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { readableUntil } from "../domain/readable.ts";
import { Participant, SessionStatus, type User } from "../domain/session.ts";
import { Nickname } from "../domain/text.ts";
import { FeatureNames, Session } from "../features/whole-session.ts";
import { type Room, recordOf } from "../live/room.ts";
import { hashToken } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { roomOf, setCookie, setTokenCookie, tokenOf } from "./who.ts";

const JoinPage = z.object({
  title: z.string(),
  status: SessionStatus,
  features: FeatureNames,
  /** The caller's name, if they have a seat or are expected; absent for everyone else. */
  known_as: z.string().optional(),
});
const Joined = z.object({ participant: Participant, session: Session, token: z.string() });

export function joining(services: Services) {
  const { live, browsers } = services;
  const pageOf = (room: Room, user: User | undefined): z.output<typeof JoinPage> => {
    const { title, status, features } = recordOf(room);
    const known_as = nameOf(room, user, services.now());
    return { title, status, features, ...(known_as !== undefined && { known_as }) };
  };

  return [
    defineEndpoint({
      route: "GET /api/join/:session",
      who: "anyone",
      about: "Get what the join page shows of a session.",
      answers: { 200: JoinPage },
      handle: async ({ context }) => pageOf(await roomOf(context, services), context.get("credential")?.user),
    }),
    defineEndpoint({
      route: "GET /api/join",
      who: "anyone",
      about: "Find a session by its code: what the join page shows of it, or null if no session has this code.",
      query: z.object({ code: z.string().max(64) }),
      answers: { 200: z.object({ session: JoinPage.nullable() }) },
      async handle({ context, query: { code } }) {
        const room = await roomOf(context, services, code).catch((cause) => {
          if (cause instanceof Fault && cause.code === "session_not_found") return null;
          throw cause;
        });
        return { session: room && pageOf(room, context.get("credential")?.user) };
      },
    }),
    defineEndpoint({
      route: "POST /api/sessions/:session/join",
      who: "anyone",
      about: "Take a seat in a session. A caller who already has a seat gets the same one (200).",
      body: z.object({ nickname: Nickname }),
      answers: { 201: Joined, 200: Joined },
      async handle({ context, body: { nickname } }) {
        const room = await roomOf(context, services);
        const user = context.get("credential")?.user;
        if (!user) live.limits.guest(context.env.address, "joining");
        const browser = browsers.remember(context.req.raw.headers);
        const {
          person,
          made,
          token: issued,
        } = await live.sessions.seat(room, { user, nickname, browser: hashToken(browser.id) });
        if (issued !== undefined) setTokenCookie(context, issued);
        if (made) setCookie(context, browser.cookie);
        const token = issued ?? tokenOf(context.req.raw.headers);
        if (token === undefined) throw new Error("a participant was seated without a token");
        context.status(made ? 201 : 200);
        return { participant: person, session: live.sessions.show(recordOf(room)), token };
      },
    }),
  ];
}

/** The name under which a user has a seat, or is expected. After the session, only while they can read it. */
function nameOf(room: Room, user: User | undefined, now: number): string | undefined {
  if (!user || now >= readableUntil(recordOf(room))) return;
  const { seats, people, removed } = room.state.participants;
  const id = seats.get(user.id);
  if (id !== undefined) return removed.has(id) ? undefined : people.get(id)?.nickname;
  return recordOf(room).status === "ENDED" ? undefined : room.state.expected.people.get(user.id)?.nickname;
}
