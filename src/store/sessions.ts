/** The list of sessions with their codes and owners. What happened in a session is in its log. */
import type { Database } from "bun:sqlite";
import { and, desc, eq, gte, isNull, lt, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { hasTag } from "./lesson-list.ts";
import { sessions } from "./schema.ts";
import { containsWords, toSearchable } from "./search.ts";

export interface SessionRow {
  readonly id: string;
  readonly code: string;
  readonly instructor_id: number;
  readonly created_at: number;
}

/** What a session can be found by, besides its code. It is in the session's log. */
export interface SessionCard {
  readonly title: string;
  readonly code: string;
  readonly lesson: { readonly id: number; readonly title: string } | null;
  readonly ended: boolean;
  /** When it started, or was created if it has not started, in milliseconds since 1970. */
  readonly heldAt: number;
}

/** Which sessions to list. */
export interface SessionQuery {
  readonly limit: number;
  /** Only those older than this session. */
  readonly before?: string | undefined;
  /** Words of the title, the code or the lesson's title. */
  readonly search?: string | undefined;
  /** Held at or after, and before, in milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** The id of the lesson that it used last. */
  readonly lesson?: number | undefined;
  /** A tag of that lesson. */
  readonly tag?: string | undefined;
  readonly ended?: boolean | undefined;
}

export interface Sessions {
  /** Throws `code_taken`. */
  add(row: SessionRow): void;
  /** Finds a session by id or by code, ignoring case. */
  find(session: string): SessionRow | undefined;
  /** The sessions of a teacher, or all; newest first, only those older than the session `before`. */
  list(instructor: number | undefined, query: SessionQuery): SessionRow[];
  /** Stores by what a session can be found. */
  index(session: string, card: SessionCard): void;
  /** The ids of up to `limit` sessions of older databases that are not indexed. */
  unindexed(limit: number): string[];
}

export function openSessions(sqlite: Database, db: BunSQLiteDatabase): Sessions {
  const { id, code, instructor_id, created_at } = sessions;
  const row = { id, code, instructor_id, created_at };
  // Of each request: a prepared statement of Drizzle takes four times as long.
  const find = sqlite.prepare<SessionRow, [string, string]>(
    "SELECT id, code, instructor_id, created_at FROM sessions WHERE (id = ? OR code = ?) AND deleted_at IS NULL",
  );
  const updateIndex = db
    .update(sessions)
    .set({
      search: sql`${sql.placeholder("search")}`,
      lesson_id: sql`${sql.placeholder("lesson")}`,
      ended: sql`${sql.placeholder("ended")}`,
      held_at: sql`${sql.placeholder("heldAt")}`,
    })
    .where(eq(sessions.id, sql.placeholder("session")))
    .prepare();
  const byCode = (code: string) => db.select().from(sessions).where(eq(sessions.code, code)).get();

  return {
    add(session) {
      if (byCode(session.code)) throw new Fault("code_taken");
      db.insert(sessions).values(session).run();
    },
    find: (session) => find.get(session.toLowerCase(), session.toUpperCase()) ?? undefined,
    list: (instructor, { limit, before, search, from, to, lesson, tag, ended }) =>
      db
        .select(row)
        .from(sessions)
        .where(
          and(
            instructor === undefined ? undefined : eq(sessions.instructor_id, instructor),
            before === undefined ? undefined : lt(sessions.id, before),
            containsWords(sessions.search, search),
            from === undefined ? undefined : gte(sessions.held_at, from),
            to === undefined ? undefined : lt(sessions.held_at, to),
            lesson === undefined ? undefined : eq(sessions.lesson_id, lesson),
            tag === undefined ? undefined : sql`${sessions.lesson_id} IN (SELECT id FROM lessons WHERE ${hasTag(tag)})`,
            ended === undefined ? undefined : eq(sessions.ended, ended),
            isNull(sessions.deleted_at),
          ),
        )
        .orderBy(desc(sessions.id))
        .limit(limit)
        .all(),
    index(session, { title, code, lesson, ended, heldAt }) {
      const search = toSearchable(title, code, lesson?.title);
      updateIndex.run({ session, search, lesson: lesson?.id ?? null, ended, heldAt });
    },
    unindexed: (limit) =>
      db
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(isNull(sessions.search), isNull(sessions.deleted_at)))
        .limit(limit)
        .all()
        .map((row) => row.id),
  };
}
