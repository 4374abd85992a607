/**
 * Deletes sessions with all their data, and what has expired, in slices: one statement over the log of a long class would block the event loop.
 * A deletion that a crash interrupts goes on at the next start.
 */
import type { Database } from "bun:sqlite";

export interface Deletions {
  /** From now on nobody finds this session, and its code is free. */
  begin(session: string): void;
  /** Sessions whose deletion has begun. */
  begun(): string[];
  /** Deletes some of a session's data, its pictures' rows not included; false once nothing is left, nor the session. */
  slice(session: string): boolean;
  /** Deletes some guest accounts older than `before` (ms since 1970) that have no seat; false once there is none. */
  sliceOfGuests(before: number): boolean;
  /** Deletes some credentials that expired before `before` (ms since 1970); false once there is none. */
  sliceOfCredentials(before: number): boolean;
}

/** How many rows one slice deletes. */
const rows = 500;
/** The tables that grow with a class, and what identifies a row within its session. */
const keys = [
  ["events", "seq"],
  ["answers", "participant_id, client_id"],
  ["activity", "participant_id"],
] as const;

export function openDeletions(sqlite: Database, now: () => number): Deletions {
  const changes = (statement: string, ...values: (string | number)[]) => sqlite.query(statement).run(...values).changes;

  /** Guests go with their last seat; a device is a guest without one, and stays. */
  function sliceOfSeats(session: string): number {
    const taken = sqlite
      .query<{ user_id: number }, [string, number]>("SELECT user_id FROM seats WHERE session_id = ? LIMIT ?")
      .all(session, rows);
    for (const { user_id } of taken) {
      changes("DELETE FROM seats WHERE session_id = ? AND user_id = ?", session, user_id);
      changes(
        `DELETE FROM users WHERE id = ? AND role = 'guest' AND NOT EXISTS (SELECT 1 FROM seats WHERE user_id = users.id)
        AND NOT EXISTS (SELECT 1 FROM devices WHERE user_id = users.id)`,
        user_id,
      );
    }
    return taken.length;
  }

  return {
    begin(session) {
      changes("UPDATE sessions SET deleted_at = ?, code = id WHERE id = ?", now(), session);
    },
    begun: () =>
      sqlite
        .query<{ id: string }, []>("SELECT id FROM sessions WHERE deleted_at IS NOT NULL")
        .all()
        .map(({ id }) => id),
    slice(session) {
      for (const [table, key] of keys) {
        const some = `SELECT ${key} FROM ${table} WHERE session_id = ? LIMIT ?`;
        const statement = `DELETE FROM ${table} WHERE session_id = ? AND (${key}) IN (${some})`;
        if (changes(statement, session, session, rows) > 0) return true;
      }
      if (sliceOfSeats(session) > 0) return true;
      changes("DELETE FROM sessions WHERE id = ? AND deleted_at IS NOT NULL", session);
      return false;
    },
    sliceOfGuests(before) {
      const some = `SELECT id FROM users WHERE role = 'guest' AND created_at < ?
        AND NOT EXISTS (SELECT 1 FROM seats WHERE user_id = users.id)
        AND NOT EXISTS (SELECT 1 FROM devices WHERE user_id = users.id) LIMIT ?`;
      return changes(`DELETE FROM users WHERE id IN (${some})`, before, rows) > 0;
    },
    sliceOfCredentials(before) {
      const some = "SELECT hash FROM credentials WHERE expires_at < ? LIMIT ?";
      return changes(`DELETE FROM credentials WHERE hash IN (${some})`, before, rows) > 0;
    },
  };
}
