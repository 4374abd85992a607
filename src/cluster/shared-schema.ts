/**
 * What Lectern has in PostgreSQL, in the schema `lectern`: the tables of the store with the same names and columns, and
 * these:
 *
 * - `nodes`: the running programs, each with a lease until which it counts as alive.
 * - `homes`: which node is responsible for a place, and for which time (`epoch`) in succession.
 * - `commits`: what the nodes committed in the last minutes, for the others.
 * - `facts`: secrets that all nodes share, the version of the tables, and their generation: a random id that is new after
 *   each restore and update. A node with a copy of an earlier generation can neither read nor write.
 * - `numbers`: up to which number ids are reserved.
 * - `pictures`: the uploaded pictures.
 */
import { DataError } from "../store/data-error.ts";
import type { Query } from "./postgres.ts";
import { type Column, listOf, quoted, type SharedTable, sequences } from "./tables.ts";

/** The lock that a node holds while it creates or updates the tables: the letters of "lectern". */
const schemaLock = 7_811_882;

/** The key of the version of the tables among the facts. */
const versionFact = "version of the tables";
/** The key of the generation among the facts. */
export const generationFact = "generation";

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

/**
 * Commits the \`n\`th commit of a node: does nothing if that is there already, so that a node can repeat it after a lost
 * connection. Fails with
 *
 * - LE001 unless the node is the home of each of the places, at the epoch that it knows. A claim of a place waits for
 *   commits in progress, because both lock its row.
 * - LE002 if the node's copy is of another generation: it was suspended while a restore or an update replaced the tables.
 *   Checked after the first insertion, whose lock keeps anybody from replacing them meanwhile.
 * - LE003 if the node's last commit is not there: a standby that did not have it has taken over.
 */
const commitFunction = `
CREATE FUNCTION lectern.commit_changes(
  by_node text, of_generation text, number bigint, of_places text, of_changes text
) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
  place record;
  lost jsonb := '[]';
  part record;
  columns text;
  key text;
BEGIN
  INSERT INTO lectern.commits (node, n, changes) VALUES (by_node, number, of_changes) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN; END IF;
  IF NOT EXISTS (SELECT 1 FROM lectern.facts f WHERE f.key = '${generationFact}' AND f.value = of_generation) THEN
    RAISE EXCEPTION 'the tables were replaced' USING ERRCODE = 'LE002';
  END IF;
  IF number > 1 AND NOT EXISTS (SELECT 1 FROM lectern.commits c WHERE c.node = by_node AND c.n = number - 1) THEN
    RAISE EXCEPTION 'commit % of this node is missing', number - 1 USING ERRCODE = 'LE003';
  END IF;
  IF current_setting('synchronous_commit') IN ('off', 'local') THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  FOR place IN SELECT p.key AS name, p.value::bigint AS epoch FROM json_each_text(of_places::json) p ORDER BY p.key LOOP
    PERFORM 1 FROM lectern.homes h WHERE h.place = place.name AND h.node = by_node AND h.epoch = place.epoch FOR SHARE;
    IF NOT FOUND THEN lost := lost || to_jsonb(place.name); END IF;
  END LOOP;
  IF lost <> '[]' THEN RAISE EXCEPTION 'not the home' USING ERRCODE = 'LE001', DETAIL = lost::text; END IF;
  FOR part IN SELECT * FROM json_to_recordset(of_changes::json) AS g("table" text, kind text, columns json, rows json) LOOP
    SELECT string_agg(format('t.%1$I = d.%1$I', a.attname), ' AND ') INTO key
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = format('lectern.%I', part."table")::regclass AND i.indisprimary;
    IF part.kind = 'add' THEN
      SELECT string_agg(format('%I', c), ', ') INTO columns FROM json_array_elements_text(part.columns) c;
      EXECUTE format('INSERT INTO lectern.%1$I (%2$s) SELECT %2$s FROM json_populate_recordset(NULL::lectern.%1$I, $1)',
        part."table", columns) USING part.rows;
    ELSIF part.kind = 'set' THEN
      SELECT string_agg(format('%1$I = d.%1$I', c), ', ') INTO columns FROM json_array_elements_text(part.columns) c;
      EXECUTE format('UPDATE lectern.%1$I t SET %2$s FROM json_populate_recordset(NULL::lectern.%1$I, $1) d WHERE %3$s',
        part."table", columns, key) USING part.rows;
    ELSE
      EXECUTE format('DELETE FROM lectern.%1$I t USING json_populate_recordset(NULL::lectern.%1$I, $1) d WHERE %2$s',
        part."table", key) USING part.rows;
    END IF;
  END LOOP;
END
$body$;
`;

/** The state of the error of a commit by a node that is not the home of a place; its detail has the places as JSON. */
export const notHome = "LE001";
/** Why a node whose copy is of another generation must be started again. */
export const replaced =
  "The data in PostgreSQL was restored, or updated by a newer version of Lectern, since this program copied it.";
/** The states of the errors of commits after which a node must be started again, with the reason. */
export const fatalStates: ReadonlyMap<string, string> = new Map([
  ["LE002", replaced],
  ["LE003", "PostgreSQL lacks this node's last commits: a standby that did not have them has taken over."],
]);

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
  await query(commitFunction);
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
  await query("DROP FUNCTION IF EXISTS lectern.commit_changes");
  // No node may continue with a copy of what is dropped.
  await query("DELETE FROM lectern.facts WHERE key = $1", [generationFact]);
  for (const { name } of dropped) await query(`DROP TABLE ${nameInPostgres(name)}`);
}
