/** The list of uploaded pictures, with user and session. The pictures themselves are files. */
import { and, count, eq, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { uploads } from "./schema.ts";

export type UploadRow = typeof uploads.$inferInsert;

export interface Uploads {
  /** Adds a picture. One that is there already counts as uploaded again. */
  add(row: UploadRow): void;
  /** The number of a participant's pictures in a session, and their total bytes. */
  total(session: string, participant: string): { count: number; bytes: number };
  /** The file names of up to `limit` of a session's pictures. */
  names(session: string, limit: number): string[];
  /** Whether the list has a picture. */
  has(name: string): boolean;
  remove(name: string): void;
}

export function openUploads(db: BunSQLiteDatabase): Uploads {
  const selectTotal = db
    .select({ count: count(), bytes: sql<number>`coalesce(sum(${uploads.bytes}), 0)` })
    .from(uploads)
    .where(
      and(
        eq(uploads.session_id, sql.placeholder("session")),
        eq(uploads.participant_id, sql.placeholder("participant")),
      ),
    )
    .prepare();
  return {
    add(row) {
      const set = { created_at: row.created_at };
      db.insert(uploads).values(row).onConflictDoUpdate({ target: uploads.name, set }).run();
    },
    total: (session, participant) => selectTotal.get({ session, participant }) ?? { count: 0, bytes: 0 },
    names: (session, limit) =>
      db
        .select({ name: uploads.name })
        .from(uploads)
        .where(eq(uploads.session_id, session))
        .limit(limit)
        .all()
        .map(({ name }) => name),
    has: (name) => db.select({ name: uploads.name }).from(uploads).where(eq(uploads.name, name)).get() !== undefined,
    remove(name) {
      db.delete(uploads).where(eq(uploads.name, name)).run();
    },
  };
}
