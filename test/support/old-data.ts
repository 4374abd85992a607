/** Data folders of other versions: a database that has only some of today's migrations, or more. */
import { Database } from "bun:sqlite";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { migrate } from "drizzle-orm/bun-sqlite/migrator";
import { databaseFile } from "../../src/store/open.ts";
import { temporaryFolder } from "./class.ts";

const migrations = join(import.meta.dir, "../../src/store/migrations");

/** Makes a data folder with the first `count` migrations and one user in it. */
export function makeOldData(data: string, count: number): void {
  using folder = temporaryFolder();
  cpSync(migrations, folder.path, { recursive: true });
  const path = join(folder.path, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  mkdirSync(data, { recursive: true });
  using sqlite = new Database(join(data, databaseFile), { create: true });
  migrate(drizzle(sqlite), { migrationsFolder: folder.path });
  sqlite.run("INSERT INTO users (name, role, created_at) VALUES ('Kim', 'guest', 0)");
}

/** Pretends that a version of the future has migrated this data. */
export function makeNewer(data: string): void {
  using sqlite = new Database(join(data, databaseFile));
  sqlite.run("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)");
}
