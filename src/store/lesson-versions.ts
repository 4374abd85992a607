/** The versions of lessons: what each was after every change, who changed it and when. */
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { LessonVersion, PreparedLesson } from "../domain/lesson.ts";
import { openPictureUses } from "./picture-uses.ts";
import { lesson_versions, users } from "./schema.ts";

/** How many versions of a lesson are kept; the oldest are deleted. */
export const maxVersions = 50;

export interface Versions {
  /** Adds a lesson as its newest version. */
  add(lesson: PreparedLesson, saved: { at: number; by: number; from?: number | undefined }): void;
  /** Newest first. */
  list(lesson: number): LessonVersion[];
  /** A lesson as it was. Throws `version_not_found`. */
  get(lesson: number, version: number): PreparedLesson;
}

export function openVersions(db: BunSQLiteDatabase): Versions {
  const pictures = openPictureUses(db);
  const of = (lesson: number) => eq(lesson_versions.lesson_id, lesson);
  return {
    add(lesson, { at, by, from }) {
      const { id, title, subtasks } = lesson;
      const newest = db
        .select({ version: sql<number>`coalesce(max(${lesson_versions.version}), 0)` })
        .from(lesson_versions)
        .where(of(id))
        .get();
      const version = (newest?.version ?? 0) + 1;
      db.insert(lesson_versions)
        .values({
          lesson_id: id,
          version,
          saved_at: at,
          user_id: by,
          restored_from: from ?? null,
          title,
          steps: subtasks.length,
          subtasks: JSON.stringify(subtasks),
        })
        .run();
      const oldest = version - maxVersions + 1;
      db.delete(lesson_versions)
        .where(and(of(id), lt(lesson_versions.version, oldest)))
        .run();
      pictures.inLesson(lesson, { version, oldest });
    },
    list: (lesson) =>
      db
        .select({
          version: lesson_versions.version,
          title: lesson_versions.title,
          steps: lesson_versions.steps,
          saved_at: lesson_versions.saved_at,
          restored_from: lesson_versions.restored_from,
          by: { id: lesson_versions.user_id, name: sql<string>`coalesce(${users.name}, '')` },
        })
        .from(lesson_versions)
        .leftJoin(users, eq(users.id, lesson_versions.user_id))
        .where(of(lesson))
        .orderBy(desc(lesson_versions.version))
        .all()
        .map((row) => ({ ...row, saved_at: toTime(row.saved_at) })),
    get(lesson, version) {
      const row = db
        .select()
        .from(lesson_versions)
        .where(and(of(lesson), eq(lesson_versions.version, version)))
        .get();
      if (!row) throw new Fault("version_not_found");
      return { id: lesson, title: row.title, subtasks: JSON.parse(row.subtasks) as PreparedLesson["subtasks"] };
    },
  };
}
