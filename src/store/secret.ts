/** The server's secret for signing cookies: a file in the data folder that only its owner can read. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";

const logger = getLogger(["lectern", "store"]);

/** Its name in the data folder. Backups do not include it: after a restore browsers only lose their own budget. */
const secretFile = "cookie-secret";
const bytes = 32;

/** Reads the secret of data folder `dir`, creating it if there is none. */
export function readSecret(dir: string): Buffer {
  const file = join(dir, secretFile);
  const stored = read(file);
  if (stored?.length === bytes) return stored;
  const secret = randomBytes(bytes);
  try {
    writeFileSync(file, secret, { mode: 0o600 });
  } catch (cause) {
    // On a full disk the secret is valid only until the server stops.
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
