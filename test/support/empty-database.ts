/** An empty database: to make its tables takes longer than everything else that a server does at its start. */
import { Database } from "bun:sqlite";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrateDatabase } from "../../src/store/migrating.ts";
import { databaseFile } from "../../src/store/open.ts";

let empty: Uint8Array | undefined;

/** A database file in which all migrations were carried out, and nothing else was. */
function makeEmpty(): Uint8Array {
  using sqlite = new Database(":memory:");
  migrateDatabase(sqlite, {});
  return sqlite.serialize();
}

/** Writes an empty database into a data folder that has none. */
export function addEmptyDatabase(folder: string): void {
  const file = join(folder, databaseFile);
  if (existsSync(file)) return;
  empty ??= makeEmpty();
  writeFileSync(file, empty, { mode: 0o600 });
}
