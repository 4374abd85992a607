/**
 * The epoch identifies the history of this database. A client that resumes with the epoch of another history, as after a
 * backup was restored, starts from the welcome instead of from a `seq` that now means something else.
 */
import type { Database } from "bun:sqlite";
import { eq } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { meta } from "./schema.ts";

const key = "epoch";

export interface Epoch {
  readonly current: string;
  /** Starts a new history: no client can resume across it. */
  renew(): string;
}

/** Reads the epoch; a database without one, new or copied by `backup`, gets its own. */
export function openEpoch(db: BunSQLiteDatabase): Epoch {
  let current = db.select().from(meta).where(eq(meta.key, key)).get()?.value ?? renew();

  function renew(): string {
    const value = Bun.randomUUIDv7();
    db.insert(meta).values({ key, value }).onConflictDoUpdate({ target: meta.key, set: { value } }).run();
    return value;
  }

  return {
    get current() {
      return current;
    },
    renew() {
      current = renew();
      return current;
    },
  };
}

/** The mark by which `history.ts` knows a database again. */
export interface Mark {
  read(): string | undefined;
  write(value: string): void;
}

export function openMark(db: BunSQLiteDatabase): Mark {
  const mark = "mark";
  return {
    read: () => db.select().from(meta).where(eq(meta.key, mark)).get()?.value,
    write(value) {
      db.insert(meta).values({ key: mark, value }).onConflictDoUpdate({ target: meta.key, set: { value } }).run();
    },
  };
}

/** Removes the epoch from a copy, so that whoever opens the copy starts a new history. */
export function clearEpoch(copy: Database): void {
  // Databases of before 0.4.0 have no such table.
  const table = copy.query("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get();
  if (table) copy.run("DELETE FROM meta WHERE key = ?", [key]);
}
