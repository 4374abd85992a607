/**
 * What Lectern has in PostgreSQL, in the schema `lectern`: the tables of the store with the same names and columns, and
 * these:
 *
 * - `nodes`: the programs of the last days, each with a lease until which it counts as alive.
 * - `homes`: which node is responsible for a place, and its `epoch`: how many times a node has become responsible for it.
 * - `commits`: what the nodes committed in the last minutes, for the others, and the last commit of each (`pruning.ts`).
 * - `facts`: secrets that all nodes share, the version of the tables, and their generation: a random id that is new after
 *   each restore and update. A node with a copy of an earlier generation can neither read nor write.
 * - `numbers`: up to which number ids are reserved.
 * - `pictures`: the uploaded pictures.
 */
import { DataError } from "../store/data-error.ts";
import { createCommitFunction, dropCommitFunctions, generationFact } from "./commit-function.ts";
import type { Query } from "./postgres.ts";
import { type Column, listOf, quoted, type SharedTable, sequences } from "./tables.ts";

/** The lock that a node holds while it creates or updates the tables: the letters of "lectern". */
const schemaLock = 7_811_882;

/** The key of the version of the tables among the facts. */
const versionFact = "version of the tables";

/** Waits until no other program creates, updates or copies the tables, until the end of the transaction. */
export const lockSchema = (query: Query) => query("SELECT pg_advisory_xact_lock($1)", [schemaLock]);

/** The types of columns by those of SQLite. */
export const typesInPostgres: Readonly<Record<Column["type"], string>> = {
  integer: "bigint",
  real: "double precision",
  text: "text",
  blob: "bytea",
};

/** The definition of a column; texts are in the order of SQLite. */
const define = ({ name, type }: Column): string =>
  `${quoted(name)} ${typesInPostgres[type]}${type === "text" ? ' COLLATE "C"' : ""}`;

export const nameInPostgres = (table: string): string => `lectern.${quoted(table)}`;

/** SQL that creates the table. References are not repeated: each commit of a node satisfied those of SQLite. */
function createTable({ name, columns, key }: SharedTable): string {
  const definitions = columns.map(define);
  return `CREATE TABLE ${nameInPostgres(name)} (${[...definitions, `PRIMARY KEY (${listOf(key)})`].join(", ")})`;
}

const ownTables = `
CREATE TABLE lectern.nodes (
  id text PRIMARY KEY,
  url text NOT NULL,
  lease_until timestamptz NOT NULL
);
CREATE TABLE lectern.homes (
  place text PRIMARY KEY,
  node text NOT NULL,
  epoch bigint NOT NULL
);
CREATE INDEX homes_node ON lectern.homes (node);
CREATE TABLE lectern.commits (
  id bigint GENERATED ALWAYS AS IDENTITY,
  node text NOT NULL,
  n bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  changes text NOT NULL,
  PRIMARY KEY (node, n)
);
CREATE INDEX commits_at ON lectern.commits (at);
CREATE TABLE IF NOT EXISTS lectern.facts (key text PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS lectern.numbers (name text PRIMARY KEY, next bigint NOT NULL);
CREATE TABLE IF NOT EXISTS lectern.pictures (name text PRIMARY KEY, bytes bytea NOT NULL, at timestamptz NOT NULL DEFAULT now());
`;

export interface SchemaOptions {
  readonly tables: readonly SharedTable[];
  /** The version of the tables. */
  readonly version: number;
}

/** The database has the tables of a version that this one does not know. */
export const newerVersion = () =>
  new DataError("A newer version of Lectern has written this PostgreSQL database: use that version.");

/** The version of the tables; undefined if there are none. */
export async function versionOf(query: Query): Promise<number | undefined> {
  const [{ found } = { found: null }] = await query<{ found: string | null }>(
    "SELECT to_regclass('lectern.facts')::text AS found",
  );
  if (found === null) return undefined;
  const [row] = await query<{ value: string }>("SELECT value FROM lectern.facts WHERE key = $1", [versionFact]);
  return row && Number(row.value);
}

/** The generation of the tables; undefined if there is none. */
export async function generationOf(query: Query): Promise<string | undefined> {
  const [row] = await query<{ value: string }>("SELECT value FROM lectern.facts WHERE key = $1", [generationFact]);
  return row?.value;
}

/** Creates everything but the generation, which the next node that starts adds. The caller holds the lock. */
export async function createSchema(query: Query, { tables, version }: SchemaOptions): Promise<void> {
  await query("CREATE SCHEMA IF NOT EXISTS lectern");
  const statements = ownTables.split(";").filter((statement) => statement.trim() !== "");
  for (const statement of statements) await query(statement);
  for (const table of [...tables, sequences]) await query(createTable(table));
  for (const { name } of tables.filter(({ isNumbered }) => isNumbered)) {
    await query("INSERT INTO lectern.sqlite_sequence (name, seq) VALUES ($1, 0)", [name]);
  }
  await query(`CREATE UNIQUE INDEX sessions_code ON ${nameInPostgres("sessions")} (code)`);
  await createCommitFunction(query);
  await query(
    "INSERT INTO lectern.facts (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    [versionFact, String(version)],
  );
}

/** The tables that outlive an update. */
const lastingTables = ["facts", "numbers", "pictures"];

/** Drops all tables, or those that an update creates again. */
export async function dropTables(query: Query, which: "all" | "updated"): Promise<void> {
  const found = await query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'lectern'::regnamespace AND relkind = 'r'",
  );
  const dropped = found.filter(({ name }) => which === "all" || !lastingTables.includes(name));
  await dropCommitFunctions(query);
  // No node may continue with a copy of what is dropped.
  await query("DELETE FROM lectern.facts WHERE key = $1", [generationFact]);
  for (const { name } of dropped) await query(`DROP TABLE ${nameInPostgres(name)}`);
}
