/** `lectern backup FILE`: writes the database and the pictures into an archive, also while the server runs. */
import { Database } from "bun:sqlite";
import { existsSync, linkSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { version } from "../../package.json";
import { readData } from "../config.ts";
import { copyDatabase } from "../store/copy.ts";
import { DataError } from "../store/data-error.ts";
import { databaseFile } from "../store/open.ts";
import { type Source, writeArchive } from "./archive.ts";
import { recordIn } from "./audit-record.ts";
import { command, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { mebibytes, openProgress } from "./progress.ts";
import { requireData } from "./running.ts";

export const backup = command("backup", "Write the database and the pictures into a file; works while the server runs")
  .argument("<file>", "The file to write; it must not exist")
  .addOption(dataOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern backup monday.tar"))
  .action(async (path, { json, ...flags }) => {
    const data = readData(flags, process.env);
    requireData(data);
    const file = resolve(path);
    if (existsSync(file)) throw new Refusal(`${file} exists: a backup overwrites nothing.`);
    const pictures = await writeBackup(data, file, json ? () => {} : console.error).catch((error: unknown) => {
      if (error instanceof Refusal || error instanceof DataError) throw error;
      throw new Refusal(`The backup was not written: ${error instanceof Error ? error.message : error}`);
    });
    recordBackup(data, file);
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
    const uploads = join(data, "uploads");
    const names = existsSync(uploads) ? readdirSync(uploads).filter((name) => /^[\w-]+\.\w+$/.test(name)) : [];
    const pictures = names.map((name): Source => ({ name: `uploads/${name}`, path: join(uploads, name) }));
    const sources = [{ name: databaseFile, path: copy }, ...pictures];
    const onProgress = openProgress("Writing the archive", totalSize(sources), say);
    const archive = join(work, "archive");
    const { files } = await writeArchive(archive, sources, { lectern: version, onProgress });
    publish(archive, file);
    return files.length - 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Records the backup. If that fails, for example on a full disk, the backup is still good. */
function recordBackup(data: string, file: string): void {
  try {
    using sqlite = new Database(join(data, databaseFile), { readwrite: true, create: false });
    sqlite.run("PRAGMA busy_timeout = 5000");
    recordIn(sqlite, { action: "data.backup", detail: basename(file) });
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
