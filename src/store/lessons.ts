/** Lessons: a title and ordered steps. A session has a copy, so that later edits of the lesson do not change it. */
import { and, asc, desc, eq, inArray, lt, notInArray } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import type { Lesson, LessonInput } from "../domain/session.ts";
import { lessons, subtasks } from "./schema.ts";

type LessonData = z.output<typeof LessonInput>;

export interface Lessons {
  create(owner: number, lesson: LessonData): Lesson;
  /** Newest first, older than the lesson `before`. Each lesson's steps are read when the iterator reaches it. */
  list(owner: number, limit?: number, before?: number): Iterable<Lesson>;
  /** Throws `lesson_not_found` if the lesson does not exist or has another owner. */
  get(owner: number, id: number): Lesson;
  /** A step with the id of a step of this lesson replaces that step; any other is added. Steps not given are deleted. */
  replace(owner: number, id: number, lesson: LessonData): Lesson;
  remove(owner: number, id: number): void;
}

/** `now` gives milliseconds since 1970. */
export function openLessons(db: BunSQLiteDatabase, now: () => number): Lessons {
  const withSteps = (rows: { id: number; title: string }[]): Lesson[] => {
    const ids = rows.map(({ id }) => id);
    const all = db.select().from(subtasks).where(inArray(subtasks.lesson_id, ids)).orderBy(asc(subtasks.order_index));
    const steps = Map.groupBy(all.all(), (subtask) => subtask.lesson_id);
    return rows.map(({ id, title }) => ({
      id,
      title,
      subtasks: (steps.get(id) ?? []).map(
        ({ id, title, order_index, target_action, guide_text, voice_guide_text }) => ({
          id,
          title,
          order_index,
          target_action,
          guide_text,
          voice_guide_text,
        }),
      ),
    }));
  };
  const get = (owner: number, id: number): Lesson => {
    const row = db
      .select()
      .from(lessons)
      .where(and(eq(lessons.id, id), eq(lessons.owner_id, owner)))
      .get();
    const [lesson] = row ? withSteps([row]) : [];
    if (!lesson) throw new Fault("lesson_not_found");
    return lesson;
  };
  const write = (lesson_id: number, steps: LessonData["subtasks"], knownIds: ReadonlySet<number>) => {
    steps.forEach(({ id, ...step }, index) => {
      const row = { ...step, order_index: index + 1 };
      if (id !== undefined && knownIds.has(id)) db.update(subtasks).set(row).where(eq(subtasks.id, id)).run();
      else
        db.insert(subtasks)
          .values({ ...row, lesson_id })
          .run();
    });
  };

  return {
    create: (owner, lesson) =>
      db.transaction(() => {
        const row = { title: lesson.title, owner_id: owner, created_at: now() };
        const { id } = db.insert(lessons).values(row).returning({ id: lessons.id }).get();
        write(id, lesson.subtasks, new Set());
        return get(owner, id);
      }),
    list(owner, limit = -1, before) {
      const older = before === undefined ? undefined : lt(lessons.id, before);
      const rows = db
        .select()
        .from(lessons)
        .where(and(eq(lessons.owner_id, owner), older))
        .orderBy(desc(lessons.id))
        .limit(limit)
        .all();
      return rows.values().flatMap((row) => withSteps([row]));
    },
    get,
    replace: (owner, id, lesson) =>
      db.transaction(() => {
        const knownIds = new Set(get(owner, id).subtasks.map((subtask) => subtask.id));
        const keptIds = lesson.subtasks.flatMap((step) =>
          step.id !== undefined && knownIds.has(step.id) ? [step.id] : [],
        );
        if (new Set(keptIds).size < keptIds.length) throw new Fault("does_not_fit", "Two steps have the same id.");
        db.delete(subtasks)
          .where(and(eq(subtasks.lesson_id, id), notInArray(subtasks.id, keptIds)))
          .run();
        write(id, lesson.subtasks, knownIds);
        db.update(lessons).set({ title: lesson.title }).where(eq(lessons.id, id)).run();
        return get(owner, id);
      }),
    remove(owner, id) {
      get(owner, id);
      db.delete(lessons).where(eq(lessons.id, id)).run();
    },
  };
}
