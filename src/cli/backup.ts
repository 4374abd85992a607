/** `lectern backup FILE`: writes the database and the pictures into an archive, also while the server runs. */
import { Database } from "bun:sqlite";
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { version } from "../../package.json";
import { readStorage } from "../config.ts";
import { copyDatabase } from "../store/copy.ts";
import { DataError } from "../store/data-error.ts";
import { databaseFile } from "../store/open.ts";
import { picturesFolder } from "../store/picture-files.ts";
import { type Source, writeArchive } from "./archive.ts";
import { recordCommand, recordIn } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { saveDatabase } from "./database-copy.ts";
import { describeDatabaseError } from "./database-errors.ts";
import { mebibytes, openProgress } from "./progress.ts";
import { requireData } from "./running.ts";

export const backup = command("backup", "Write the database and the pictures into a file; works while the server runs")
  .argument("<file>", "The file to write; it must not exist")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern backup monday.tar"))
  .action(async (path, { json, ...flags }) => {
    const { data, database } = readStorage(flags, process.env);
    if (database === undefined) requireData(data);
    const file = resolve(path);
    if (existsSync(file)) throw new Refusal(`${file} exists: a backup overwrites nothing.`);
    const say = json ? () => {} : console.error;
    const writing = database === undefined ? writeBackup(data, file, say) : writeDatabaseBackup(database, file, say);
    const pictures = await writing.catch((error: unknown) => {
      if (error instanceof Refusal || error instanceof DataError) throw error;
      const reason = describeDatabaseError(error) ?? (error instanceof Error ? error.message : error);
      throw new Refusal(`The backup was not written: ${reason}`);
    });
    if (database === undefined) recordBackup(data);
    else await recordDatabaseBackup(flags);
    const { size: bytes } = statSync(file);
    if (json) console.log(JSON.stringify({ file, bytes, pictures }));
    else console.log(`${file}: ${mebibytes(bytes)}, ${pictures} pictures. To go back to it: lectern restore FILE`);
  });

/** Returns the number of pictures. Writes into a folder next to `file` that only its owner can read, and renames at the end. */
async function writeBackup(data: string, file: string, say: (line: string) => void): Promise<number> {
  const work = mkdtempSync(`${file}.unfinished-`);
  try {
    const copy = join(work, databaseFile);
    const inDatabase = totalSize(
      ["", "-wal"].map((ending) => ({ name: ending, path: join(data, databaseFile + ending) })),
    );
    say(`Copying the database (${mebibytes(inDatabase)}) …`);
    copyDatabase(join(data, databaseFile), copy);
    // The database first: a picture is written before the database refers to it, so every one that it refers to exists.
    return await pack({ work, file, uploads: join(data, picturesFolder), say });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The same from a PostgreSQL database. */
async function writeDatabaseBackup(database: string, file: string, say: (line: string) => void): Promise<number> {
  const work = mkdtempSync(`${file}.unfinished-`);
  try {
    const uploads = join(work, picturesFolder);
    mkdirSync(uploads);
    await saveDatabase(database, work, { say, stopped: false });
    return await pack({ work, file, uploads, say });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Pack {
  /** The folder with the copy of the database. */
  readonly work: string;
  readonly file: string;
  /** The folder of the pictures. */
  readonly uploads: string;
  readonly say: (line: string) => void;
}

/** Writes the archive and gives it its name. Returns the number of pictures. */
async function pack({ work, file, uploads, say }: Pack): Promise<number> {
  const names = existsSync(uploads) ? readdirSync(uploads).filter((name) => /^[\w-]+\.\w+$/.test(name)) : [];
  const pictures = names.map((name): Source => ({ name: `${picturesFolder}/${name}`, path: join(uploads, name) }));
  const sources = [{ name: databaseFile, path: join(work, databaseFile) }, ...pictures];
  const onProgress = openProgress("Writing the archive", totalSize(sources), say);
  const archive = join(work, "archive");
  const { files } = await writeArchive(archive, sources, { lectern: version, onProgress });
  publish(archive, file);
  return files.length - 1;
}

/** Records the backup. If that fails, for example on a full disk, the backup is still good. */
function recordBackup(data: string): void {
  try {
    using sqlite = new Database(join(data, databaseFile), { readwrite: true, create: false });
    sqlite.run("PRAGMA busy_timeout = 5000");
    recordIn(sqlite, { action: "data.backup" });
  } catch (cause) {
    console.error(`The audit log has no entry of it: ${cause instanceof Error ? cause.message : cause}`);
  }
}

async function recordDatabaseBackup(flags: Parameters<typeof openCommandData>[0]): Promise<void> {
  try {
    await using data = await openCommandData(flags);
    recordCommand(data.store, { action: "data.backup" });
    await data.saved();
  } catch (cause) {
    console.error(`The audit log has no entry of it: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function totalSize(sources: readonly Source[]): number {
  return sources.reduce((sum, { path }) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Renames the archive to `file`, without replacing a file that was created there meanwhile. */
function publish(archive: string, file: string): void {
  try {
    linkSync(archive, file);
  } catch (cause) {
    if (existsSync(file)) throw new Refusal(`${file} exists: a backup overwrites nothing.`);
    // The file system has no hard links, as on a USB stick.
    if (cause instanceof Error) renameSync(archive, file);
  }
}
