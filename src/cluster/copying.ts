/** Copies all rows between PostgreSQL and a SQLite database. */
import type { Database } from "bun:sqlite";
import { encode, groupChanges } from "./changes.ts";
import type { Query } from "./postgres.ts";
import type { Rows } from "./rows.ts";
import { nameInPostgres, typesInPostgres } from "./shared-schema.ts";
import { type JsonRow, quoted, type Row, type SharedTable, sequences } from "./tables.ts";

/** How many rows are read and written at a time. */
const pageSize = 2000;

export type OnTable = (table: string, rows: number) => void;
/** Called with each number of rows that was copied. */
export type OnRows = (rows: number) => void;

/** Reads the rows of a table in PostgreSQL, page by page, in the order of its key. */
export async function* pagesOf(query: Query, { name, key, columns }: SharedTable): AsyncGenerator<JsonRow[]> {
  const ordered = key.map(quoted).join(", ");
  const typeOf = new Map(columns.map((column) => [column.name, typesInPostgres[column.type]]));
  const marks = key.map((column, n) => `$${n + 1}::text::${typeOf.get(column)}`).join(", ");
  for (let last: JsonRow | undefined; ; ) {
    const after = last ? `WHERE (${ordered}) > (${marks})` : "";
    const found = await query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM (SELECT * FROM ${nameInPostgres(name)} ${after} ORDER BY ${ordered} LIMIT ${pageSize}) t`,
      last ? key.map((column) => String(last?.[column])) : [],
    );
    const rows = found.map(({ row }): JsonRow => JSON.parse(row));
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    last = rows.at(-1);
  }
}

/** Gives every numbered table its row in SQLite's list of numbers, so that changing the row suffices later. */
export function numberAll(sqlite: Database, tables: readonly SharedTable[]): void {
  for (const { name, isNumbered } of tables) {
    if (!isNumbered) continue;
    const statement =
      "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)";
    sqlite.run(statement, [name]);
  }
}

/** Fills the empty tables of a SQLite database, which `numberAll` has numbered, from PostgreSQL. */
export async function copyFromPostgres(query: Query, { rows, tables, onTable, onRows }: From): Promise<void> {
  for (const table of tables) {
    let count = 0;
    for await (const page of pagesOf(query, table)) {
      rows.fill(table, page);
      count += page.length;
      onRows?.(page.length);
    }
    onTable?.(table.name, count);
  }
  for (const { name, seq } of await query<{ name: string; seq: string }>(
    "SELECT name, seq::text FROM lectern.sqlite_sequence",
  )) {
    rows.apply([{ table: sequences.name, kind: "set", columns: ["seq"], rows: [{ name, seq: Number(seq) }] }]);
  }
}

interface From {
  readonly rows: Rows;
  readonly tables: readonly SharedTable[];
  readonly onTable?: OnTable;
  readonly onRows?: OnRows | undefined;
}

/** Fills the empty tables in PostgreSQL from a SQLite database. */
export async function copyIntoPostgres(query: Query, { sqlite, tables, onTable }: Into): Promise<void> {
  for (const table of tables) {
    let count = 0;
    for (const page of sqlitePages(sqlite, table)) {
      const [group] = groupChanges(page.map((after) => ({ table, before: undefined, after, columns: [] })));
      if (!group) continue;
      const columns = group.columns.map(quoted).join(", ");
      await query(
        `INSERT INTO ${nameInPostgres(table.name)} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${nameInPostgres(table.name)}, ($1::text::json -> 0) -> 'rows')`,
        [encode([group])],
      );
      count += page.length;
    }
    onTable?.(table.name, count);
  }
  for (const { name, seq } of sqlite.query<{ name: string; seq: number }, []>("SELECT * FROM sqlite_sequence").all()) {
    await query("UPDATE lectern.sqlite_sequence SET seq = $2 WHERE name = $1", [name, seq]);
  }
}

interface Into {
  readonly sqlite: Database;
  readonly tables: readonly SharedTable[];
  readonly onTable?: OnTable;
}

/** Reads the rows of a table in SQLite, page by page, in the order of its key. */
export function* sqlitePages(sqlite: Database, { name, key, columns }: SharedTable): Generator<Row[]> {
  const ordered = key.map(quoted).join(", ");
  const list = columns.map((column) => quoted(column.name)).join(", ");
  const marks = key.map(() => "?").join(", ");
  for (let last: Row | undefined; ; ) {
    const after = last ? `WHERE (${ordered}) > (${marks})` : "";
    const page = sqlite
      .query<Row, never[]>(`SELECT ${list} FROM main.${quoted(name)} ${after} ORDER BY ${ordered} LIMIT ${pageSize}`)
      .all(...((last ? key.map((column) => last?.[column] ?? null) : []) as never[]));
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1);
  }
}
