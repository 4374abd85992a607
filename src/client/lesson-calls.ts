/** The HTTP calls about a teacher's lessons and their versions. */
import type { LessonInput } from "../domain/session.ts";
import type { AnswerOf, QueryOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import type { Fetched, Fetcher } from "./http.ts";

/** What to list of a teacher's lessons. */
export type LessonsQuery = QueryOf<"GET /api/lessons/cards">;
export type LessonCard = AnswerOf<"GET /api/lessons/cards">[number];
export type LessonVersion = AnswerOf<"GET /api/lessons/:id/versions">[number];

/** How many lessons are read at most. */
const maxItems = 12_000;

/** The calls, sent by `fetcher`. */
export function toLessonCalls(fetcher: Fetcher) {
  const { call, page, pages } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  return {
    lessons: () => data(pages("GET /api/lessons", maxItems)),
    /** The lessons that match the query, without their steps, or the page at `next`. */
    lessonCards: (query: LessonsQuery = {}, next?: string) =>
      next === undefined ? call("GET /api/lessons/cards", { query }) : page("GET /api/lessons/cards", next),
    lessonTags: () => data(call("GET /api/lessons/tags")),
    copyLesson: (id: number, title: string) =>
      data(call("POST /api/lessons/:id/copy", { path: { id }, body: { title } })),
    archiveLesson: (id: number, archived: boolean) =>
      data(call(archived ? "POST /api/lessons/:id/archive" : "POST /api/lessons/:id/unarchive", { path: { id } })),
    tagLesson: (id: number, tags: string[]) =>
      data(call("PUT /api/lessons/:id/tags", { path: { id }, body: { tags } })),
    lessonVersions: (id: number) => data(call("GET /api/lessons/:id/versions", { path: { id } })),
    lessonVersion: (id: number, version: number) =>
      data(call("GET /api/lessons/:id/versions/:version", { path: { id, version } })),
    restoreLesson: (id: number, version: number) =>
      data(call("POST /api/lessons/:id/versions/:version/restore", { path: { id, version } })),
    lesson: (id: number) => data(call("GET /api/lessons/:id", { path: { id } })),
    makeLesson: (lesson: LessonInput) => data(call("POST /api/lessons", { body: lesson })),
    changeLesson: (id: number, lesson: LessonInput) =>
      data(call("PUT /api/lessons/:id", { path: { id }, body: lesson })),
    deleteLesson: (id: number) => data(call("DELETE /api/lessons/:id", { path: { id } })),
  };
}
