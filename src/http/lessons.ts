/** Endpoints for a teacher's own lessons and their versions. */
import { z } from "zod";
import { LessonCard, LessonSort, LessonTag, LessonVersion, OwnLesson, PreparedLesson, Tags } from "../domain/lesson.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { LessonInput } from "../domain/session.ts";
import { Text } from "../domain/text.ts";
import { withGuideTexts } from "../store/guide-texts.ts";
import type { LessonQuery } from "../store/lesson-list.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Listing } from "./paging.ts";
import { pathId } from "./path-id.ts";
import { Flag, Search } from "./query-fields.ts";

const LessonsQuery = pageQuery(QueryId).extend({
  search: Search.describe("Words that the title or the steps contain."),
  tag: z.string().max(160).optional(),
  archived: Flag.default(false).describe("`true`: the archived lessons instead of the others."),
  sort: LessonSort.default("new").describe("Newest first, last changed first, or by title."),
});

/** Returns the lessons that a query asks for, and one more if there are more. */
const onePlus = ({ limit, ...query }: z.output<typeof LessonsQuery>): LessonQuery => ({ ...query, limit: limit + 1 });
const idOf = ({ id }: { readonly id: number }) => id;

export function lessons(services: Services) {
  return [...lessonList(services), ...oneLesson(services), ...lessonVersions(services)];
}

function lessonList({ store }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/lessons",
      who: "teacher",
      about: "List the teacher's lessons, newest first. Archived ones are left out.",
      query: LessonsQuery,
      answers: { 200: z.array(OwnLesson) },
      handle: ({ user, query }) =>
        new Listing(store.lessons.list(user.id, onePlus(query)), { limit: query.limit }, idOf),
    }),
    defineEndpoint({
      route: "GET /api/lessons/cards",
      who: "teacher",
      about: "List the teacher's lessons without their steps.",
      query: LessonsQuery,
      answers: { 200: z.array(LessonCard) },
      handle: ({ user, query }) =>
        new Listing(store.lessons.cards(user.id, onePlus(query)), { limit: query.limit }, idOf),
    }),
    defineEndpoint({
      route: "GET /api/lessons/tags",
      who: "teacher",
      about: "List the tags of the teacher's lessons that are not archived.",
      answers: { 200: z.array(LessonTag) },
      handle: ({ user }) => store.lessons.tags(user.id),
    }),
    defineEndpoint({
      route: "POST /api/lessons",
      who: "teacher",
      about: "Create a lesson. Its steps are numbered in the given order.",
      body: LessonInput,
      answers: { 201: OwnLesson },
      handle: async ({ user, body }) => store.lessons.create(user.id, await withGuideTexts(body)),
    }),
  ];
}

function oneLesson({ store }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/lessons/:id",
      who: "teacher",
      about: "Get a lesson.",
      answers: { 200: OwnLesson },
      handle: ({ context, user }) => store.lessons.get(user.id, lessonId(context)),
    }),
    defineEndpoint({
      route: "PUT /api/lessons/:id",
      who: "teacher",
      about: "Replace a lesson. Steps sent with their `id` keep it. Saves a version if anything changed.",
      body: LessonInput,
      answers: { 200: OwnLesson },
      handle: async ({ context, user, body }) =>
        store.lessons.replace(user.id, lessonId(context), await withGuideTexts(body)),
    }),
    defineEndpoint({
      route: "DELETE /api/lessons/:id",
      who: "teacher",
      audit: { action: "lesson.delete" },
      about: "Delete a lesson with its versions. Sessions that used it keep their copy.",
      answers: { 204: null },
      handle({ context, user }) {
        store.lessons.remove(user.id, lessonId(context));
      },
    }),
    defineEndpoint({
      route: "POST /api/lessons/:id/copy",
      who: "teacher",
      about: "Create a lesson with the same steps and tags.",
      body: z.object({ title: Text(200).optional() }),
      answers: { 201: OwnLesson },
      handle: ({ context, user, body }) => store.lessons.copy(user.id, lessonId(context), body.title),
    }),
    defineEndpoint({
      route: "POST /api/lessons/:id/archive",
      who: "teacher",
      about: "Archive a lesson: lists leave it out. Idempotent.",
      answers: { 200: OwnLesson },
      handle: ({ context, user }) => store.lessons.archive(user.id, lessonId(context), true),
    }),
    defineEndpoint({
      route: "POST /api/lessons/:id/unarchive",
      who: "teacher",
      about: "Take a lesson out of the archive. Idempotent.",
      answers: { 200: OwnLesson },
      handle: ({ context, user }) => store.lessons.archive(user.id, lessonId(context), false),
    }),
    defineEndpoint({
      route: "PUT /api/lessons/:id/tags",
      who: "teacher",
      about: "Replace the tags of a lesson: at most 10 of at most 40 characters.",
      body: z.object({ tags: Tags }),
      answers: { 200: OwnLesson },
      handle: ({ context, user, body }) => store.lessons.tag(user.id, lessonId(context), body.tags),
    }),
  ];
}

function lessonVersions({ store }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/lessons/:id/versions",
      who: "teacher",
      about: "List the versions of a lesson, newest first: the newest 50 are kept.",
      answers: { 200: z.array(LessonVersion) },
      handle: ({ context, user }) => store.lessons.versions(user.id, lessonId(context)),
    }),
    defineEndpoint({
      route: "GET /api/lessons/:id/versions/:version",
      who: "teacher",
      about: "Get a lesson as it was in a version.",
      answers: { 200: PreparedLesson },
      handle: ({ context, user }) => store.lessons.version(user.id, lessonId(context), versionOf(context)),
    }),
    defineEndpoint({
      route: "POST /api/lessons/:id/versions/:version/restore",
      who: "teacher",
      about: "Make a lesson what it was in a version, as a new version. Its steps keep their ids.",
      answers: { 200: OwnLesson },
      handle: ({ context, user }) => store.lessons.restore(user.id, lessonId(context), versionOf(context)),
    }),
  ];
}

const lessonId = (context: RequestContext): number => pathId(context.req.param("id"), "lesson_not_found");
const versionOf = (context: RequestContext): number => pathId(context.req.param("version"), "version_not_found");
