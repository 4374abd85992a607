/** Moves a whole database between PostgreSQL and a SQLite file: for `lectern migrate`, backups and updates. */
import { Database } from "bun:sqlite";
import { DataError } from "../store/data-error.ts";
import { migrateDatabase, schemaVersion, versionOfTables } from "../store/migrating.ts";
import { copyFromPostgres, copyIntoPostgres, numberAll, type OnTable } from "./copying.ts";
import { requireSameRows } from "./digests.ts";
import type { Postgres, Query } from "./postgres.ts";
import { openRows } from "./rows.ts";
import { createSchema, dropTables, lockSchema, newerVersion, versionOf } from "./shared-schema.ts";
import { quoted, readTables, sequences } from "./tables.ts";

export interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Tables with rows although nobody has used the database. */
const ownRows = new Set(["meta", "audit"]);

/** Throws a `DataError` if a node is running. */
export async function requireNoNodes(query: Query): Promise<void> {
  if ((await versionOf(query)) === undefined) return;
  const running = await query<{ url: string }>("SELECT url FROM lectern.nodes WHERE lease_until > now() ORDER BY url");
  if (running.length === 0) return;
  throw new DataError(
    `Lectern is running on this database (${running.map(({ url }) => url).join(", ")}): stop it first. ` +
      "A node that was killed counts as running for 10 seconds.",
  );
}

/** The tables that have no rows until somebody uses the database. */
async function usedTables(query: Query): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'lectern'::regnamespace AND c.relkind = 'r' AND a.attnum = 1
    AND c.relname NOT IN ('nodes', 'homes', 'commits', 'facts', 'numbers', 'pictures', 'sqlite_sequence')`,
  );
  return tables.map(({ name }) => name).filter((name) => !ownRows.has(name));
}

/** Whether anybody has used the database. */
export async function hasData(query: Query): Promise<boolean> {
  if ((await versionOf(query)) === undefined) return false;
  for (const name of await usedTables(query)) {
    const found = await query(`SELECT 1 FROM lectern.${quoted(name)} LIMIT 1`);
    if (found.length > 0) return true;
  }
  return false;
}

/** The tables whose rows a person would miss, with what they are called. */
const knownThings = new Map([
  ["users", "accounts and guests"],
  ["sessions", "classes"],
  ["lessons", "lessons"],
  ["products", "products"],
  ["pictures", "pictures"],
]);

/** Counts what is in the database. */
export async function countData(query: Query): Promise<(readonly [count: number, name: string])[]> {
  const counts = new Map<string, number>();
  for (const table of new Set([...knownThings.keys(), ...(await usedTables(query))])) {
    const [row] = await query<{ n: number }>(`SELECT count(*)::int AS n FROM lectern.${quoted(table)}`);
    const name = knownThings.get(table) ?? "other rows";
    counts.set(name, (counts.get(name) ?? 0) + (row?.n ?? 0));
  }
  return Array.from(counts, ([name, n]) => [n, name] as const).filter(([n]) => n > 0);
}

export interface FillOptions {
  /** A copy of a database, at this version's schema. */
  readonly sqlite: Database;
  readonly pictures: AsyncIterable<Picture>;
  /** Whether to replace existing data. */
  readonly replace: boolean;
  readonly onTable: OnTable;
}

/** What was copied. */
export interface Copied {
  readonly rows: number;
  readonly pictures: number;
}

/** Fills PostgreSQL with a whole database and verifies the copy, in one transaction. Throws a `DataError` if it has data. */
export function fillPostgres(postgres: Postgres, options: FillOptions): Promise<Copied> {
  const { sqlite, replace, onTable } = options;
  const tables = readTables(sqlite);
  numberAll(sqlite, tables);
  return postgres.writeTogether(async (query) => {
    await lockSchema(query);
    if ((await versionOf(query)) !== undefined) {
      await requireNoNodes(query);
      if (!replace && (await hasData(query))) throw new DataError("There is data in this database: use --replace.");
      await dropTables(query, "all");
    }
    await createSchema(query, { tables, version: schemaVersion() });
    await copyIntoPostgres(query, { sqlite, tables, onTable });
    let pictures = 0;
    for await (const { name, bytes } of options.pictures) {
      await query("INSERT INTO lectern.pictures (name, bytes) VALUES ($1, $2)", [name, bytes]);
      const hash = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
      await requireSamePicture(query, { name, hash });
      pictures += 1;
    }
    onTable("pictures", pictures);
    return { rows: await requireSameRows(query, { sqlite, tables }), pictures };
  });
}

export interface SaveOptions {
  /** The path of the new SQLite database. */
  readonly file: string;
  /** Called with each picture, unless only the rows are wanted. */
  readonly onPicture?: (picture: Picture) => Promise<void>;
  /** Throws if a node is running. */
  readonly stopped?: boolean;
  readonly onTable?: OnTable;
}

/** Copies everything from PostgreSQL, as it is at one moment, into a new SQLite database, and verifies the copy. */
export function saveFromPostgres(postgres: Postgres, options: SaveOptions): Promise<Copied> {
  return postgres.readTogether(async (query) => {
    if (options.stopped) await requireNoNodes(query);
    const rows = await saveRows(query, options);
    return { rows, pictures: options.onPicture ? await savePictures(query, options.onPicture) : 0 };
  });
}

/** Copies the tables into a new SQLite database of the same version. Returns how many rows there are. */
export async function saveRows(query: Query, { file, onTable }: Omit<SaveOptions, "onPicture">): Promise<number> {
  const version = await versionOf(query);
  if (version === undefined) throw new DataError("There is no data of Lectern in this database.");
  using sqlite = new Database(file, { create: true, strict: true });
  sqlite.run("PRAGMA synchronous = OFF");
  migrateDatabase(sqlite, { upTo: version });
  if (versionOfTables(sqlite) !== version) throw newerVersion();
  const tables = readTables(sqlite);
  numberAll(sqlite, tables);
  const rows = openRows(sqlite, [...tables, sequences]);
  await copyFromPostgres(query, { rows, tables, ...(onTable && { onTable }) });
  const total = await requireSameRows(query, { sqlite, tables });
  // Closing it does not write what is in the system's cache.
  sqlite.run("PRAGMA synchronous = FULL");
  sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
  return total;
}

async function savePictures(query: Query, onPicture: (picture: Picture) => Promise<void>): Promise<number> {
  const names = await query<{ name: string }>("SELECT name FROM lectern.pictures ORDER BY name");
  for (const { name } of names) {
    const statement = "SELECT bytes FROM lectern.pictures WHERE name = $1";
    const [row] = await query<{ bytes: Uint8Array }>(statement, [name]);
    if (!row) throw new Error(`the picture ${name} cannot be read`);
    const hash = new Bun.CryptoHasher("sha256").update(row.bytes).digest("hex");
    await requireSamePicture(query, { name, hash });
    await onPicture({ name, bytes: row.bytes });
  }
  return names.length;
}

async function requireSamePicture(query: Query, { name, hash }: { name: string; hash: string }): Promise<void> {
  const statement = "SELECT encode(sha256(bytes), 'hex') AS hash FROM lectern.pictures WHERE name = $1";
  const [row] = await query<{ hash: string }>(statement, [name]);
  if (row?.hash !== hash) throw new Error(`the copy differs from the original: picture ${name}`);
}
