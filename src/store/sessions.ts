/** The list of sessions with their codes and owners. What happened in a session is in its log. */
import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
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
  /** Finds a session by id or by code, ignoring case. */
  find(session: string): SessionRow | undefined;
  /** The sessions of a teacher, or all; newest first, only those older than the session `before`. */
  list(instructor: number | undefined, limit: number, before?: string): SessionRow[];
}

export function openSessions(db: BunSQLiteDatabase): Sessions {
  const { id, code, instructor_id, created_at } = sessions;
  const row = { id, code, instructor_id, created_at };
  const find = db
    .select(row)
    .from(sessions)
    .where(
      and(
        or(eq(sessions.id, sql.placeholder("id")), eq(sessions.code, sql.placeholder("code"))),
        isNull(sessions.deleted_at),
      ),
    )
    .prepare();
  const byCode = (code: string) => db.select().from(sessions).where(eq(sessions.code, code)).get();

  return {
    add(session) {
      if (byCode(session.code)) throw new Fault("code_taken");
      db.insert(sessions).values(session).run();
    },
    find: (session) => find.get({ id: session.toLowerCase(), code: session.toUpperCase() }),
    list: (instructor, limit, before) =>
      db
        .select(row)
        .from(sessions)
        .where(
          and(
            instructor === undefined ? undefined : eq(sessions.instructor_id, instructor),
            before === undefined ? undefined : lt(sessions.id, before),
            isNull(sessions.deleted_at),
          ),
        )
        .orderBy(desc(sessions.id))
        .limit(limit)
        .all(),
  };
}
