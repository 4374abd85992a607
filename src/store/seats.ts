/** An index of seats by user and by browser. The seats themselves are in the sessions' logs. */
import { and, eq } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { seats } from "./schema.ts";

export type SeatRow = typeof seats.$inferSelect;

export interface SeatIndex {
  /** Adds a seat; a no-op if the user already has one in this session. */
  add(row: SeatRow): void;
  /** The participants who took their seat in this session with this browser, given by the hash of its id. */
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
