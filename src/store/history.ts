/**
 * Detects a database that was restored by hand from a copy of the file or of the whole folder. `lectern backup` removes
 * the epoch from its copies; any other copy contains it, and clients would resume in a different history.
 *
 * At each start and stop the server writes a new random mark into the database and, with the file's inode, into
 * `history.json`. If the marks differ (an older database) or the inodes differ (a copied folder), it renews the epoch.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { databaseFile, type Store } from "./open.ts";

const History = z.object({ mark: z.string(), inode: z.number() });

const logger = getLogger(["lectern", "store"]);

/** Renews the epoch if the store's database is not the one last used in `dir`. The caller must hold the folder's lock. */
export function openHistory(dir: string, store: Store): Disposable {
  const file = join(dir, "history.json");
  const mark = store.mark.read();
  const recorded = readHistory(file);
  if (mark !== recorded?.mark || (recorded !== undefined && recorded.inode !== inodeOf(dir))) {
    if (mark !== undefined || recorded !== undefined) {
      store.newEpoch();
      logger.info("the database was restored or moved: clients start over from its current state");
    }
  }
  setMark();

  function setMark(): void {
    const next = Bun.randomUUIDv7();
    store.mark.write(next);
    const text = JSON.stringify({ mark: next, inode: inodeOf(dir) });
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    [Symbol.dispose]() {
      try {
        setMark();
      } catch (cause) {
        // If only one of the two was written, the next start renews the epoch, and clients read everything again once.
        logger.warn("the database's mark was not renewed: {reason}", { reason: String(cause) });
      }
    },
  };
}

function readHistory(file: string): z.infer<typeof History> | undefined {
  try {
    return History.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

const inodeOf = (dir: string) => statSync(join(dir, databaseFile)).ino;
