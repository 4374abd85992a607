/**
 * Reserves space for the write-ahead log. A commit that lets the file grow waits for the file system's own journal, too: on
 * a disk to which others write, the slowest of a hundred such commits take five times as long as those that overwrite.
 */
import type { Database } from "bun:sqlite";
import { fstatSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { diskSpace } from "./disk-space.ts";

/** How much is written at a time. A commit meanwhile waits until this is on disk. */
const zeros = new Uint8Array(256 * 1024);
/** Nothing is reserved if there is less free space than so many times the log. */
const minFree = 50;

/**
 * Extends the log of `sqlite` to `bytes`, as long as `goesOn` returns true. SQLite ignores what is behind its last commit,
 * and overwrites it. Throws SQLITE_BUSY if another program holds the write lock.
 */
export async function reserveLog(sqlite: Database, bytes: number, goesOn: () => boolean): Promise<void> {
  const file = `${sqlite.filename}-wal`;
  if ((await diskSpace(dirname(file))).free < minFree * bytes) return;
  await using log = await open(file, "r+");
  // With the write lock, neither this program nor another one writes to the end of the file.
  const extend = sqlite.transaction(() => {
    const { size } = fstatSync(log.fd);
    if (size < bytes) writeSync(log.fd, zeros, 0, zeros.length, size);
    return size < bytes;
  });
  while (goesOn() && extend.immediate()) await log.datasync();
}
