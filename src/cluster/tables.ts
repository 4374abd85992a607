/** The tables that all nodes share, read from the schema of the local SQLite database. */
import type { Database } from "bun:sqlite";

export interface Column {
  readonly name: string;
  readonly type: "integer" | "real" | "text" | "blob";
}

export interface SharedTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The names of the primary key's columns, in its order. */
  readonly key: readonly string[];
  /** Whether SQLite numbers its rows. */
  readonly isNumbered: boolean;
}

export type Value = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, Value>>;
/** A row as JSON: a blob in the form in which PostgreSQL writes it. */
export type JsonRow = Readonly<Record<string, string | number | null>>;

interface TableInfo {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

/** SQLite's own table of the last numbers of numbered rows, which is shared, too. */
export const sequences: SharedTable = {
  name: "sqlite_sequence",
  columns: [
    { name: "name", type: "text" },
    { name: "seq", type: "integer" },
  ],
  key: ["name"],
  isNumbered: false,
};

/** Reads the tables. Throws if one has no primary key. */
export function readTables(sqlite: Database): SharedTable[] {
  const names = sqlite
    .query<{ name: string; sql: string }, []>(
      "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '__*' ORDER BY name",
    )
    .all();
  return names.map(({ name, sql }) => {
    const info = sqlite.query<TableInfo, []>(`PRAGMA main.table_info("${name}")`).all();
    const key = info
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((column) => column.name);
    if (key.length === 0) throw new Error(`the table ${name} has no primary key`);
    const columns = info.map((column) => ({ name: column.name, type: typeOf(column.type) }));
    return { name, columns, key, isNumbered: /AUTOINCREMENT/i.test(sql) };
  });
}

function typeOf(declared: string): Column["type"] {
  const type = declared.toLowerCase();
  if (type === "integer" || type === "real" || type === "text" || type === "blob") return type;
  throw new Error(`a column has the type ${declared}, which has no counterpart in PostgreSQL`);
}

/** A name as it is written in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const listOf = (names: readonly string[]): string => names.map(quoted).join(", ");
