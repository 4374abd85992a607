/** Sessions: made, listed, shown, changed, deleted; joining, and who is in. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { Count, Uuid } from "../domain/ids.ts";
import { merge } from "../domain/merge.ts";
import { maxPageSize, pageQuery } from "../domain/paging.ts";
import { Participant, SessionStatus } from "../domain/session.ts";
import { Nickname } from "../domain/text.ts";
import { FeatureNames, Session, SessionInput, SessionPatch, Settings } from "../features/whole-session.ts";
import { type Room, recordOf, rosterOf, stateOfCard } from "../live/room.ts";
import { hashToken } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Listing } from "./paging.ts";
import { handToken, keepCookie, roomOf, tokenOf } from "./who.ts";

const cardsAtOnce = 10;

const JoinPage = z.object({ title: z.string(), status: SessionStatus, features: FeatureNames });
const Joined = z.object({ participant: Participant, session: Session, token: z.string() });
const Status = z.object({
  session_code: z.string(),
  status: SessionStatus,
  online_participants: z.array(Uuid),
  online_count: Count,
  total_participants: Count,
});

export function sessions(services: Services) {
  const { store, live, browsers } = services;
  const show = (room: Room) => live.sessions.show(recordOf(room));

  /** Sessions as the wire shows them, read a few at a time: a card may hold a long lesson. */
  function* cardsOf(rows: readonly { readonly id: string }[]) {
    for (let n = 0; n < rows.length; n += cardsAtOnce) {
      const ids = rows.slice(n, n + cardsAtOnce).map(({ id }) => id);
      const cards = store.log.cards(ids);
      for (const id of ids) yield live.sessions.show(recordOf({ state: stateOfCard(cards.get(id) ?? []) }));
    }
  }

  return [
    defineEndpoint({
      route: "POST /api/sessions",
      who: "teacher",
      about: "Makes a session; its teacher is its first participant.",
      body: SessionInput,
      answers: { 201: Session },
      async handle({ user, body }) {
        const lesson = body.lesson_id == null ? null : store.lessons.get(user.id, body.lesson_id);
        return show(await live.sessions.create(user, body, lesson));
      },
    }),
    defineEndpoint({
      route: "GET /api/sessions",
      who: "teacher",
      about: "List the teacher's sessions, newest first.",
      query: pageQuery(Uuid),
      answers: { 200: z.array(Session) },
      handle({ user, query: { limit, before } }) {
        const rows = store.sessions.list(user.id, limit + 1, before);
        return new Listing(cardsOf(rows), { limit }, ({ id }) => id);
      },
    }),
    defineEndpoint({
      route: "GET /api/sessions/:session",
      who: "seated",
      about: "A session, by id or code.",
      answers: { 200: Session },
      handle: ({ room }) => show(room),
    }),
    defineEndpoint({
      route: "PATCH /api/sessions/:session",
      who: "owner",
      about: "Changes a session's title, features, settings or lesson; only what is named.",
      body: SessionPatch,
      answers: { 200: Session },
      async handle({ user, room, body: { title, features, lesson_id, settings } }) {
        const before = recordOf(room).settings;
        const lesson = lesson_id == null ? lesson_id : store.lessons.get(user.id, lesson_id);
        const change = {
          ...(title !== undefined && { title }),
          ...(features && { features }),
          ...(lesson !== undefined && { lesson }),
          ...(settings && { settings: parseInput(Settings, merge(before, settings)) }),
        };
        if (Object.keys(change).length > 0) await live.sessions.change(room, change);
        return show(room);
      },
    }),
    defineEndpoint({
      route: "DELETE /api/sessions/:session",
      who: "owner",
      about: "Deletes a session with all it holds.",
      answers: { 204: null },
      async handle({ room }) {
        await live.sessions.remove(room);
      },
    }),
    defineEndpoint({
      route: "GET /api/join/:session",
      who: "anyone",
      about: "What a join page shows.",
      answers: { 200: JoinPage },
      async handle({ context }) {
        const { title, status, features } = recordOf(await roomOf(context, services));
        return { title, status, features };
      },
    }),
    defineEndpoint({
      route: "POST /api/sessions/:session/join",
      who: "anyone",
      about: "Takes a seat; the same credential again has the same one (200).",
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
        if (issued !== undefined) handToken(context, issued);
        if (made) keepCookie(context, browser.cookie);
        const token = issued ?? tokenOf(context.req.raw.headers);
        if (token === undefined) throw new Error("someone without a token was seated and got none");
        context.status(made ? 201 : 200);
        return { participant: person, session: show(room), token };
      },
    }),
    defineEndpoint({
      route: "GET /api/sessions/:session/participants",
      who: "seated",
      about: "List the roster: the teacher first, then in the order of joining.",
      query: pageQuery(Uuid, maxPageSize),
      answers: { 200: z.array(Participant) },
      handle({ context, room, query }) {
        context.header("Lectern-Seq", String(room.seq));
        return new Listing(rosterOf(room), query, ({ id }) => id);
      },
    }),
    ...(
      [
        "GET /api/sessions/:session/status",
        "GET /sessions/:session/status",
        "GET /api/v1/sessions/:session/status",
      ] as const
    ).map((route) =>
      defineEndpoint({
        route,
        who: "observer",
        about: "Who is connected.",
        answers: { 200: Status },
        handle: ({ room }) => statusOf(room),
      }),
    ),
  ];
}

function statusOf(room: Room): z.input<typeof Status> {
  const { code, status } = recordOf(room);
  return {
    session_code: code,
    status,
    online_participants: Array.from(room.connections.keys()),
    online_count: room.connections.size,
    total_participants: rosterOf(room).length,
  };
}
