/** Finds damage in a database file: after a disk error, a copy that was cut off, a program that wrote into it. */
import { Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DataError } from "./data-error.ts";
import { copiesFolder, rejectNewerData } from "./migrating.ts";

/** Checked at each start up to this size, in bytes: at 64 MiB that takes a tenth of a second or two. */
export const checkedAtStart = 64 * 1024 * 1024;

/**
 * Throws a `DataError` if the database at `file` is damaged. `thorough` also compares each index with its table, which
 * takes several times as long.
 */
export function checkDatabase(file: string, { thorough = false } = {}): void {
  const damage = damageIn(file, thorough ? "integrity_check" : "quick_check");
  if (damage === undefined) return;
  throw new DataError(
    `The database ${file} is damaged (${damage}): keep a copy of the folder, then go back to your last backup ` +
      `with lectern restore FILE --replace. Copies from before an update are in ${join(dirname(file), copiesFolder)}.`,
  );
}

/** Checks the database at `file` at start, unless it does not exist yet or is too large for that. */
export function checkAtStart(file: string): void {
  if (existsSync(file) && statSync(file).size <= checkedAtStart) checkDatabase(file);
}

/** Throws a `DataError` if a copy of a database is damaged, of a newer version, or no database of ours. */
export function checkCopy(file: string, name: string): void {
  const damage = damageIn(file, "integrity_check");
  if (damage !== undefined) throw new DataError(`The database in ${name} is damaged (${damage}).`);
  using copy = new Database(file, { readonly: true });
  if (!copy.query("SELECT 1 FROM sqlite_schema WHERE name = 'events'").get()) {
    throw new DataError(`The database in ${name} is not one of Lectern's.`);
  }
  rejectNewerData(copy, name);
}

/** The first thing that is wrong, in SQLite's words. */
function damageIn(file: string, check: "quick_check" | "integrity_check"): string | undefined {
  try {
    using sqlite = new Database(file, { readwrite: true, create: false });
    sqlite.run("PRAGMA busy_timeout = 5000");
    const [first] = sqlite.query<Record<string, string>, []>(`PRAGMA ${check}(1)`).all();
    const text = Object.values(first ?? {})[0] ?? "no answer";
    return text === "ok" ? undefined : (text.split("\n").find((line) => !line.startsWith("***")) ?? text).slice(0, 200);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    // Anything else, such as a folder that cannot be written, is found and named when the store opens.
    return /^SQLITE_(CORRUPT|NOTADB)/.test(code) ? (cause as Error).message : undefined;
  }
}
