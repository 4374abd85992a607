/** Who has a seat in which session. The seat itself is in the session's log; this finds it by user and by browser. */
import { and, eq } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { seats } from "./schema.ts";

export type SeatRow = typeof seats.$inferSelect;

export interface SeatIndex {
  /** Does nothing if this user has a seat in this session already. */
  add(row: SeatRow): void;
  /** The participants whose seat in this session was taken by this browser, by the hash of its id. */
  byBrowser(session: string, browser: string): string[];
}

export function openSeatIndex(db: BunSQLiteDatabase): SeatIndex {
  return {
    add(row) {
      db.insert(seats).values(row).onConflictDoNothing().run();
    },
    byBrowser: (session, browser) =>
      db
        .select({ participant: seats.participant_id })
        .from(seats)
        .where(and(eq(seats.session_id, session), eq(seats.browser, browser)))
        .all()
        .map(({ participant }) => participant),
  };
}
