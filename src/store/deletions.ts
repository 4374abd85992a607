/**
 * Deletes sessions with all their data, guests without a seat and expired credentials, in slices: a single statement over
 * the log of a long class would block the event loop. A deletion interrupted by a crash continues at the next start.
 */
import type { Database } from "bun:sqlite";
import type { Accounts } from "./accounts.ts";
import type { Log } from "./log.ts";

export interface Deletions {
  /** Hides a session and releases its code. */
  begin(session: string): void;
  /** Sessions that are hidden but not completely deleted. */
  pending(): string[];
  /** Deletes one slice of a session's data, except rows of pictures; false once the session itself is deleted. */
  deleteSome(session: string): boolean;
  /** Deletes one slice of the guests created before `before` (ms since 1970) that have no seat; false if there are none. */
  deleteSomeGuests(before: number): boolean;
  /** Deletes one slice of the credentials that expired before `before` (ms since 1970); false if there are none. */
  deleteSomeCredentials(before: number): boolean;
}

/** Rows per slice. */
const sliceRows = 500;
/** The tables that grow with a class, and what identifies a row within its session. */
const tables = [
  ["events", "seq"],
  ["answers", "participant_id, client_id"],
  ["command_ids", "participant_id, last"],
  ["activity", "participant_id"],
] as const;

export interface DeletionOptions {
  readonly accounts: Pick<Accounts, "forgetDeleted">;
  readonly log: Pick<Log, "forget">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function openDeletions(sqlite: Database, { accounts, log, now }: DeletionOptions): Deletions {
  const run = (statement: string, ...values: (string | number)[]) => sqlite.query(statement).run(...values).changes;

  /** Deletes seats, and the guests whose last seat this was; devices are guests without a seat and are kept. */
  function deleteSomeSeats(session: string): number {
    const seats = sqlite
      .query<{ user_id: number }, [string, number]>("SELECT user_id FROM seats WHERE session_id = ? LIMIT ?")
      .all(session, sliceRows);
    for (const { user_id } of seats) {
      run("DELETE FROM seats WHERE session_id = ? AND user_id = ?", session, user_id);
      run(
        `DELETE FROM users WHERE id = ? AND role = 'guest' AND NOT EXISTS (SELECT 1 FROM seats WHERE user_id = users.id)
        AND NOT EXISTS (SELECT 1 FROM devices WHERE user_id = users.id)`,
        user_id,
      );
    }
    if (seats.length > 0) accounts.forgetDeleted();
    return seats.length;
  }

  return {
    begin(session) {
      run("UPDATE sessions SET deleted_at = ?, code = id WHERE id = ?", now(), session);
      // Programs' tokens of this session.
      if (run("DELETE FROM credentials WHERE session_id = ?", session) > 0) accounts.forgetDeleted();
    },
    pending: () =>
      sqlite
        .query<{ id: string }, []>("SELECT id FROM sessions WHERE deleted_at IS NOT NULL")
        .all()
        .map(({ id }) => id),
    deleteSome(session) {
      for (const [table, key] of tables) {
        const selection = `SELECT ${key} FROM ${table} WHERE session_id = ? LIMIT ?`;
        const statement = `DELETE FROM ${table} WHERE session_id = ? AND (${key}) IN (${selection})`;
        if (run(statement, session, session, sliceRows) > 0) return true;
      }
      if (deleteSomeSeats(session) > 0) return true;
      run("DELETE FROM sessions WHERE id = ? AND deleted_at IS NOT NULL", session);
      log.forget(session);
      return false;
    },
    deleteSomeGuests(before) {
      const selection = `SELECT id FROM users WHERE role = 'guest' AND created_at < ?
        AND NOT EXISTS (SELECT 1 FROM seats WHERE user_id = users.id)
        AND NOT EXISTS (SELECT 1 FROM devices WHERE user_id = users.id) LIMIT ?`;
      const deleted = run(`DELETE FROM users WHERE id IN (${selection})`, before, sliceRows);
      if (deleted > 0) accounts.forgetDeleted();
      return deleted > 0;
    },
    deleteSomeCredentials(before) {
      const selection = "SELECT hash FROM credentials WHERE expires_at < ? LIMIT ?";
      const deleted = run(`DELETE FROM credentials WHERE hash IN (${selection})`, before, sliceRows);
      if (deleted > 0) accounts.forgetDeleted();
      return deleted > 0;
    },
  };
}
