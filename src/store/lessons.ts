/** Lessons: a title and ordered steps. A session has a copy, so that later edits of the lesson do not change it. */
import { and, asc, eq, notInArray } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import type {
  LessonCard,
  LessonTag,
  LessonVersion,
  OwnLesson,
  PreparedLesson,
  PreparedStep,
  StepPolls,
} from "../domain/lesson.ts";
import type { LessonInput } from "../domain/session.ts";
import { fillLessons, searchOf } from "./lesson-backfill.ts";
import { columns, keptOf, type LessonQuery, type LessonRow, openLessonList } from "./lesson-list.ts";
import { openVersions } from "./lesson-versions.ts";
import { lessons, subtasks } from "./schema.ts";

type LessonData = z.output<typeof LessonInput>;

/** Every method that names a lesson throws `lesson_not_found` if it does not exist or has another owner. */
export interface Lessons {
  create(owner: number, lesson: LessonData): OwnLesson;
  /** Each lesson's steps are read when the iterator reaches it. */
  list(owner: number, query?: LessonQuery): Iterable<OwnLesson>;
  /** The same without steps, in one query. */
  cards(owner: number, query?: LessonQuery): LessonCard[];
  /** The tags of the lessons that are not archived, by name. */
  tags(owner: number): LessonTag[];
  get(owner: number, id: number): OwnLesson;
  /** A step with the id of a step of this lesson replaces that step; any other is added. Steps not given are deleted. */
  replace(owner: number, id: number, lesson: LessonData): OwnLesson;
  /** Makes a lesson with the same steps and tags, and with this title if it is given. */
  copy(owner: number, id: number, title?: string): OwnLesson;
  archive(owner: number, id: number, archived: boolean): OwnLesson;
  tag(owner: number, id: number, tags: readonly string[]): OwnLesson;
  remove(owner: number, id: number): void;
  /** Newest first. */
  versions(owner: number, id: number): LessonVersion[];
  /** The lesson as it was. Throws `version_not_found`. */
  version(owner: number, id: number, version: number): PreparedLesson;
  /** Makes the lesson what it was, as a new version. Its steps keep their ids. Throws `version_not_found`. */
  restore(owner: number, id: number, version: number): OwnLesson;
}

