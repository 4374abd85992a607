/**
 * The epoch identifies the history of this database. A client that resumes with the epoch of another history, for example
 * after a backup was restored, starts from the welcome, because its `seq` refers to other events now.
 */
import type { Database } from "bun:sqlite";
import { eq } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { meta } from "./schema.ts";

/** Its key in the table `meta`. */
export const epochKey = "epoch";

export interface Epoch {
  readonly current: string;
  /** Starts a new history: no client can resume across it. */
  renew(): string;
}

/** Reads the epoch. A database without one (new, or a copy made by `backup`) gets a new one. */
export function openEpoch(db: BunSQLiteDatabase): Epoch {
  let current = db.select().from(meta).where(eq(meta.key, epochKey)).get()?.value ?? renew();

  function renew(): string {
    const value = Bun.randomUUIDv7();
    db.insert(meta).values({ key: epochKey, value }).onConflictDoUpdate({ target: meta.key, set: { value } }).run();
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

/** The mark by which `history.ts` recognizes a database. */
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

/** Removes the epoch from a copy, so that opening the copy starts a new history. */
export function clearEpoch(copy: Database): void {
  // Databases older than 0.4.0 do not have this table.
  const table = copy.query("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get();
  if (table) copy.run("DELETE FROM meta WHERE key = ?", [epochKey]);
}
