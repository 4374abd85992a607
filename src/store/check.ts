/** Finds damage in a database file, for example after a disk error or an incomplete copy. */
import { Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DataError } from "./data-error.ts";
import { backupsFolder, rejectNewerData } from "./migrating.ts";

/** The largest database that is checked at every start, in bytes: 64 MiB take 0.1 to 0.2 s. */
export const maxBytesAtStart = 64 * 1024 * 1024;

/**
 * Throws a `DataError` if the database at `file` is damaged. `thorough` also compares each index with its table, which
 * takes several times as long.
 */
export function checkDatabase(file: string, { thorough = false } = {}): void {
  const damage = findDamage(file, thorough ? "integrity_check" : "quick_check");
  if (damage === undefined) return;
  throw new DataError(
    `The database ${file} is damaged (${damage}): keep a copy of the folder, then go back to your last backup ` +
      `with lectern restore FILE --replace. Copies from before an update are in ${join(dirname(file), backupsFolder)}.`,
  );
}

/** Checks the database at `file` at start, unless it does not exist yet or exceeds `maxBytesAtStart`. */
export function checkAtStart(file: string): void {
  if (!existsSync(file) || statSync(file).size > maxBytesAtStart) return;
  try {
    checkDatabase(file);
  } catch (cause) {
    // A database that cannot be read, as in a read-only folder, is reported when the store opens.
    if (!(cause instanceof UnreadableError)) throw cause;
  }
}

/** Throws a `DataError` if a copy of a database is damaged, of a newer version, or not Lectern's. */
export function checkCopy(file: string, name: string): void {
  const damage = findDamage(file, "integrity_check");
  if (damage !== undefined) throw new DataError(`The database in ${name} is damaged (${damage}).`);
  using copy = new Database(file, { readonly: true });
  if (!copy.query("SELECT 1 FROM sqlite_schema WHERE name = 'events'").get()) {
    throw new DataError(`The database in ${name} is not one of Lectern's.`);
  }
  rejectNewerData(copy, name);
}

/** Counts the rows of each table that refer to rows that do not exist. */
export function countOrphans(sqlite: Database): { readonly table: string; readonly rows: number }[] {
  // The events have no foreign key.
  return sqlite
    .query<{ table: string; rows: number }, []>(
      `SELECT * FROM (
        SELECT "table", count(*) AS rows FROM pragma_foreign_key_check GROUP BY 1
        UNION ALL SELECT 'events', count(*) FROM events WHERE session_id NOT IN (SELECT id FROM sessions)
      ) WHERE rows > 0 ORDER BY 1`,
    )
    .all();
}

/** Returns the time of the newest event in the database at `file`, in ms since 1970; undefined if it cannot be read. */
export function newestEntry(file: string): number | undefined {
  try {
    using sqlite = new Database(file, { readonly: true });
    return sqlite.query<{ at: number | null }, []>("SELECT max(at) AS at FROM events").get()?.at ?? undefined;
  } catch {
    // No database, or a damaged one, which `checkDatabase` reports.
    return undefined;
  }
}

/** The database could not be read, so that nothing is known about it. */
class UnreadableError extends DataError {}

/** SQLite's message about the first problem; undefined if there is none. Reads only. */
function findDamage(file: string, check: "quick_check" | "integrity_check"): string | undefined {
  try {
    using sqlite = new Database(file, { readonly: true });
    sqlite.run("PRAGMA busy_timeout = 5000");
    const [first] = sqlite.query<Record<string, string>, []>(`PRAGMA ${check}(1)`).all();
    const text = Object.values(first ?? {})[0] ?? "no result";
    return text === "ok" ? undefined : (text.split("\n").find((line) => !line.startsWith("***")) ?? text).slice(0, 200);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const message = cause instanceof Error ? cause.message : String(cause);
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return message;
    throw new UnreadableError(`${file} cannot be read (${message}): look at its permissions, or restore a backup.`);
  }
}
