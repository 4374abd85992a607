/**
 * Migrates a database to this version's schema. Data of a newer version is rejected, because this version would lose
 * fields that it does not know. Before an existing database is migrated, it is copied into `backups/`.
 */
import type { Database } from "bun:sqlite";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { getLogger } from "@logtape/logtape";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { migrate } from "drizzle-orm/bun-sqlite/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { DataError } from "./data-error.ts";

/** The folder for copies from before migrations, in the data folder. */
export const backupsFolder = "backups";

const migrationsFolder = join(import.meta.dir, "migrations");
const maxCopies = 3;

const logger = getLogger(["lectern", "store"]);

/** Migrates the database. `file` is its path; without a path (a database in memory) no copy is made. */
export function migrateDatabase(sqlite: Database, db: BunSQLiteDatabase, file: string | undefined): void {
  const applied = appliedMigrations(sqlite);
  rejectNewer(applied, file ?? "memory");
  const last = applied.at(-1);
  const isBehind = last !== undefined && knownMigrations().some((when) => when > last);
  if (isBehind && file !== undefined) keepCopy(sqlite, join(dirname(file), backupsFolder));
  migrate(db, { migrationsFolder });
}

/** Throws a `DataError` if a newer version has written this database. `name` is its name in the message. */
export function rejectNewerData(sqlite: Database, name: string): void {
  rejectNewer(appliedMigrations(sqlite), name);
}

function rejectNewer(applied: readonly number[], name: string): void {
  const known = new Set(knownMigrations());
  if (applied.every((when) => known.has(when))) return;
  throw new DataError(
    `A newer version of Lectern has written ${name}: use that version, or this one with another --data.`,
  );
}

/** This version's migrations, identified by the times at which they were generated. */
function knownMigrations(): number[] {
  return readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
}

/** The migrations applied to this database, oldest first; none if it is new. */
function appliedMigrations(sqlite: Database): number[] {
  const table = sqlite.query("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  if (!table) return [];
  return sqlite
    .query<{ created_at: number }, []>("SELECT created_at FROM __drizzle_migrations ORDER BY created_at")
    .all()
    .map(({ created_at }) => Number(created_at));
}

function keepCopy(sqlite: Database, folder: string): void {
  const name = `before-migration-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}.db`;
  const unfinished = join(folder, `${name}.unfinished`);
  logger.info("updating the database; a copy of it is kept in {folder}", { folder });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (name.endsWith(".unfinished")) rmSync(join(folder, name));
    sqlite.run("VACUUM INTO ?", [unfinished]);
    renameSync(unfinished, join(folder, name));
  } catch (cause) {
    if (existsSync(unfinished)) rmSync(unfinished);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(
      `The database needs an update, but it could not be copied into ${folder} first (${why}): free space on that disk.`,
    );
  }
  const copies = readdirSync(folder).filter((name) => /^before-migration-.*\.db$/.test(name));
  for (const old of copies.sort().slice(0, -maxCopies)) rmSync(join(folder, old), { force: true });
}
