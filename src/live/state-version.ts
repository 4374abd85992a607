/** What has to be equal so that a saved state is used: the code that folds events, and the Bun that wrote it. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { version as programVersion } from "../../package.json";

/** The folders with all code that decides how a state is made of events. */
const folders = ["features", "domain"];

/** Set as the program is compiled: it has no sources to read. */
declare const sourcesHash: string | undefined;

/** Returns a hash of the sources in these folders: any change there may change the states. */
export function hashSources(source: string): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const path = join(source, folder);
    for (const name of readdirSync(path, { recursive: true, encoding: "utf8" }).toSorted()) {
      if (name.endsWith(".ts")) hash.update(`${folder}/${name}\n`).update(readFileSync(join(path, name)));
    }
  }
  return hash.digest("base64url").slice(0, 16);
}

const hash = typeof sourcesHash === "string" ? sourcesHash : hashSources(join(import.meta.dir, ".."));
/** Changes if snapshots.ts encodes the same state in another way. */
const format = 2;
export const stateVersion = `${programVersion} ${Bun.version} ${format} ${hash}`;
