/** Endpoints for a teacher's own lessons. */
import { z } from "zod";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { Lesson, LessonInput } from "../domain/session.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Listing } from "./paging.ts";
import { pathId } from "./path-id.ts";

export function lessons({ store }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/lessons",
      who: "teacher",
      about: "List the teacher's lessons, newest first.",
      query: pageQuery(QueryId),
      answers: { 200: z.array(Lesson) },
      handle({ user, query: { limit, before } }) {
        const list = store.lessons.list(user.id, limit + 1, before);
        return new Listing(list, { limit }, ({ id }) => id);
      },
    }),
    defineEndpoint({
      route: "POST /api/lessons",
      who: "teacher",
      about: "Create a lesson. Its steps are numbered in the given order.",
      body: LessonInput,
      answers: { 201: Lesson },
      handle: ({ user, body }) => store.lessons.create(user.id, body),
    }),
    defineEndpoint({
      route: "GET /api/lessons/:id",
      who: "teacher",
      about: "Get a lesson.",
      answers: { 200: Lesson },
      handle: ({ context, user }) => store.lessons.get(user.id, lessonId(context)),
    }),
    defineEndpoint({
      route: "PUT /api/lessons/:id",
      who: "teacher",
      about: "Replace a lesson. Steps sent with their `id` keep it.",
      body: LessonInput,
      answers: { 200: Lesson },
      handle: ({ context, user, body }) => store.lessons.replace(user.id, lessonId(context), body),
    }),
    defineEndpoint({
      route: "DELETE /api/lessons/:id",
      who: "teacher",
      about: "Delete a lesson. Sessions that used it keep their copy.",
      answers: { 204: null },
      handle({ context, user }) {
        store.lessons.remove(user.id, lessonId(context));
      },
    }),
  ];
}

const lessonId = (context: RequestContext): number => pathId(context.req.param("id"), "lesson_not_found");
