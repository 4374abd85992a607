/** Copies a database, even while a server writes to it. The copy has no epoch and gets a new one when it is opened. */
import { Database } from "bun:sqlite";
import { clearEpoch } from "./epoch.ts";
import { rejectNewerData } from "./migrating.ts";

/** Copies the database at `from` into `to`, which must not exist, without migrating it first. */
export function copyDatabase(from: string, to: string): void {
  using sqlite = new Database(from, { readwrite: true, create: false });
  sqlite.run("PRAGMA busy_timeout = 5000");
  rejectNewerData(sqlite, from);
  copyInto(sqlite, to);
}

/** Copies an open database into `to`, which must not exist. */
export function copyInto(sqlite: Database, to: string): void {
  sqlite.run("VACUUM INTO ?", [to]);
  using copy = new Database(to);
  clearEpoch(copy);
}
