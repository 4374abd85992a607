/** Endpoints for sessions that have taken place: their events in order, and another session with the same people. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Time } from "../domain/ids.ts";
import type { PreparedLesson } from "../domain/lesson.ts";
import { maxPageSize, pageQuery, QueryId } from "../domain/paging.ts";
import { isInAudience } from "../domain/roles.ts";
import type { User } from "../domain/session.ts";
import { Session } from "../features/whole-session.ts";
import { type Room, recordOf, teacherOf } from "../live/room.ts";
import { audienceOf } from "../live/rule.ts";
import type { Log } from "../store/log.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Listing } from "./paging.ts";

/** An event as the native dialect sends it to the teacher. */
const SentEvent = z.object({
  seq: z.number().int(),
  type: z.string(),
  at: Time,
  data: z.record(z.string(), z.unknown()),
});
type SentEvent = z.infer<typeof SentEvent>;

/** How many entries of the log one query reads. */
const readSize = 100;

export function pastSessions(services: Services) {
  const { store, live } = services;
  return [
    defineEndpoint({
      route: "GET /api/sessions/:session/events",
      who: "owner",
      about: "List the session's events from the first one on, as the native dialect sends them to the teacher.",
      query: pageQuery(QueryId, maxPageSize),
      answers: { 200: z.array(SentEvent) },
      handle: ({ room, query: { limit, before = 0 } }) =>
        new Listing(eventsOf(room, store.log, before), { limit }, ({ seq }) => seq),
    }),
    defineEndpoint({
      route: "POST /api/sessions/:session/again",
      who: "owner",
      about: "Create a session with the same title, lesson, features and settings. Expects the same people.",
      answers: { 201: Session },
      async handle({ room, user }) {
        const again = await live.sessions.repeat(user, room, lessonNow(services, room, user));
        return live.sessions.show(recordOf(again));
      },
    }),
  ];
}

/** Yields the events after `seq` that are for the teacher, read from the log as they are needed. */
function* eventsOf(room: Room, log: Log, seq: number): Generator<SentEvent> {
  const teacher = teacherOf(room);
  for (let last = seq; teacher && last < room.published; ) {
    for (const entry of log.since(room.id, last, readSize)) {
      last = entry.seq;
      if (last > room.published || !isInAudience(audienceOf(entry, room.state), teacher)) continue;
      const { type, at, data } = entry;
      yield { seq: last, type, at: new Date(at).toISOString(), data: data as SentEvent["data"] };
    }
  }
}

/** The session's lesson as it is now, or as the session has it if it was deleted. */
function lessonNow({ store }: Services, room: Room, user: User): PreparedLesson | null {
  const { lesson } = recordOf(room);
  if (lesson === null) return null;
  try {
    return store.lessons.get(user.id, lesson.id);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "lesson_not_found") return lesson;
    throw thrown;
  }
}
