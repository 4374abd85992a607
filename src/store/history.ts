/**
 * Notices a database that was put back by hand: a copy of the file, or of the whole folder. `lectern backup` leaves the
 * epoch out of its copies; a copy made otherwise has it, and clients would resume in a history that is not theirs.
 *
 * At each start and stop the server writes a new random mark into the database and into `history.json` beside it, with
 * the file's inode. An older database has an older mark, a copied folder another inode: then the epoch is renewed.
 */
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { databaseFile, type Store } from "./open.ts";

const History = z.object({ mark: z.string(), inode: z.number() });

const logger = getLogger(["lectern", "store"]);

/** Renews the epoch of a store whose database is not the one that was last used in `dir`. Needs the folder's lock. */
export function openHistory(dir: string, store: Store): Disposable {
  const file = join(dir, "history.json");
  const mark = store.mark.read();
  const known = readHistory(file);
  if (mark !== known?.mark || (known !== undefined && known.inode !== inodeOf(dir))) {
    if (mark !== undefined || known !== undefined) {
      store.newEpoch();
      logger.info("the database was restored or moved: clients start over from its present state");
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
        // If only one of the two was written, the next start renews the epoch: clients read everything again, once.
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
