/** Writes rows into the local database as others committed them, over a separate connection, so that they are not captured. */
import type { Database, Statement } from "bun:sqlite";
import { type Change, type ChangeGroup, fromJson } from "./changes.ts";
import { type JsonRow, listOf, quoted, type Row, type SharedTable, type Value } from "./tables.ts";

export interface Rows {
  /** Carries out, in one transaction, what others committed. Adding a row that is there replaces it. */
  apply(groups: readonly ChangeGroup[]): void;
  /** Undoes changes in one transaction; the newest first. */
  undo(changes: readonly Change[]): void;
  /** Adds rows of a table that is empty. */
  fill(table: SharedTable, rows: readonly JsonRow[]): void;
}

/** How many statements are kept prepared. */
const maxPrepared = 200;

export function openRows(sqlite: Database, tables: readonly SharedTable[]): Rows {
  sqlite.run("PRAGMA foreign_keys = OFF");
  const byName = new Map(tables.map((table) => [table.name, table]));
  const prepared = new Map<string, Statement<unknown, Value[]>>();

  function statement(text: string): Statement<unknown, Value[]> {
    const known = prepared.get(text);
    if (known) return known;
    const made = sqlite.prepare<unknown, Value[]>(text);
    const [oldest] = prepared.keys();
    if (prepared.size >= maxPrepared && oldest !== undefined) {
      prepared.get(oldest)?.finalize();
      prepared.delete(oldest);
    }
    prepared.set(text, made);
    return made;
  }

  const where = ({ key }: SharedTable) => key.map((name) => `${quoted(name)} = ?`).join(" AND ");
  const valuesOf = (row: Row, columns: readonly string[]) => columns.map((name) => row[name] ?? null);

  function put(table: SharedTable, row: Row): void {
    const columns = table.columns.map(({ name }) => name);
    const marks = columns.map(() => "?").join(", ");
    const text = `INSERT OR REPLACE INTO ${quoted(table.name)} (${listOf(columns)}) VALUES (${marks})`;
    statement(text).run(...valuesOf(row, columns));
  }

  function set(table: SharedTable, row: Row, columns: readonly string[]): void {
    const to = columns.map((name) => `${quoted(name)} = ?`).join(", ");
    const text = `UPDATE ${quoted(table.name)} SET ${to} WHERE ${where(table)}`;
    statement(text).run(...valuesOf(row, columns), ...valuesOf(row, table.key));
  }

  function drop(table: SharedTable, row: Row): void {
    statement(`DELETE FROM ${quoted(table.name)} WHERE ${where(table)}`).run(...valuesOf(row, table.key));
  }

  /** Returns a row of JSON with the values that SQLite stores. */
  function toRow({ columns }: SharedTable, json: JsonRow): Row {
    return Object.fromEntries(columns.map(({ name, type }) => [name, fromJson(json[name] ?? null, type)]));
  }

  function applyGroup({ table: name, kind, columns, rows }: ChangeGroup): void {
    const table = byName.get(name);
    if (!table) throw new Error(`another node changed the table ${name}, which this version does not have`);
    for (const json of rows) {
      const row = toRow(table, json);
      if (kind === "add") put(table, row);
      else if (kind === "set") set(table, row, columns);
      else drop(table, row);
    }
  }

  function revert({ table, before, after, columns }: Change): void {
    if (before && after) set(table, before, columns);
    else if (before) put(table, before);
    else if (after) drop(table, after);
  }

  const apply = sqlite.transaction((groups: readonly ChangeGroup[]) => groups.forEach(applyGroup));
  const undo = sqlite.transaction((changes: readonly Change[]) => changes.toReversed().forEach(revert));
  const fill = sqlite.transaction((table: SharedTable, rows: readonly JsonRow[]) => {
    for (const row of rows) put(table, toRow(table, row));
  });
  return {
    apply: (groups) => apply.immediate(groups),
    undo: (changes) => undo.immediate(changes),
    fill: (table, rows) => fill.immediate(table, rows),
  };
}
