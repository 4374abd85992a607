/** Schemas of a teacher's own lessons: with tags, in use or archived, and with their earlier versions. */
import { z } from "zod";
import { Count, IntId, Time } from "./ids.ts";
import { PreparedPoll } from "./quiz/prepared-poll.ts";
import { Lesson, LessonStep } from "./session.ts";
import { cleanText, nameKey } from "./text.ts";

/** A tag: 1 to 40 characters on one line. */
export const Tag = z
  .string()
  .max(160)
  .transform((tag) => cleanText(tag).normalize("NFC"))
  .pipe(z.string().min(1).max(40));

/** The tags of a lesson. Of tags that differ only in case or width, the first one is kept. */
export const Tags = z
  .array(Tag)
  .max(10)
  .transform((tags) => Array.from(new Map(tags.toReversed().map((tag) => [nameKey(tag), tag])).values()).reverse());

const Kept = z.object({
  tags: z.array(z.string()),
  archived: z.boolean(),
  created_at: Time,
  /** When its title or its steps last changed. */
  updated_at: Time,
});

const PreparedStep = LessonStep.extend({ polls: z.array(PreparedPoll).optional() });
export type PreparedStep = z.infer<typeof PreparedStep>;
/** The polls of a step as they are stored. */
export type StepPolls = NonNullable<PreparedStep["polls"]>;

/** A lesson with the polls that are prepared at its steps. Students never receive it. */
export const PreparedLesson = Lesson.extend({ subtasks: z.array(PreparedStep) });
export type PreparedLesson = z.infer<typeof PreparedLesson>;

/** A lesson as its owner reads it. */
export const OwnLesson = PreparedLesson.extend(Kept.shape);
export type OwnLesson = z.infer<typeof OwnLesson>;

/** A lesson in a list, without its steps. */
export const LessonCard = z.object({
  id: IntId,
  title: z.string(),
  steps: Count,
  ...Kept.shape,
  /** The number of classes that use or used it, and when the last of them was created. */
  classes: Count,
  used_at: Time.nullable(),
});
export type LessonCard = z.infer<typeof LessonCard>;

export const LessonTag = z.object({ tag: z.string(), lessons: Count });
export type LessonTag = z.infer<typeof LessonTag>;

/** A version in the list of a lesson's versions; the highest number is the lesson as it is. */
export const LessonVersion = z.object({
  version: IntId,
  title: z.string(),
  steps: Count,
  saved_at: Time,
  by: z.object({ id: IntId, name: z.string() }),
  /** The version that was restored as this one, if it was not edited. */
  restored_from: IntId.nullable(),
});
export type LessonVersion = z.infer<typeof LessonVersion>;

/** Returns the texts of a step that a search looks through. A content is there without markup. */
export const textsOf = ({ content: _, polls = [], ...step }: PreparedStep): string[] => [
  ...Object.values(step).filter((value): value is string => typeof value === "string" && value !== ""),
  ...polls.flatMap(({ question, options = [] }) => [question, ...options.map(({ text }) => text)]),
];

/** Returns the lesson as everyone in a session receives it: without what is prepared for the teacher. */
export const toSnapshot = ({ id, title, subtasks }: PreparedLesson): Lesson => ({
  id,
  title,
  subtasks: subtasks.map(({ polls: _, ...step }) => step),
});

/** The order of a list of lessons: newest first, last changed first, or by title. */
export const LessonSort = z.enum(["new", "changed", "title"]);
export type LessonSort = z.infer<typeof LessonSort>;
