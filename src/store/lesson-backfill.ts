/** Fills in what lessons of an older database do not have: their searchable text, and their first version. */
import { eq, isNull } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { type PreparedLesson, textsOf } from "../domain/lesson.ts";
import type { Versions } from "./lesson-versions.ts";
import { lessons } from "./schema.ts";
import { toSearchable } from "./search.ts";

/** Returns a lesson's searchable text: the title first, so that it also sorts by title. */
export const searchOf = ({ title, subtasks }: PreparedLesson): string =>
  toSearchable(title, ...subtasks.flatMap(textsOf));

interface Backfill {
  readonly versions: Versions;
  readonly withSteps: (row: { id: number; title: string }) => PreparedLesson;
}

/** Fills in the missing fields, each lesson in one commit: it continues at the next start if it is interrupted. */
export function fillLessons(db: BunSQLiteDatabase, { versions, withSteps }: Backfill): void {
  const missing = db
    .select({ id: lessons.id, title: lessons.title, owner_id: lessons.owner_id, created_at: lessons.created_at })
    .from(lessons)
    .where(isNull(lessons.search))
    .all();
  for (const { owner_id, created_at, ...row } of missing) {
    db.transaction(() => {
      const lesson = withSteps(row);
      versions.add(lesson, { at: created_at, by: owner_id });
      db.update(lessons)
        .set({ search: searchOf(lesson), updated_at: created_at })
        .where(eq(lessons.id, row.id))
        .run();
    });
  }
}
