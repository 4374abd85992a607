/**
 * Migrates a database to this version's schema. Data of a newer version is rejected, because this version would lose
 * fields that it does not know. Before an existing database is migrated, it is copied into `backups/`. All migrations are
 * one transaction: a process that is killed meanwhile leaves the database as it was.
 */
import type { Database } from "bun:sqlite";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { DataError } from "./data-error.ts";
import { type OnStep, openUpdateProgress } from "./update-progress.ts";

/** The folder for copies from before migrations, in the data folder. */
export const backupsFolder = "backups";

const migrationsFolder = join(import.meta.dir, "migrations");
const maxCopies = 3;

const logger = getLogger(["lectern", "store"]);

export interface MigrationOptions {
  /** The path of the database; without one (a database in memory) no copy is made. */
  readonly file?: string | undefined;
  /** Called before each step: the copy, and each statement of a migration. */
  readonly onStep?: OnStep;
  /** The last migration to carry out, as `schemaVersion` returns it (default: all). */
  readonly upTo?: number | undefined;
}

/** Migrates the database, if it is not up to date. */
export function migrateDatabase(sqlite: Database, { file, onStep, upTo = schemaVersion() }: MigrationOptions): void {
  const applied = appliedMigrations(sqlite);
  rejectNewer(applied, file ?? "memory");
  const last = applied.at(-1);
  if (last !== undefined && upTo <= last) return;
  const pending = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => folderMillis > (last ?? 0) && folderMillis <= upTo,
  );
  const copied = last !== undefined && file !== undefined;
  const statements = pending.reduce((sum, { sql }) => sum + sql.length, 0);
  const progress = openUpdateProgress(sqlite, { steps: statements + (copied ? 1 : 0), isNew: last === undefined });
  const report: OnStep = (step) => {
    progress.step(step);
    onStep?.(step);
  };
  if (copied) keepCopy(sqlite, join(dirname(file), backupsFolder), report);
  sqlite
    .transaction(() => {
      sqlite.run(
        "CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)",
      );
      // Another process may have migrated it meanwhile.
      const newest = appliedMigrations(sqlite).at(-1) ?? 0;
      for (const { sql, hash, folderMillis } of pending.filter(({ folderMillis }) => folderMillis > newest)) {
        for (const statement of sql) {
          report("changing the tables");
          sqlite.run(statement);
        }
        sqlite.run("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)", [hash, folderMillis]);
      }
      report("writing the changes");
    })
    .immediate();
  progress.finished();
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

/** The version of this program's tables: the time at which their last migration was generated. */
export const schemaVersion = (): number => knownMigrations().at(-1) ?? 0;

/** The version of the tables in a database; 0 if it is empty. */
export const versionOfTables = (sqlite: Database): number => appliedMigrations(sqlite).at(-1) ?? 0;

/** This version's migrations, identified by the times at which they were generated. Their SQL is not read at each start. */
function knownMigrations(): number[] {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(migrationsFolder, "meta/_journal.json"), "utf8"),
  );
  return journal.entries.map(({ when }) => when);
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

function keepCopy(sqlite: Database, folder: string, report: OnStep): void {
  const name = `before-migration-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}.db`;
  const unfinished = join(folder, `${name}.unfinished`);
  logger.info("updating the database; a copy of it is kept in {folder}", { folder });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (name.endsWith(".unfinished")) rmSync(join(folder, name));
    report("copying it");
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
