/**
 * `lectern migrate --from <folder> --to postgres://…` and back: copies all data and pictures, and verifies the copy.
 * `--update` updates the tables of an older version, as the first server of this version does when it starts.
 */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { prepareDatabase } from "../cluster/prepare.ts";
import { readTables } from "../cluster/tables.ts";
import type { Copied } from "../cluster/whole.ts";
import { readData, readStorage } from "../config.ts";
import { copyDatabase } from "../store/copy.ts";
import { migrateDatabase } from "../store/migrating.ts";
import { databaseFile } from "../store/open.ts";
import { command, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { fillDatabase, picturesIn, reportTo, saveDatabase, withPostgres } from "./database-copy.ts";
import { type ReplaceChoice, requireReplaceable, yesOption } from "./replace-database.ts";
import { lockData, replaceFolder } from "./replace-folder.ts";
import { requireData } from "./running.ts";

const isDatabase = (place: string) => /^postgres(ql)?:/.test(place);
/** Checks an address like `--database`. */
const databaseOf = (url: string): string => readStorage({ database: url }, {}).database ?? url;

export const migrate = command("migrate", "Copy all data into a PostgreSQL database, or back into a data folder")
  .option("--from <place>", "The data folder or the address of the database, postgres://…; no server may run there")
  .option("--to <place>", "The database or the data folder to fill")
  .option(
    "--replace",
    "Replace the data at --to. That of a data folder is kept in a subfolder; that of a database is not",
  )
  .option(...yesOption)
  .option("--update <url>", "Update the tables that an older version wrote in this database; no server may run there")
  .addOption(dataOption)
  .addOption(jsonOption)
  .addHelpText(
    "after",
    examples(
      "lectern migrate --from ./lectern-data --to postgres://lectern:secret@localhost/lectern",
      "lectern migrate --from postgres://lectern:secret@localhost/lectern --to ./lectern-data",
      "lectern migrate --update postgres://lectern:secret@localhost/lectern",
    ),
  )
  .action(async ({ from, to, update, replace = false, yes = false, json, ...flags }) => {
    const say = json ? () => {} : console.error;
    if (update !== undefined) {
      if (from ?? to) throw new Refusal("--update is used alone: see --help.", 2);
      await updateTables(databaseOf(update), readData(flags, process.env), say);
      return console.log(json ? "{}" : "The tables are those of this version.");
    }
    if (from === undefined || to === undefined) throw new Refusal("migrate needs --from and --to: see --help.", 2);
    if (isDatabase(from) === isDatabase(to)) {
      throw new Refusal("One of --from and --to is a folder, the other one a database, postgres://…", 2);
    }
    const { rows, pictures } = isDatabase(to)
      ? await intoDatabase(resolve(from), databaseOf(to), { replace, yes, say })
      : await intoFolder(databaseOf(from), resolve(to), { replace, yes, say });
    if (json) console.log(JSON.stringify({ rows, pictures }));
    else console.log(`Copied and compared ${rows.toLocaleString("en")} rows and ${pictures} pictures.`);
  });

async function intoDatabase(data: string, database: string, choice: ReplaceChoice): Promise<Copied> {
  requireData(data);
  using _ = lockData(data);
  await requireReplaceable(database, choice);
  const work = mkdtempSync(join(data, "restoring-"));
  try {
    const file = join(work, databaseFile);
    // The original stays as it is. Its epoch is not copied: clients start over.
    copyDatabase(join(data, databaseFile), file);
    return await fillDatabase({ database, file, pictures: picturesIn(data), ...choice });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function intoFolder(database: string, data: string, { replace, say }: ReplaceChoice): Promise<Copied> {
  let copied: Copied = { rows: 0, pictures: 0 };
  const { kept } = await replaceFolder(data, {
    replace,
    failed: "The data was not copied",
    async make(work) {
      copied = await saveDatabase(database, work, { say, stopped: true });
    },
  });
  if (kept) say(`What was there before is in ${kept}: delete it when you no longer need it.`);
  return copied;
}

async function updateTables(database: string, data: string, say: (line: string) => void): Promise<void> {
  using sqlite = new Database(":memory:");
  migrateDatabase(sqlite, {});
  await withPostgres(database, (postgres) =>
    prepareDatabase(postgres, { tables: readTables(sqlite), data, onTable: reportTo(say) }),
  );
}
