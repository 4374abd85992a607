/** `lectern backup FILE`: a copy of the database as it stands, of a running server too. */
import { chmodSync, existsSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readData } from "../config.ts";
import { openStore } from "../store/open.ts";
import { command, dataFlag, flagsOf, jsonFlag, Refusal } from "./command.ts";
import { needData } from "./running.ts";

export const backup = command({
  meta: { name: "backup", description: "Copy the database into a file, also while the server runs" },
  args: {
    file: { type: "positional", description: "The file to write; it must not exist", required: true },
    ...dataFlag,
    ...jsonFlag,
  },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    const file = resolve(context.args.file);
    if (existsSync(file)) throw new Refusal(`${file} exists: a backup overwrites nothing.`);
    if (!context.args.json) console.error(`Copying ${data} …`);
    using store = openStore(data);
    try {
      store.backup(file);
      // It holds what the data folder holds: names, and the hashes of passwords.
      chmodSync(file, 0o600);
    } catch (error) {
      rmSync(file, { force: true });
      throw new Refusal(`The backup was not written: ${error instanceof Error ? error.message : error}`);
    }
    const bytes = statSync(file).size;
    if (context.args.json) console.log(JSON.stringify({ file, bytes }));
    else console.log(`${file}: ${(bytes / 1024 / 1024).toFixed(1)} MiB. To go back to it, see README.`);
  },
});
