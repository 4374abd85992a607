/** A node's copy of the data: a SQLite database that is made again at each start. */
import { Database } from "bun:sqlite";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { migrateDatabase } from "../store/migrating.ts";
import { copyFromPostgres, numberAll, type OnRows } from "./copying.ts";
import type { Postgres, Query } from "./postgres.ts";
import { prepareDatabase } from "./prepare.ts";
import { knownHours } from "./pruning.ts";
import { openRows } from "./rows.ts";
import { generationOf } from "./shared-schema.ts";
import { readTables, sequences } from "./tables.ts";

/** Its name in the data folder. */
export const replicaFile = "replica.db";

/** How long applying others' commits waits for another program that has locked the copy. Meanwhile nothing else runs. */
const lockTimeoutMs = 100;

/** Removes the copy of the last run. */
function freshReplica(data: string): string {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, replicaFile);
  for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
  return file;
}

/** Makes this node's copy of the data. What is opened for it is closed with `opened`. */
export async function openReplica(
  data: string,
  { opened, postgres, onRows }: { opened: AsyncDisposableStack; postgres: Postgres; onRows?: OnRows | undefined },
) {
  const file = freshReplica(data);
  const sqlite = new Database(file, { create: true, strict: true });
  opened.defer(() => sqlite.close());
  const local = opened.use(new Database(file, { strict: true }));
  sqlite.run("PRAGMA journal_mode = WAL");
  local.run(`PRAGMA busy_timeout = ${lockTimeoutMs}`);
  // It is only a copy: what counts is on PostgreSQL's disk.
  for (const database of [sqlite, local]) database.run("PRAGMA synchronous = OFF");
  migrateDatabase(sqlite, {});
  const tables = readTables(sqlite);
  await prepareDatabase(postgres, { tables, data });
  numberAll(sqlite, tables);
  const rows = openRows(local, [...tables, sequences]);
  const copied = await postgres.readTogether((query) => copyAll(query, { rows, tables, onRows }));
  return { sqlite, rows, tables, file, ...copied };
}

export const lastId = (sqlite: Database, table: string): number =>
  sqlite.query<{ id: number | null }, []>(`SELECT max(id) AS id FROM ${table}`).get()?.id ?? 0;

const positionStatement = `
SELECT c.node, max(c.n)::text AS n FROM lectern.nodes x JOIN lectern.commits c ON c.node = x.id
WHERE x.lease_until > now() - interval '${knownHours} hours' GROUP BY c.node`;

/** Copies all rows, and returns their generation, up to which commit of each node they are, and PostgreSQL's time. */
async function copyAll(query: Query, into: Parameters<typeof copyFromPostgres>[1]) {
  const generation = (await generationOf(query)) ?? "";
  const [at] = await query<{ time: string }>("SELECT extract(epoch FROM now()) * 1000 AS time");
  const found = await query<{ node: string; n: string }>(positionStatement);
  await copyFromPostgres(query, into);
  return { generation, position: new Map(found.map(({ node, n }) => [node, Number(n)])), copiedAt: Number(at?.time) };
}
