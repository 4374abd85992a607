/** The list of sessions: which there are, by which code, whose. What happened in one is in its log. */
import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { sessions } from "./schema.ts";

export interface SessionRow {
  readonly id: string;
  readonly code: string;
  readonly instructor_id: number;
  readonly created_at: number;
}

export interface Sessions {
  /** Throws `code_taken`. */
  add(row: SessionRow): void;
  /** By id, or by code without regard to case. */
  find(session: string): SessionRow | undefined;
  /** A teacher's, or everybody's; newest first, those made before the session `before`. */
  list(instructor: number | undefined, limit: number, before?: string): SessionRow[];
  /** With all it holds. */
  remove(id: string): void;
}

export function openSessions(db: BunSQLiteDatabase): Sessions {
  const find = db
    .select()
    .from(sessions)
    .where(or(eq(sessions.id, sql.placeholder("id")), eq(sessions.code, sql.placeholder("code"))))
    .prepare();
  const byCode = (code: string) => db.select().from(sessions).where(eq(sessions.code, code)).get();

  return {
    add(row) {
      if (byCode(row.code)) throw new Fault("code_taken");
      db.insert(sessions).values(row).run();
    },
    find: (session) => find.get({ id: session.toLowerCase(), code: session.toUpperCase() }),
    list: (instructor, limit, before) =>
      db
        .select()
        .from(sessions)
        .where(
          and(
            instructor === undefined ? undefined : eq(sessions.instructor_id, instructor),
            before === undefined ? undefined : lt(sessions.id, before),
          ),
        )
        .orderBy(desc(sessions.id))
        .limit(limit)
        .all(),
    remove(id) {
      db.delete(sessions).where(eq(sessions.id, id)).run();
    },
  };
}
