/** `lectern check`: checks that the database is not damaged. `lectern serve` runs it in the background for a large database. */
import { statSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { readData } from "../config.ts";
import { checkDatabase, maxBytesAtStart } from "../store/check.ts";
import { databaseFile } from "../store/open.ts";
import { command, dataOption } from "./command.ts";
import { requireData } from "./running.ts";

export const check = command("check", "Check that the database is not damaged; works while the server runs")
  .addOption(dataOption)
  .action((flags) => {
    const data = readData(flags, process.env);
    requireData(data);
    checkDatabase(join(data, databaseFile), { thorough: true });
    console.log("The database is not damaged.");
  });

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
