/** Copies a whole PostgreSQL database from and into a SQLite database with a folder of pictures. */
import { Database } from "bun:sqlite";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openPostgres, type Postgres } from "../cluster/postgres.ts";
import { type Copied, fillPostgres, type Picture, saveFromPostgres } from "../cluster/whole.ts";
import { isPictureName } from "../domain/picture-name.ts";
import { clearEpoch } from "../store/epoch.ts";
import { createStore, databaseFile } from "../store/open.ts";
import { picturesFolder } from "../store/picture-files.ts";

export interface FillDatabase {
  readonly database: string;
  /** The path of a SQLite database of any version, which is updated. */
  readonly file: string;
  readonly pictures: AsyncIterable<Picture>;
  /** Whether data that is there is deleted. */
  readonly replace: boolean;
  readonly say: (line: string) => void;
}

/** Updates the SQLite database at `file` and copies it. */
export async function fillDatabase({ database, file, pictures, replace, say }: FillDatabase): Promise<Copied> {
  // A store does more than the migrations: it fills columns that these have added, and makes an epoch, which clients compare.
  createStore(new Database(file, { strict: true }), { now: Date.now })[Symbol.dispose]();
  using sqlite = new Database(file, { strict: true });
  return await withPostgres(database, (postgres) =>
    fillPostgres(postgres, { sqlite, pictures, replace, onTable: reportTo(say) }),
  );
}

/** Returns a report of the tables that have rows. */
export const reportTo =
  (say: (line: string) => void) =>
  (table: string, rows: number): void => {
    if (rows > 0) say(`Copied ${table}: ${rows.toLocaleString("en")}`);
  };

/** Reads the pictures of a data folder, or of one with the same folders. */
export async function* picturesIn(data: string): AsyncGenerator<Picture> {
  const folder = join(data, picturesFolder);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter(isPictureName)) {
    yield { name, bytes: await Bun.file(join(folder, name)).bytes() };
  }
}

/** Copies a database into a folder, which has the folder `uploads`. `stopped`: throws if a server runs on it. */
export function saveDatabase(
  database: string,
  folder: string,
  { say, stopped }: { say: (line: string) => void; stopped: boolean },
): Promise<Copied> {
  return withPostgres(database, async (postgres) => {
    const file = join(folder, databaseFile);
    const copied = await saveFromPostgres(postgres, {
      file,
      stopped,
      onTable: reportTo(say),
      onPicture: async ({ name, bytes }) => void (await Bun.write(join(folder, "uploads", name), bytes)),
    });
    using sqlite = new Database(file);
    clearEpoch(sqlite);
    return copied;
  });
}

/** Runs `work` with a connection to the database. */
export async function withPostgres<T>(database: string, work: (postgres: Postgres) => Promise<T>): Promise<T> {
  const postgres = openPostgres(database, 1);
  try {
    return await work(postgres);
  } finally {
    await postgres.close().catch(() => {});
  }
}
