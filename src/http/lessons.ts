/** Lessons, for the teacher whose they are. */
import { z } from "zod";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { Lesson, LessonInput } from "../domain/session.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint, type Endpoint } from "./endpoint.ts";
import { sendPage } from "./paging.ts";
import { idIn } from "./path-id.ts";

export function lessons({ store }: Services): Endpoint[] {
  return [
    defineEndpoint({
      route: "GET /api/lessons",
      who: "teacher",
      about: "List the teacher's lessons, newest first.",
      query: pageQuery(QueryId),
      answers: { 200: z.array(Lesson) },
      handle({ context, user, query: { limit, before } }) {
        const list = store.lessons.list(user.id, limit + 1, before);
        return sendPage(context, list, { limit }, ({ id }) => id);
      },
    }),
    defineEndpoint({
      route: "POST /api/lessons",
      who: "teacher",
      about: "Makes a lesson; its steps are numbered in the order given.",
      body: LessonInput,
      answers: { 201: Lesson },
      handle: ({ context, user, body }) => context.json(store.lessons.create(user.id, body), 201),
    }),
    defineEndpoint({
      route: "GET /api/lessons/:id",
      who: "teacher",
      about: "One lesson.",
      answers: { 200: Lesson },
      handle: ({ context, user }) => context.json(store.lessons.get(user.id, idOf(context))),
    }),
    defineEndpoint({
      route: "PUT /api/lessons/:id",
      who: "teacher",
      about: "Writes a lesson anew; steps that carry their `id` keep it.",
      body: LessonInput,
      answers: { 200: Lesson },
      handle: ({ context, user, body }) => context.json(store.lessons.replace(user.id, idOf(context), body)),
    }),
    defineEndpoint({
      route: "DELETE /api/lessons/:id",
      who: "teacher",
      about: "Deletes a lesson; sessions that were held with it keep their copy.",
      answers: { 204: null },
      handle({ context, user }) {
        store.lessons.remove(user.id, idOf(context));
        return context.body(null, 204);
      },
    }),
  ];
}

const idOf = (context: RequestContext): number => idIn(context.req.param("id"), "lesson_not_found");
