/**
 * Endpoints for projectors: a browser becomes one if the teacher opens it there, or if somebody types the number that the
 * teacher's page shows.
 */
import { z } from "zod";
import { projector } from "../dialects/projector.ts";
import { Fault } from "../domain/faults.ts";
import { Time, toTime } from "../domain/ids.ts";
import { Connected } from "../features/screen.ts";
import { type Room, recordOf } from "../live/room.ts";
import { screenLifetimeMs } from "../store/screens.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { screenCookie } from "./enter-screen.ts";
import { redeemCode } from "./redeem-code.ts";
import { setCookie, signedIn } from "./who.ts";

const ScreenCode = z.object({
  ticket: z.string(),
  /** Six digits to type; null if too many are valid at the moment. */
  number: z.string().nullable(),
  expires_at: Time,
  /** Where to type the number. */
  url: z.string(),
});
/** `token`: reads what the session's projector shows, and nothing else. */
const Paired = z.object({ token: z.string(), session_code: z.string() });

export function screens(services: Services) {
  const { store, live, tickets } = services;

  /** Makes the caller's browser a projector of the session. Its cookie is sent to the session's projector socket only. */
  function pair(context: RequestContext, room: Room): z.infer<typeof Paired> {
    const { code } = recordOf(room);
    const { token } = store.screens.issue(room.id);
    const path = projector.door.replace(":session", code);
    setCookie(context, { name: screenCookie, value: token, maxAge: screenLifetimeMs / 1000, path });
    return { token, session_code: code };
  }

  return [
    defineEndpoint({
      route: "POST /api/sessions/:session/screens",
      who: "instructor",
      programs: "refused",
      about:
        "Make the teacher's own browser a projector of the session: it can read what the class may see, and nothing else.",
      answers: { 201: Paired },
      handle({ context, room }) {
        return pair(context, room);
      },
    }),
    defineEndpoint({
      route: "POST /api/sessions/:session/screens/codes",
      who: "instructor",
      programs: "refused",
      about:
        "Issue a code with which another device becomes a projector, valid once within 60 s: a six-digit number to type.",
      answers: { 201: ScreenCode },
      async handle({ context, room }) {
        const { ticket, number, expires_at } = await tickets.issue("screen", signedIn(context), room.id);
        return { ticket, number, expires_at: toTime(expires_at), url: `${services.base()}/screen` };
      },
    }),
    defineEndpoint({
      route: "POST /api/screens",
      who: "anyone",
      about:
        "Become a projector with a code of `POST /api/sessions/{session}/screens/codes`: its ticket, or its number.",
      body: z.object({ code: z.string().trim().max(200) }),
      answers: { 200: Paired },
      async handle({ context, body: { code } }) {
        const { session = "", credential } = await redeemCode(context, services, { kind: "screen", code });
        const room = await live.rooms.open(session);
        if (!room) throw new Fault("session_not_found");
        const { seats, people, removed } = room.state.participants;
        const issuer = people.get(seats.get(credential.user.id) ?? "");
        if (issuer?.role !== "INSTRUCTOR" || removed.has(issuer.id)) throw new Fault("code_expired");
        return pair(context, room);
      },
    }),
    defineEndpoint({
      route: "GET /api/sessions/:session/screens",
      who: "instructor",
      about: "Count the projectors that show the session.",
      answers: { 200: Connected },
      handle({ room }) {
        return { connected: room.screens.size };
      },
    }),
    defineEndpoint({
      route: "DELETE /api/sessions/:session/screens",
      who: "instructor",
      audit: { action: "screens.disconnect" },
      about: "Disconnect every projector of the session: their credentials are revoked.",
      answers: { 204: null },
      handle({ room }) {
        live.revokeScreens(room.id);
      },
    }),
  ];
}
