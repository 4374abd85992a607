/** The database that an older version wrote, and what it answered about it. `write.ts` made the files. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { databaseFile } from "../../../src/store/open.ts";
import type { Asked } from "./asked.ts";

/** The versions with a database in this folder. */
export const versions = ["0.2.0", "0.3.0"] as const;

const file = (name: string) => join(import.meta.dir, name);

/** Makes a data folder with the database of this version. */
export function writeOld(version: string, data: string): void {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, databaseFile), gunzipSync(readFileSync(file(`${version}.db.gz`))));
}

/** What this version answered. */
export const askedOf = (version: string): Asked => JSON.parse(readFileSync(file(`${version}.json`), "utf8"));
