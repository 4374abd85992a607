/** `lectern restore FILE`: restores a backup into a data folder or an empty PostgreSQL database. */
import { Database } from "bun:sqlite";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readStorage } from "../config.ts";
import { checkCopy } from "../store/check.ts";
import { clearEpoch } from "../store/epoch.ts";
import { databaseFile } from "../store/open.ts";
import { isDatabase, readArchive } from "./archive.ts";
import { recordIn } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { fillDatabase, picturesIn } from "./database-copy.ts";
import { mebibytes, openProgress } from "./progress.ts";
import { requireReplaceable, yesOption } from "./replace-database.ts";
import { replaceFolder } from "./replace-folder.ts";

export const restore = command("restore", "Put a backup back into a data folder or a database; no server may run")
  .argument("<file>", "The file that lectern backup wrote")
  .option("--replace", "Replace existing data; that of a data folder is kept in the folder replaced-…")
  .option(...yesOption)
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern restore monday.tar --replace"))
  .action(async (path, { replace = false, yes = false, json, ...flags }) => {
    const { data, database } = readStorage(flags, process.env);
    const file = resolve(path);
    if (!existsSync(file) || !statSync(file).isFile()) throw new Refusal(`There is no file ${file}.`);
    const say = json ? () => {} : console.error;
    if (database !== undefined) {
      await requireReplaceable(database, { replace, yes, say });
      const { pictures } = await restoreDatabase({ file, database, replace, say });
      console.log(json ? JSON.stringify({ pictures }) : `The database is as in ${file}: ${pictures} pictures.`);
      return;
    }
    const { pictures, kept } = await replaceFolder(data, {
      replace,
      make: (work) => unpack(file, work, say),
      failed: "The backup was not restored",
    });
    if (json) return console.log(JSON.stringify({ data, pictures, kept }));
    console.log(`${data} is as in ${file}: ${pictures} pictures.`);
    if (kept) console.log(`What was there before is in ${kept}: delete it when you no longer need it.`);
  });

interface DatabaseRestore {
  readonly file: string;
  readonly database: string;
  readonly replace: boolean;
  readonly say: (line: string) => void;
}

async function restoreDatabase({ file, database, replace, say }: DatabaseRestore) {
  const work = mkdtempSync(join(tmpdir(), "lectern-restoring-"));
  try {
    mkdirSync(join(work, "uploads"));
    await unpack(file, work, say);
    const pictures = picturesIn(work);
    return await fillDatabase({ database, file: join(work, databaseFile), pictures, replace, say });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Unpacks `file` into `work` and verifies it. Clears the database's epoch, so that no client resumes in it. */
async function unpack(file: string, work: string, say: (line: string) => void): Promise<void> {
  const { size } = statSync(file);
  say(`Checking ${file} (${mebibytes(size)}) …`);
  const copy = join(work, databaseFile);
  if (isDatabase(file)) {
    copyFileSync(file, copy);
    say("It holds a database alone, as written before 0.4.0: no pictures.");
  } else await readArchive(file, work, openProgress("Unpacking", size, say));
  checkCopy(copy, file);
  using sqlite = new Database(copy);
  sqlite.run("PRAGMA journal_mode = DELETE");
  clearEpoch(sqlite);
  recordIn(sqlite, { action: "data.restore" });
}
