/**
 * `lectern restore FILE`: restores a backup. The archive is unpacked into the data folder and checked there before
 * anything changes. Then its pictures are added, which does not affect the old database, and its database is renamed over
 * the old one: one step, so that after a power cut either the old data is there or the new.
 */

import { Database } from "bun:sqlite";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { readData } from "../config.ts";
import { checkCopy } from "../store/check.ts";
import { DataError } from "../store/data-error.ts";
import { clearEpoch } from "../store/epoch.ts";
import { InstanceError, lockFolder } from "../store/lock.ts";
import { databaseFile } from "../store/open.ts";
import { isDatabase, readArchive } from "./archive.ts";
import { recordIn } from "./audit-record.ts";
import { command, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { mebibytes, openProgress } from "./progress.ts";
import { findRunning } from "./running.ts";

/** Files in a data folder that contain no data. */
const ignoredNames = /^(lectern\.lock(-journal)?|lost\+found|(replaced|restoring)-.*)$/;

export const restore = command("restore", "Put a backup back into a data folder; the server must not run")
  .argument("<file>", "The file that lectern backup wrote")
  .option("--replace", "Replace existing data; the old data is kept in the folder replaced-…")
  .addOption(dataOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern restore monday.tar --replace"))
  .action(async (path, { replace = false, json, ...flags }) => {
    const data = readData(flags, process.env);
    const file = resolve(path);
    if (!existsSync(file) || !statSync(file).isFile()) throw new Refusal(`There is no file ${file}.`);
    const say = json ? () => {} : console.error;
    const isNew = !existsSync(data);
    using lockOfData = lock(data);
    const isUsed = readdirSync(data).some((name) => !ignoredNames.test(name));
    if (isUsed && !replace)
      throw new Refusal(`There is data in ${data}: use --replace to replace it. The old data is kept in a subfolder.`);
    // Left by a restore that was killed.
    for (const left of readdirSync(data).filter((name) => name.startsWith("restoring-"))) {
      rmSync(join(data, left), { recursive: true });
    }
    const work = mkdtempSync(join(data, "restoring-"));
    try {
      await unpack(file, work, say);
      const kept = replaceData(data, work, isUsed);
      const pictures = readdirSync(join(data, "uploads")).length;
      if (json) console.log(JSON.stringify({ data, pictures, kept }));
      else {
        console.log(`${data} is as in ${file}: ${pictures} pictures.`);
        if (kept) console.log(`What was there before is in ${kept}: delete it when you no longer need it.`);
      }
    } catch (cause) {
      if (isNew) {
        lockOfData[Symbol.dispose]();
        rmSync(data, { recursive: true, force: true });
      }
      if (cause instanceof Refusal || cause instanceof DataError) throw cause;
      throw new Refusal(`The backup was not restored: ${cause instanceof Error ? cause.message : cause}`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });

function lock(data: string): Disposable {
  try {
    return lockFolder(data);
  } catch (cause) {
    if (!(cause instanceof InstanceError)) throw cause;
    const running = findRunning(data);
    throw new Refusal(`Lectern is running on ${data}${running ? ` (process ${running.pid})` : ""}: stop it first.`);
  }
}

/** Unpacks `file` into `work` and verifies it. Clears the database's epoch, so that no client resumes in it. */
async function unpack(file: string, work: string, say: (line: string) => void): Promise<void> {
  const { size } = statSync(file);
  say(`Checking ${file} (${mebibytes(size)}) …`);
  mkdirSync(join(work, "uploads"), { mode: 0o700 });
  const copy = join(work, databaseFile);
  if (isDatabase(file)) {
    copyFileSync(file, copy);
    say("It holds a database alone, as written before 0.4.0: no pictures.");
  } else await readArchive(file, work, openProgress("Unpacking", size, say));
  checkCopy(copy, file);
  using sqlite = new Database(copy);
  sqlite.run("PRAGMA journal_mode = DELETE");
  clearEpoch(sqlite);
  recordIn(sqlite, { action: "data.restore", detail: basename(file) });
}

/** Replaces the data by the unpacked files. Returns the folder with the old data, if there was any. */
function replaceData(data: string, work: string, isUsed: boolean): string | undefined {
  const database = join(data, databaseFile);
  const kept = isUsed ? join(data, `replaced-${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`) : undefined;
  if (kept) {
    mkdirSync(join(kept, "uploads"), { recursive: true, mode: 0o700 });
    if (existsSync(database)) preserveDatabase(database, join(kept, databaseFile));
  }
  const uploads = join(data, "uploads");
  mkdirSync(uploads, { recursive: true, mode: 0o700 });
  const restored = new Set(readdirSync(join(work, "uploads")));
  for (const name of restored) {
    if (kept && existsSync(join(uploads, name))) linkOrCopy(join(uploads, name), join(kept, "uploads", name));
    renameSync(join(work, "uploads", name), join(uploads, name));
  }
  flush(uploads);
  renameSync(join(work, databaseFile), database);
  flush(data);
  // The new data is in force now. Pictures that only the old data uses are moved to it.
  for (const name of readdirSync(uploads)) {
    if (restored.has(name)) continue;
    if (kept) renameSync(join(uploads, name), join(kept, "uploads", name));
  }
  rmdirSync(join(work, "uploads"));
  return kept;
}

/** Keeps the old database under another name, and moves its write-ahead log away, which would be applied to the new one. */
function preserveDatabase(database: string, to: string): void {
  try {
    using sqlite = new Database(database);
    sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // The database is damaged. Its log is moved with it, below.
  }
  linkOrCopy(database, to);
  for (const ending of ["-wal", "-shm"]) {
    if (existsSync(database + ending)) renameSync(database + ending, to + ending);
  }
}

/** Links a file, or copies it if the file system has no hard links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Flushes a folder's entries to disk. Windows neither supports nor needs it. */
function flush(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
