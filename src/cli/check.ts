/** `lectern check`: checks that the database is not damaged. `lectern serve` runs it in the background for a large database. */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { saveFromPostgres } from "../cluster/whole.ts";
import { readStorage } from "../config.ts";
import { checkDatabase, countOrphans, maxBytesAtStart } from "../store/check.ts";
import { databaseFile } from "../store/open.ts";
import { command, databaseOption, dataOption, Refusal } from "./command.ts";
import { withPostgres } from "./database-copy.ts";
import { requireData } from "./running.ts";

export const check = command("check", "Check that the database is not damaged; works while the server runs")
  .addOption(dataOption)
  .addOption(databaseOption)
  .action(async (flags) => {
    const { data, database } = readStorage(flags, process.env);
    if (database !== undefined) return await checkShared(database);
    requireData(data);
    checkDatabase(join(data, databaseFile), { thorough: true });
    console.log("The database is not damaged.");
  });

/** Reads everything from PostgreSQL, and checks it as SQLite checks a database of its own. */
async function checkShared(database: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "lectern-check-"));
  try {
    const { rows } = await withPostgres(database, (postgres) =>
      saveFromPostgres(postgres, { file: join(work, databaseFile) }),
    );
    checkDatabase(join(work, databaseFile), { thorough: true });
    using sqlite = new Database(join(work, databaseFile), { readonly: true });
    const orphans = countOrphans(sqlite);
    const tables = orphans.map(({ table }) => table).join(", ");
    const count = orphans.reduce((sum, { rows }) => sum + rows, 0);
    if (count > 0) throw new Refusal(`${count} rows refer to others that do not exist (${tables}).`);
    console.log(`The database is not damaged: ${rows.toLocaleString("en")} rows.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const logger = getLogger(["lectern", "serve"]);

/** The command that runs this program. */
const ownCommand = Bun.isStandaloneExecutable ? [process.execPath] : [process.execPath, Bun.main];

/**
 * Checks a database that is too large to be checked at start, in a separate process at low priority: a check cannot be
 * interrupted and would delay the class. Logs what is wrong. Disposing ends the check.
 */
export function checkInBackground(data: string): Disposable {
  const nothing = { [Symbol.dispose]() {} };
  if (statSync(join(data, databaseFile)).size <= maxBytesAtStart) return nothing;
  const child = Bun.spawn([...ownCommand, "check", "--data", data], { stdio: ["ignore", "ignore", "pipe"] });
  try {
    setPriority(child.pid, 15);
  } catch {
    // The process has ended already, or the system does not allow it.
  }
  child.exited.then(async (exit) => {
    if (exit !== 1) return;
    const reason = (await new Response(child.stderr).text()).trim().replace(/^lectern: /, "");
    logger.error("{reason}", { reason });
  });
  return { [Symbol.dispose]: () => child.kill() };
}
