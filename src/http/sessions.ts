/** Sessions: made, listed, shown, changed, deleted; joining, and who is in. */
import { Hono } from "hono";
import { z } from "zod";
import { fit } from "../domain/faults.ts";
import { Uuid } from "../domain/ids.ts";
import { SessionInput, SessionPatch, Settings } from "../domain/session.ts";
import { Nickname } from "../domain/text.ts";
import { type Room, recordOf, rosterOf, stateOfCard } from "../live/room.ts";
import { body, jsonOnly, query } from "./body.ts";
import type { Carried, Desk } from "./context.ts";
import { handToken, ownRoom, roomOf, seated, teacher, teachersOnly, tokenOf } from "./who.ts";

const Paging = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), before: Uuid.optional() });

export function sessions(desk: Desk): Hono<Carried> {
  const { store, live } = desk;
  const show = (room: Room) => live.show(recordOf(room));

  return new Hono<Carried>()
    .post("/sessions", teachersOnly, jsonOnly, body(SessionInput), async (call) => {
      const user = teacher(call);
      const input = call.req.valid("json");
      const lesson = input.lesson_id == null ? null : store.lessons.get(user.id, input.lesson_id);
      return call.json(show(await live.create(user, input, lesson)), 201);
    })
    .get("/sessions", query(Paging), (call) => {
      const { limit, before } = call.req.valid("query");
      const rows = store.sessions.list(teacher(call).id, limit, before);
      const cards = store.log.cards(rows.map(({ id }) => id));
      return call.json(rows.map(({ id }) => live.show(recordOf({ state: stateOfCard(cards.get(id) ?? []) }))));
    })
    .get("/sessions/:session", async (call) => call.json(show((await seated(call, desk)).room)))
    .patch("/sessions/:session", teachersOnly, jsonOnly, body(SessionPatch), async (call) => {
      const room = await ownRoom(call, desk);
      const { title, features, lesson_id, settings } = call.req.valid("json");
      const before = recordOf(room).settings;
      const change = {
        ...(title !== undefined && { title }),
        ...(features && { features }),
        ...(lesson_id !== undefined && {
          lesson: lesson_id === null ? null : store.lessons.get(teacher(call).id, lesson_id),
        }),
        ...(settings && {
          settings: fit(Settings, {
            ...before,
            ...settings,
            hard_alert: { ...before.hard_alert, ...settings.hard_alert },
          }),
        }),
      };
      if (Object.keys(change).length > 0) await live.change(room, change);
      return call.json(show(room));
    })
    .delete("/sessions/:session", async (call) => {
      live.remove(await ownRoom(call, desk));
      return call.body(null, 204);
    })
    .get("/join/:session", async (call) => {
      const { title, status, features } = recordOf(await roomOf(call, desk));
      return call.json({ title, status, features });
    })
    .post("/sessions/:session/join", jsonOnly, body(z.object({ nickname: Nickname })), async (call) => {
      const room = await roomOf(call, desk);
      const { nickname } = call.req.valid("json");
      const user = call.get("credential")?.user;
      const { person, made, token } = await live.seat(room, user ? { user, nickname } : { nickname });
      if (token !== undefined) handToken(call, desk, token);
      const answer = { participant: person, session: show(room), token: token ?? tokenOf(call.req.raw.headers) };
      return call.json(answer, made ? 201 : 200);
    })
    .get("/sessions/:session/participants", async (call) => call.json(rosterOf((await seated(call, desk)).room)))
    .get("/sessions/:session/status", async (call) => call.json(statusOf((await seated(call, desk)).room)));
}

/** The seed's own summary of who is connected. */
export function statusOf(room: Room) {
  const { code, status } = recordOf(room);
  return {
    session_code: code,
    status,
    online_participants: Array.from(room.connections.keys()),
    online_count: room.connections.size,
    total_participants: rosterOf(room).length,
  };
}
