/** Which lessons and sessions use which pictures, so that a picture is deleted once none of them does. */
import { and, eq, lt, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { picturesIn } from "../domain/picture-name.ts";
import type { Lesson } from "../domain/session.ts";
import { lesson_pictures, session_pictures, uploads } from "./schema.ts";

export interface PictureUses {
  /** Records the pictures of a lesson's new version. Versions before `oldest` have been deleted. */
  inLesson(lesson: Lesson, saved: { version: number; oldest: number }): void;
  /** Records the pictures of a lesson that a session has got. */
  inSession(session: string, lesson: Lesson): void;
  /** The names of up to `limit` pictures for lessons, uploaded before `before` (ms since 1970), that nothing uses. */
  unused(before: number, limit: number): string[];
}

/** The names of the pictures that a lesson's steps show. */
export const picturesOf = ({ subtasks }: Lesson): string[] => [
  ...new Set(subtasks.flatMap(({ content }) => (content ? picturesIn(content) : []))),
];

export function openPictureUses(db: BunSQLiteDatabase): PictureUses {
  return {
    inLesson(lesson, { version, oldest }) {
      for (const name of picturesOf(lesson)) {
        const row = { lesson_id: lesson.id, name, version };
        const target = [lesson_pictures.lesson_id, lesson_pictures.name];
        db.insert(lesson_pictures).values(row).onConflictDoUpdate({ target, set: { version } }).run();
      }
      db.delete(lesson_pictures)
        .where(and(eq(lesson_pictures.lesson_id, lesson.id), lt(lesson_pictures.version, oldest)))
        .run();
    },
    inSession(session_id, lesson) {
      for (const name of picturesOf(lesson)) {
        db.insert(session_pictures).values({ session_id, name }).onConflictDoNothing().run();
      }
    },
    unused: (before, limit) =>
      db
        .select({ name: uploads.name })
        .from(uploads)
        .where(
          and(
            // As the index has it: not as a parameter.
            sql`for_lessons = 1`,
            lt(uploads.created_at, before),
            sql`NOT EXISTS (SELECT 1 FROM lesson_pictures used WHERE used.name = uploads.name)`,
            sql`NOT EXISTS (SELECT 1 FROM session_pictures used WHERE used.name = uploads.name)`,
          ),
        )
        .limit(limit)
        .all()
        .map(({ name }) => name),
  };
}
