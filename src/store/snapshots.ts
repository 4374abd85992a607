/** Saved states of sessions, so that a long log is not read from its beginning. They can be deleted at any time. */
import type { Database } from "bun:sqlite";
import type { WriteLock } from "./write-lock.ts";

/** A state up to an event of the log. */
export interface SavedState {
  readonly seq: number;
  /** When that event happened, in milliseconds since 1970. */
  readonly at: number;
  readonly state: Uint8Array;
}

export interface StateStore {
  /** The saved state of a session, if `version` wrote it. */
  find(session: string, version: string): SavedState | undefined;
  /** Replaces the saved state of a session. Does not wait for another program's write lock. */
  save(session: string, version: string, saved: SavedState): void;
}

export function openStateStore(sqlite: Database, lock: Pick<WriteLock, "withoutWaiting">): StateStore {
  const select = sqlite.prepare<SavedState, [string, string]>(
    "SELECT seq, at, state FROM snapshots WHERE session_id = ? AND version = ?",
  );
  const insert = sqlite.prepare(
    "INSERT OR REPLACE INTO snapshots (session_id, version, seq, at, state) VALUES (?, ?, ?, ?, ?)",
  );
  return {
    find: (session, version) => select.get(session, version) ?? undefined,
    save(session, version, { seq, at, state }) {
      lock.withoutWaiting(() => insert.run(session, version, seq, at, state));
    },
  };
}
