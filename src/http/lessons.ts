/** Lessons, for the teacher whose they are. */
import { z } from "zod";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { Lesson, LessonInput } from "../domain/session.ts";
import { type Call, defineCall } from "./call.ts";
import type { Call as Context, Desk } from "./context.ts";
import { sendPage } from "./paging.ts";
import { idIn } from "./path-id.ts";

export function lessons({ store }: Desk): Call[] {
  return [
    defineCall({
      route: "GET /api/lessons",
      who: "teacher",
      about: "List the teacher's lessons, newest first.",
      query: pageQuery(QueryId),
      answers: { 200: z.array(Lesson) },
      handle({ call, user, query: { limit, before } }) {
        const list = store.lessons.list(user.id, limit + 1, before);
        return sendPage(call, list, { limit }, ({ id }) => id);
      },
    }),
    defineCall({
      route: "POST /api/lessons",
      who: "teacher",
      about: "Makes a lesson; its steps are numbered in the order given.",
      body: LessonInput,
      answers: { 201: Lesson },
      handle: ({ call, user, body }) => call.json(store.lessons.create(user.id, body), 201),
    }),
    defineCall({
      route: "GET /api/lessons/:id",
      who: "teacher",
      about: "One lesson.",
      answers: { 200: Lesson },
      handle: ({ call, user }) => call.json(store.lessons.get(user.id, idOf(call))),
    }),
    defineCall({
      route: "PUT /api/lessons/:id",
      who: "teacher",
      about: "Writes a lesson anew; steps that carry their `id` keep it.",
      body: LessonInput,
      answers: { 200: Lesson },
      handle: ({ call, user, body }) => call.json(store.lessons.replace(user.id, idOf(call), body)),
    }),
    defineCall({
      route: "DELETE /api/lessons/:id",
      who: "teacher",
      about: "Deletes a lesson; sessions that were held with it keep their copy.",
      answers: { 204: null },
      handle({ call, user }) {
        store.lessons.remove(user.id, idOf(call));
        return call.body(null, 204);
      },
    }),
  ];
}

const idOf = (call: Context): number => idIn(call.req.param("id"), "lesson_not_found");
