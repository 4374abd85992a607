/**
 * Prepares PostgreSQL for this version at a node's start: creates the tables, updates those of an older version, and gives
 * the database the ids that it lacks, or a new epoch if it was restored.
 */
import { Database } from "bun:sqlite";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { epochKey } from "../store/epoch.ts";
import { schemaVersion } from "../store/migrating.ts";
import { createStore } from "../store/open.ts";
import { createCommitFunction, generationFact } from "./commit-function.ts";
import { copyIntoPostgres, numberAll, type OnTable } from "./copying.ts";
import { requireSameRows } from "./digests.ts";
import { ConnectionLost, type Postgres, type Query } from "./postgres.ts";
import { createSchema, dropTables, lockSchema, newerVersion, versionOf } from "./shared-schema.ts";
import { readTables, type SharedTable } from "./tables.ts";
import { requireNoNodes, saveRows } from "./whole.ts";

const logger = getLogger(["lectern", "cluster"]);

export interface PrepareOptions {
  /** This version's tables. */
  readonly tables: readonly SharedTable[];
  /** The data folder. An update keeps a copy of the database in its folder `backups`. */
  readonly data: string;
  readonly onTable?: OnTable;
}

/** Throws a `DataError` if a newer version has written the tables, or an older one that is still running. */
export async function prepareDatabase(postgres: Postgres, { tables, data, onTable }: PrepareOptions): Promise<void> {
  const history = await readHistory(postgres);
  await postgres.writeTogether(async (query) => {
    await lockSchema(query);
    const own = schemaVersion();
    const version = await versionOf(query);
    if (version === undefined) await createSchema(query, { tables, version: own });
    else if (version > own) throw newerVersion();
    else if (version < own) await update(query, { data, version: own, onTable });
    else await createCommitFunction(query);
    await addIds(query);
    if (history !== undefined) await recognize(query, history);
  });
}

/**
 * Gives a new, restored or updated database what it lacks of epoch and generation. If each of several nodes that start at
 * the same moment added an epoch to its copy, all commits but the first would be rejected.
 */
async function addIds(query: Query): Promise<void> {
  const insert = (table: string) => `INSERT INTO lectern.${table} (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
  await query(insert("meta"), [epochKey, Bun.randomUUIDv7()]);
  await query(insert("facts"), [generationFact, Bun.randomUUIDv7()]);
}

interface Update {
  readonly data: string;
  readonly version: number;
  readonly onTable: OnTable | undefined;
}

/** Updates the tables in a copy, by the migrations of SQLite, and copies them back. */
async function update(query: Query, { data, version, onTable }: Update): Promise<void> {
  await requireNoNodes(query);
  logger.info("updating the tables in PostgreSQL");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, "updating.db");
  const remove = () => {
    for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(file + ending, { force: true });
  };
  remove();
  try {
    await saveRows(query, { file });
    // A store does more than the migrations: it fills columns that these have added.
    createStore(new Database(file, { strict: true }), { now: Date.now, file })[Symbol.dispose]();
    using sqlite = new Database(file, { strict: true });
    const tables = readTables(sqlite);
    numberAll(sqlite, tables);
    await dropTables(query, "updated");
    await createSchema(query, { tables, version });
    await copyIntoPostgres(query, { sqlite, tables, ...(onTable && { onTable }) });
    const rows = await requireSameRows(query, { sqlite, tables });
    logger.info("updated the tables in PostgreSQL: {rows} rows", { rows });
  } finally {
    remove();
  }
}

/**
 * What identifies the history of the database: PostgreSQL's own id, its timeline, which changes when it is restored to an
 * earlier time or another server takes over, and the id of the database, which changes with a restored dump. Undefined if
 * the server does not say.
 */
async function readHistory(postgres: Postgres): Promise<string | undefined> {
  const statement = `SELECT concat_ws(' ', (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (SELECT oid FROM pg_database WHERE datname = current_database())) AS history`;
  const [row] = await postgres.query<{ history: string }>(statement).catch((cause) => {
    if (cause instanceof ConnectionLost) throw cause;
    logger.info("PostgreSQL does not say whether it was restored: {cause}", { cause: String(cause) });
    return [];
  });
  return row?.history;
}

/** Renews the epoch if the history is not the one that was known: no client may resume across a restored backup. */
async function recognize(query: Query, history: string): Promise<void> {
  const key = "history";
  const [known] = await query<{ value: string }>("SELECT value FROM lectern.facts WHERE key = $1", [key]);
  if (known?.value === history) return;
  await query(
    "INSERT INTO lectern.facts (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    [key, history],
  );
  if (!known) return;
  await query("UPDATE lectern.meta SET value = $1 WHERE key = $2", [Bun.randomUUIDv7(), epochKey]);
  logger.info("the database was restored or moved: clients start over from its current state");
}
