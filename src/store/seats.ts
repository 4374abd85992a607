/** An index of seats by user and by browser. The seats themselves are in the sessions' logs. */
import { and, count, eq, inArray, ne, not, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { coTeachers, seats, sessions } from "./schema.ts";

export type SeatRow = typeof seats.$inferSelect;

export interface SeatIndex {
  /** Adds a seat; a no-op if the user already has one in this session. */
  add(row: SeatRow): void;
  /** Sets the user's seat in this session, as for a co-teacher who was removed and invited again. */
  replace(row: SeatRow): void;
  /** The participants who took their seat in this session with this browser, given by the hash of its id. */
  byBrowser(session: string, browser: string): string[];
  /** How many students have or had a seat in each session, without those who were removed. */
  countStudents(sessions: readonly string[]): ReadonlyMap<string, number>;
}

export function openSeatIndex(db: BunSQLiteDatabase): SeatIndex {
  // The condition on `type` must be identical to that of the partial index.
  const isRemoved = sql`EXISTS (SELECT 1 FROM events r WHERE r.type = 'participant.removed' AND r.session_id = ${seats.session_id} AND r."data" ->> '$.participant_id' = ${seats.participant_id})`;
  const isCoTeacher = sql`EXISTS (SELECT 1 FROM ${coTeachers} c WHERE c.session_id = ${seats.session_id} AND c.participant_id = ${seats.participant_id})`;
  return {
    add(row) {
      db.insert(seats).values(row).onConflictDoNothing().run();
    },
    replace(row) {
      const { participant_id, browser } = row;
      const target = [seats.session_id, seats.user_id];
      db.insert(seats).values(row).onConflictDoUpdate({ target, set: { participant_id, browser } }).run();
    },
    byBrowser: (session, browser) =>
      db
        .select({ participant: seats.participant_id })
        .from(seats)
        .where(and(eq(seats.session_id, session), eq(seats.browser, browser)))
        .all()
        .map(({ participant }) => participant),
    countStudents(ids) {
      const isStudent = and(ne(seats.user_id, sessions.instructor_id), not(isCoTeacher), not(isRemoved));
      const rows = db
        .select({ session: seats.session_id, students: count() })
        .from(seats)
        .innerJoin(sessions, eq(sessions.id, seats.session_id))
        .where(and(inArray(seats.session_id, [...ids]), isStudent))
        .groupBy(seats.session_id)
        .all();
      return new Map(rows.map(({ session, students }) => [session, students]));
    },
  };
}
