/** The server's secret for signing cookies: a file in the data folder that only its owner can read. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";

const logger = getLogger(["lectern", "store"]);

/** Its name in the data folder. A backup does not include it: browsers then lose their own budget, and nothing else. */
export const secretFile = "cookie-secret";
const bytes = 32;

/** The secret of data folder `dir`, made if there is none. */
export function readSecret(dir: string): Buffer {
  const file = join(dir, secretFile);
  const kept = read(file);
  if (kept?.length === bytes) return kept;
  const secret = randomBytes(bytes);
  try {
    writeFileSync(file, secret, { mode: 0o600 });
  } catch (cause) {
    // On a full disk it lasts until the server stops.
    logger.warn("the secret for cookies could not be written: {cause}", { cause });
  }
  return secret;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
