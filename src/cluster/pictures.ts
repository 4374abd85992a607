/**
 * Pictures that all nodes share: they are in PostgreSQL, and each node keeps those that it was asked for recently in a folder
 * of its own.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { isPictureName } from "../domain/picture-name.ts";
import { type PictureFiles, writeWhole } from "../store/picture-files.ts";
import { orUnavailable, type Postgres } from "./postgres.ts";

const logger = getLogger(["lectern", "cluster"]);

/** How many bytes of pictures a node keeps. */
const defaultMaxBytes = 1024 ** 3;
/** How many pictures may be read from PostgreSQL at a time, including those that wait for a connection. */
const maxReading = 200;
/** How many removed pictures are remembered while PostgreSQL does not answer; a later start deletes the others. */
const maxRemoved = 10_000;
/** A picture that is not in the list of uploads is deleted after this time: its upload was not completed. */
const unlistedFor = "1 day";

export interface SharedPicturesOptions {
  readonly postgres: Postgres;
  /** The data folder of this node. */
  readonly data: string;
  /** Whether the list of uploads, as this node knows it, has a picture. */
  readonly isListed: (name: string) => boolean;
  readonly maxBytes?: number;
}

export function openSharedPictures(options: SharedPicturesOptions): PictureFiles {
  const { postgres, data, isListed, maxBytes = defaultMaxBytes } = options;
  // Not the folder of pictures: this one may have a server's own, from before it shared a database.
  const folder = join(data, "replica-pictures");
  const incoming = join(data, "replica-incoming");
  const reading = new Map<string, Promise<string | undefined>>();
  const removed = new Set<string>();
  let isScheduled = false;
  let kept: number | undefined;

  /** Keeps a picture here. Without this, it is read from PostgreSQL each time. */
  async function keep(name: string, bytes: Uint8Array): Promise<void> {
    await writeWhole({ folder, incoming, name, bytes });
    kept = kept === undefined ? sizeOf(folder) : kept + bytes.byteLength;
    if (kept > maxBytes) kept = removeOldest(folder, { maxBytes: maxBytes * 0.9, except: name });
  }

  async function read(name: string): Promise<string | undefined> {
    const path = join(folder, name);
    const statement = "SELECT bytes FROM lectern.pictures WHERE name = $1";
    const [row] = await orUnavailable(postgres.query<{ bytes: Uint8Array }>(statement, [name]));
    if (row) await keep(name, row.bytes);
    else rmSync(path, { force: true });
    return row && path;
  }

  /** Deletes in PostgreSQL what was removed. If that fails, the next removal repeats it. */
  async function deleteRemoved(): Promise<void> {
    const names = Array.from(removed);
    const statement = "DELETE FROM lectern.pictures WHERE name IN (SELECT json_array_elements_text($1::text::json))";
    await postgres.query(statement, [JSON.stringify(names)]);
    for (const name of names) removed.delete(name);
  }

  return {
    async find(name) {
      if (!isPictureName(name)) return undefined;
      const path = join(folder, name);
      // Another node may have removed a picture that is still here.
      if (existsSync(path) && isListed(name)) return path;
      const known = reading.get(name);
      if (known) return known;
      if (reading.size >= maxReading) throw Fault.temporary("unavailable", 1000);
      const started = read(name).finally(() => reading.delete(name));
      reading.set(name, started);
      return started;
    },
    async write(name, bytes) {
      const statement = "INSERT INTO lectern.pictures (name, bytes) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
      await orUnavailable(postgres.query(statement, [name, bytes]));
      await keep(name, bytes).catch((cause) => logger.warn("a picture was not kept here: {cause}", { cause }));
    },
    remove(name) {
      if (!isPictureName(name)) return;
      rmSync(join(folder, name), { force: true });
      if (removed.size < maxRemoved) removed.add(name);
      if (isScheduled) return;
      isScheduled = true;
      // What is removed in one turn of the event loop is one statement.
      setImmediate(() => {
        isScheduled = false;
        deleteRemoved().catch((cause) => logWarning("pictures were not deleted", cause));
      });
    },
    tidy() {
      rmSync(incoming, { recursive: true, force: true });
      postgres
        .query(
          `DELETE FROM lectern.pictures p WHERE at < now() - interval '${unlistedFor}'
          AND NOT EXISTS (SELECT 1 FROM lectern.uploads u WHERE u.name = p.name)`,
        )
        .catch((cause) => logWarning("incomplete uploads were not deleted", cause));
    },
  };
}

const logWarning = (what: string, cause: unknown) => logger.warn("{what}: {cause}", { what, cause: String(cause) });

function filesIn(folder: string): { path: string; name: string; size: number; at: number }[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? [{ path, name, size: found.size, at: found.mtimeMs }] : [];
  });
}

const sizeOf = (folder: string): number => filesIn(folder).reduce((sum, { size }) => sum + size, 0);

/** Removes the files that were written longest ago, until the others have `maxBytes`. Returns how many these have. */
function removeOldest(folder: string, { maxBytes, except }: { maxBytes: number; except: string }): number {
  const files = filesIn(folder).sort((a, b) => a.at - b.at);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, name, size } of files) {
    if (total <= maxBytes) break;
    if (name === except) continue;
    rmSync(path, { force: true });
    total -= size;
  }
  return total;
}
