/** Endpoints for sessions, their rosters and their status. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { Count, Time, Uuid } from "../domain/ids.ts";
import type { PreparedLesson } from "../domain/lesson.ts";
import { merge } from "../domain/merge.ts";
import { maxPageSize, pageQuery, QueryId } from "../domain/paging.ts";
import { Participant, SessionStatus } from "../domain/session.ts";
import { Session, SessionInput, SessionPatch, Settings } from "../features/whole-session.ts";
import { type Room, recordOf, rosterOf, stateOfCard } from "../live/room.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Listing } from "./paging.ts";
import { Flag, Search } from "./query-fields.ts";

const cardBatchSize = 10;

/** The status has the paths of the apps' documents, too. */
const statusRoutes = [
  "GET /api/sessions/:session/status",
  "GET /sessions/:session/status",
  "GET /api/v1/sessions/:session/status",
] as const;

const SessionsQuery = pageQuery(Uuid).extend({
  search: Search.describe("Words that the title, the code or the title of the lesson contains."),
  from: Time.optional().describe("Held at this time or later: started, or created if it has not started."),
  to: Time.optional().describe("Held before this time."),
  lesson: QueryId.optional().describe("The id of the session's lesson."),
  tag: z.string().max(160).optional().describe("A tag of the session's lesson."),
  ended: Flag.optional(),
});

/** A session in the list: how many students took part tells two classes of one lesson apart. */
const ListedSession = Session.extend({ student_count: Count });

const Status = z.object({
  session_code: z.string(),
  status: SessionStatus,
  online_participants: z.array(Uuid),
  online_count: Count,
  total_participants: Count,
});

export function sessions(services: Services) {
  const { store, live } = services;
  const show = (room: Room) => live.sessions.show(recordOf(room));

  return [
    defineEndpoint({
      route: "POST /api/sessions",
      who: "teacher",
      about: "Create a session. Its teacher is its first participant.",
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
      query: SessionsQuery,
      answers: { 200: z.array(ListedSession) },
      handle({ user, query: { limit, from, to, ...query } }) {
        const times = {
          from: from === undefined ? from : Date.parse(from),
          to: to === undefined ? to : Date.parse(to),
        };
        const rows = store.sessions.list(user.id, { ...query, ...times, limit: limit + 1 });
        return new Listing(sessionsOf(services, rows), { limit }, ({ id }) => id);
      },
    }),
    defineEndpoint({
      route: "GET /api/sessions/:session",
      who: "seated",
      about: "Get a session by id or code.",
      answers: { 200: Session },
      handle: ({ room }) => show(room),
    }),
    defineEndpoint({
      route: "PATCH /api/sessions/:session",
      who: "instructor",
      audit: { action: "session.change", detail: changedFields },
      about: "Change a session's title, features, settings or lesson. Fields that are not sent stay as they are.",
      body: SessionPatch,
      answers: { 200: Session },
      async handle({ user, room, body }) {
        const lesson = body.lesson_id == null ? body.lesson_id : store.lessons.get(user.id, body.lesson_id);
        const change = toChange(recordOf(room).settings, { ...body, lesson });
        if (Object.keys(change).length > 0) await live.sessions.change(room, change);
        return show(room);
      },
    }),
    defineEndpoint({
      route: "DELETE /api/sessions/:session",
      who: "owner",
      audit: { action: "session.delete" },
      about: "Delete a session with all its data.",
      answers: { 204: null },
      async handle({ room }) {
        await live.sessions.remove(room);
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
    ...statusEndpoints(),
  ];
}

const statusEndpoints = () =>
  statusRoutes.map((route) =>
    defineEndpoint({
      route,
      who: "observer",
      about: "Get the ids and the number of connected participants.",
      answers: { 200: Status },
      handle: ({ room }) => statusOf(room),
    }),
  );

/** Yields sessions as clients receive them, read from the log in batches because a card may hold a long lesson. */
export function* sessionsOf({ store, live }: Services, rows: readonly { readonly id: string }[]) {
  for (let n = 0; n < rows.length; n += cardBatchSize) {
    const ids = rows.slice(n, n + cardBatchSize).map(({ id }) => id);
    const cards = store.log.cards(ids);
    const students = store.seats.countStudents(ids);
    for (const id of ids) {
      const session = live.sessions.show(recordOf({ state: stateOfCard(cards.get(id) ?? []) }));
      yield { ...session, student_count: students.get(id) ?? 0 };
    }
  }
}

/** The names of the changed fields, for the audit log. */
const changedFields = ({ settings, ...others }: z.output<typeof SessionPatch>) =>
  [...Object.keys(others), ...Object.keys(settings ?? {})].join(", ");

type Patch = z.output<typeof SessionPatch> & { readonly lesson: PreparedLesson | null | undefined };

/** The changed fields of a session; settings that are not sent stay as they are. Throws `does_not_fit`. */
function toChange(before: Settings, { title, features, lesson, settings }: Patch) {
  return {
    ...(title !== undefined && { title }),
    ...(features && { features }),
    ...(lesson !== undefined && { lesson }),
    ...(settings && { settings: parseInput(Settings, merge(before, settings)) }),
  };
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
