/** Lessons: a title and steps in order. A session keeps a copy of its own, so that what was taught stays as it was. */
import { and, asc, desc, eq, inArray, lt, notInArray } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import type { Lesson, LessonInput } from "../domain/session.ts";
import { lessons, subtasks } from "./schema.ts";

type Written = z.output<typeof LessonInput>;

export interface Lessons {
  create(owner: number, lesson: Written): Lesson;
  /** Newest first, those made before the lesson `before`; each is read when it is asked for. */
  list(owner: number, limit?: number, before?: number): Iterable<Lesson>;
  /** Throws `lesson_not_found` where it is not theirs. */
  get(owner: number, id: number): Lesson;
  /** Steps that carry the id of a step of this lesson keep it; the others are new, and those not named are gone. */
  replace(owner: number, id: number, lesson: Written): Lesson;
  remove(owner: number, id: number): void;
}

/** `now` gives milliseconds since 1970. */
export function openLessons(db: BunSQLiteDatabase, now: () => number): Lessons {
  const whole = (rows: { id: number; title: string }[]): Lesson[] => {
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
  const one = (owner: number, id: number): Lesson => {
    const row = db
      .select()
      .from(lessons)
      .where(and(eq(lessons.id, id), eq(lessons.owner_id, owner)))
      .get();
    const [lesson] = row ? whole([row]) : [];
    if (!lesson) throw new Fault("lesson_not_found");
    return lesson;
  };
  const write = (lesson_id: number, steps: Written["subtasks"], known: ReadonlySet<number>) => {
    steps.forEach(({ id, ...step }, index) => {
      const row = { ...step, order_index: index + 1 };
      if (id !== undefined && known.has(id)) db.update(subtasks).set(row).where(eq(subtasks.id, id)).run();
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
        return one(owner, id);
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
      return rows.values().flatMap((row) => whole([row]));
    },
    get: one,
    replace: (owner, id, lesson) =>
      db.transaction(() => {
        const known = new Set(one(owner, id).subtasks.map((subtask) => subtask.id));
        const kept = lesson.subtasks.flatMap((step) => (step.id !== undefined && known.has(step.id) ? [step.id] : []));
        if (new Set(kept).size < kept.length) throw new Fault("does_not_fit", "Two steps carry the same id.");
        db.delete(subtasks)
          .where(and(eq(subtasks.lesson_id, id), notInArray(subtasks.id, kept)))
          .run();
        write(id, lesson.subtasks, known);
        db.update(lessons).set({ title: lesson.title }).where(eq(lessons.id, id)).run();
        return one(owner, id);
      }),
    remove(owner, id) {
      one(owner, id);
      db.delete(lessons).where(eq(lessons.id, id)).run();
    },
  };
}
