/** A process that is killed in the middle of an update: `bun killed.ts <data folder> <step>`. */
import { Database } from "bun:sqlite";
import { join } from "node:path";
import { migrateDatabase } from "../../../src/store/migrating.ts";
import { databaseFile } from "../../../src/store/open.ts";

const [, , data = "", last = ""] = process.argv;
const file = join(data, databaseFile);
const sqlite = new Database(file);
sqlite.run("PRAGMA journal_mode = WAL");
let step = 0;
migrateDatabase(sqlite, {
  file,
  onStep() {
    step += 1;
    if (step === Number(last)) process.kill(process.pid, "SIGKILL");
  },
});
console.log(step);
