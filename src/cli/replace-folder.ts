/**
 * Replaces the data of a data folder: the new files are made in a folder in it and verified there before anything changes.
 * Then the pictures are added, which does not affect the old database, and the new database is renamed over the old one:
 * one step, so that after a power cut either the old data is there or the new.
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
} from "node:fs";
import { join } from "node:path";
import { DataError } from "../store/data-error.ts";
import { InstanceError, lockFolder } from "../store/lock.ts";
import { databaseFile } from "../store/open.ts";
import { Refusal } from "./command.ts";
import { describeDatabaseError } from "./database-errors.ts";
import { findRunning } from "./running.ts";

/** Files in a data folder that contain no data. */
const ignoredNames = /^(lectern\.lock(-journal)?|lost\+found|(replaced|restoring)-.*)$/;

export interface ReplaceOptions {
  /** Whether data that is there is replaced; it is kept in a subfolder. */
  readonly replace: boolean;
  /** Writes the new database and the folder `uploads`, which exists, into `work`. */
  readonly make: (work: string) => Promise<void>;
  /** What failed, for an unexpected error. */
  readonly failed: string;
}

export interface Replaced {
  readonly pictures: number;
  /** The folder with the old data, if there was any. */
  readonly kept: string | undefined;
}

/** Replaces the data in folder `data`, which is created if it does not exist. Throws a `Refusal`. */
export async function replaceFolder(data: string, { replace, make, failed }: ReplaceOptions): Promise<Replaced> {
  const isNew = !existsSync(data);
  using lockOfData = lockData(data);
  const isUsed = readdirSync(data).some((name) => !ignoredNames.test(name));
  if (isUsed && !replace)
    throw new Refusal(`There is data in ${data}: use --replace to replace it. The old data is kept in a subfolder.`);
  // Left by a process that was killed.
  for (const left of readdirSync(data).filter((name) => name.startsWith("restoring-"))) {
    rmSync(join(data, left), { recursive: true });
  }
  const work = mkdtempSync(join(data, "restoring-"));
  try {
    mkdirSync(join(work, "uploads"), { mode: 0o700 });
    await make(work);
    const kept = replaceData(data, work, isUsed);
    return { pictures: readdirSync(join(data, "uploads")).length, kept };
  } catch (cause) {
    if (isNew) {
      lockOfData[Symbol.dispose]();
      rmSync(data, { recursive: true, force: true });
    }
    if (cause instanceof Refusal || cause instanceof DataError) throw cause;
    const reason = describeDatabaseError(cause) ?? (cause instanceof Error ? cause.message : cause);
    throw new Refusal(`${failed}: ${reason}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Takes the lock of a data folder. Throws a `Refusal` if a server runs on it. */
export function lockData(data: string): Disposable {
  try {
    return lockFolder(data);
  } catch (cause) {
    if (!(cause instanceof InstanceError)) throw cause;
    const running = findRunning(data);
    throw new Refusal(`Lectern is running on ${data}${running ? ` (process ${running.pid})` : ""}: stop it first.`);
  }
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
