/** An index of seats by user and by browser. The seats themselves are in the sessions' logs. */
import { and, count, eq, inArray, ne, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { events, seats, sessions } from "./schema.ts";

export type SeatRow = typeof seats.$inferSelect;

export interface SeatIndex {
  /** Adds a seat; a no-op if the user already has one in this session. */
  add(row: SeatRow): void;
  /** Sets the user's seat in this session, as for a co-teacher who was removed and invited again. */
  replace(row: SeatRow): void;
  /** The participants who took their seat in this session with this browser, given by the hash of its id. */
  byBrowser(session: string, browser: string): string[];
  /** How many people besides its teacher have or had a seat in each session, without those who were removed. */
  countStudents(sessions: readonly string[]): ReadonlyMap<string, number>;
}

export function openSeatIndex(db: BunSQLiteDatabase): SeatIndex {
  // The condition on `type` must be identical to that of the partial index.
  const isRemoval = sql`type = 'participant.removed'`;
  const removed = sql<number>`(SELECT count(DISTINCT ${events.data} ->> '$.participant_id') FROM ${events}
    WHERE ${events.session_id} = ${seats.session_id} AND ${isRemoval})`;
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
      const rows = db
        .select({ session: seats.session_id, seats: count(), removed })
        .from(seats)
        .innerJoin(sessions, eq(sessions.id, seats.session_id))
        .where(and(inArray(seats.session_id, [...ids]), ne(seats.user_id, sessions.instructor_id)))
        .groupBy(seats.session_id)
        .all();
      return new Map(rows.map(({ session, seats, removed }) => [session, Math.max(0, seats - removed)]));
    },
  };
}