/** `now` gives milliseconds since 1970. */
export function openLessons(db: BunSQLiteDatabase, now: () => number): Lessons {
  const versions = openVersions(db);
  const list = openLessonList(db);
  const withSteps = ({ id, title }: { id: number; title: string }): PreparedLesson => {
    const steps = db.select().from(subtasks).where(eq(subtasks.lesson_id, id)).orderBy(asc(subtasks.order_index)).all();
    return { id, title, subtasks: steps.map(toStep) };
  };
  fillLessons(db, { versions, withSteps });

  const toOwn = ({ id, title, ...row }: LessonRow): OwnLesson => ({ ...withSteps({ id, title }), ...keptOf(row) });
  const get = (owner: number, id: number): OwnLesson => {
    const row = db
      .select(columns)
      .from(lessons)
      .where(and(eq(lessons.id, id), eq(lessons.owner_id, owner)))
      .get();
    if (!row) throw new Fault("lesson_not_found");
    return toOwn(row);
  };
  /** Writes steps in this order: those with a known id are changed, the others are added. */
  const write = (lesson_id: number, steps: LessonData["subtasks"], knownIds: ReadonlySet<number>) => {
    steps.forEach(({ id, ...step }, index) => {
      const row = { ...toRow(step), order_index: index + 1 };
      if (id !== undefined && knownIds.has(id)) db.update(subtasks).set(row).where(eq(subtasks.id, id)).run();
      else
        db.insert(subtasks)
          .values({ ...row, lesson_id })
          .run();
    });
  };
  const set = (owner: number, id: number, change: Partial<typeof lessons.$inferInsert>) => {
    get(owner, id);
    db.update(lessons).set(change).where(eq(lessons.id, id)).run();
    return get(owner, id);
  };
  /** Records what the lesson has become, if its title or steps differ from `before`. */
  const changed = (
    owner: number,
    { before, id, from }: { before?: PreparedLesson; id: number; from?: number },
  ): OwnLesson => {
    const lesson = get(owner, id);
    if (before && textOf(before) === textOf(lesson)) return lesson;
    versions.add(lesson, { at: now(), by: owner, from });
    return set(owner, id, { search: searchOf(lesson), updated_at: now() });
  };
  const make = (owner: number, { title, subtasks }: LessonData, tags: readonly string[]) =>
    db.transaction(() => {
      const row = { title, owner_id: owner, created_at: now(), tags: JSON.stringify(tags) };
      const { id } = db.insert(lessons).values(row).returning({ id: lessons.id }).get();
      write(id, subtasks, new Set());
      return changed(owner, { id });
    });

  return {
    create: (owner, lesson) => make(owner, lesson, []),
    list: (owner, query = {}) => list.rows(owner, query).values().map(toOwn),
    cards: (owner, query = {}) => list.cards(owner, query),
    tags: list.tags,
    get,
    replace: (owner, id, lesson) =>
      db.transaction(() => {
        const before = get(owner, id);
        const knownIds = new Set(before.subtasks.map((subtask) => subtask.id));
        const keptIds = lesson.subtasks.flatMap((step) =>
          step.id !== undefined && knownIds.has(step.id) ? [step.id] : [],
        );
        if (new Set(keptIds).size < keptIds.length) throw new Fault("does_not_fit", "Two steps have the same id.");
        db.delete(subtasks)
          .where(and(eq(subtasks.lesson_id, id), notInArray(subtasks.id, keptIds)))
          .run();
        write(id, lesson.subtasks, knownIds);
        db.update(lessons).set({ title: lesson.title }).where(eq(lessons.id, id)).run();
        return changed(owner, { before, id });
      }),
    copy(owner, id, title) {
      const { tags, ...lesson } = get(owner, id);
      const steps = lesson.subtasks.map(({ id: _, order_index: __, ...step }) => step);
      return make(owner, { title: title ?? lesson.title, subtasks: steps }, tags);
    },
    archive: (owner, id, archived) => set(owner, id, { archived_at: archived ? now() : null }),
    tag: (owner, id, tags) => set(owner, id, { tags: JSON.stringify(tags) }),
    remove(owner, id) {
      get(owner, id);
      db.delete(lessons).where(eq(lessons.id, id)).run();
    },
    versions(owner, id) {
      get(owner, id);
      return versions.list(id);
    },
    version(owner, id, version) {
      get(owner, id);
      return versions.get(id, version);
    },
    restore: (owner, id, version) =>
      db.transaction(() => {
        const before = get(owner, id);
        const { title, subtasks: steps } = versions.get(id, version);
        const ids = steps.map((step) => step.id);
        db.delete(subtasks)
          .where(and(eq(subtasks.lesson_id, id), notInArray(subtasks.id, ids)))
          .run();
        for (const step of steps) {
          const row = { ...toRow(step), lesson_id: id };
          db.insert(subtasks).values(row).onConflictDoUpdate({ target: subtasks.id, set: row }).run();
        }
        db.update(lessons).set({ title }).where(eq(lessons.id, id)).run();
        return changed(owner, { before, id, from: version });
      }),
  };
}

/** A step as it is read, with its fields in the order of the wire; without content or polls, it has no such field. */
const toStep = ({ id, title, order_index, content, polls, ...step }: typeof subtasks.$inferSelect): PreparedStep => ({
  id,
  title,
  order_index,
  target_action: step.target_action,
  ...(content !== null && { content }),
  guide_text: step.guide_text,
  voice_guide_text: step.voice_guide_text,
  ...(polls !== null && { polls: JSON.parse(polls) as StepPolls }),
});

/** A step as it is stored. */
const toRow = <S extends { readonly polls?: StepPolls | undefined; readonly content?: string | null | undefined }>({
  content = null,
  polls = [],
  ...step
}: S) => ({ ...step, content, polls: polls.length > 0 ? JSON.stringify(polls) : null });

/** What a version consists of, as text. */
const textOf = ({ title, subtasks }: PreparedLesson): string => JSON.stringify([title, subtasks]);
