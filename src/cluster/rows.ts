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

/** How many statements are kept prepared, besides two of each table. */
const maxPrepared = 200;

/** Writes rows of one table. */
interface TableWriter {
  put(row: Row): void;
  /** Changes these columns of the row with the same key. */
  set(row: Row, columns: readonly string[]): void;
  drop(row: Row): void;
  /** Returns a row of JSON with the values that SQLite stores. */
  toRow(json: JsonRow): Row;
}

type Prepare = (text: string) => Statement<unknown, Value[]>;

function openTableWriter({ name, columns, key }: SharedTable, { prepare, keep }: { prepare: Prepare; keep: Prepare }) {
  const names = columns.map((column) => column.name);
  const blobs = columns.filter(({ type }) => type === "blob");
  const hasKey = key.map((column) => `${quoted(column)} = ?`).join(" AND ");
  const marks = names.map(() => "?").join(", ");
  const putText = `INSERT OR REPLACE INTO ${quoted(name)} (${listOf(names)}) VALUES (${marks})`;
  const dropText = `DELETE FROM ${quoted(name)} WHERE ${hasKey}`;
  const valuesOf = (row: Row, of: readonly string[]) => of.map((column) => row[column] ?? null);
  let put: Statement<unknown, Value[]> | undefined;
  let drop: Statement<unknown, Value[]> | undefined;

  const writer: TableWriter = {
    put(row) {
      put ??= prepare(putText);
      put.run(...valuesOf(row, names));
    },
    set(row, columns) {
      const to = columns.map((column) => `${quoted(column)} = ?`).join(", ");
      const statement = keep(`UPDATE ${quoted(name)} SET ${to} WHERE ${hasKey}`);
      statement.run(...valuesOf(row, columns), ...valuesOf(row, key));
    },
    drop(row) {
      drop ??= prepare(dropText);
      drop.run(...valuesOf(row, key));
    },
    toRow(json) {
      if (blobs.length === 0) return json;
      const values = blobs.map(({ name, type }) => [name, fromJson(json[name] ?? null, type)]);
      return { ...json, ...Object.fromEntries(values) };
    },
  };
  return writer;
}

export function openRows(sqlite: Database, tables: readonly SharedTable[]): Rows {
  sqlite.run("PRAGMA foreign_keys = OFF");
  const prepared = new Map<string, Statement<unknown, Value[]>>();
  const prepare: Prepare = (text) => sqlite.prepare<unknown, Value[]>(text);
  const writers = new Map(tables.map((table) => [table.name, openTableWriter(table, { prepare, keep })]));

  function keep(text: string): Statement<unknown, Value[]> {
    const known = prepared.get(text);
    if (known) return known;
    const made = prepare(text);
    const [oldest] = prepared.keys();
    if (prepared.size >= maxPrepared && oldest !== undefined) {
      prepared.get(oldest)?.finalize();
      prepared.delete(oldest);
    }
    prepared.set(text, made);
    return made;
  }

  function writerOf(table: string): TableWriter {
    const writer = writers.get(table);
    if (!writer) throw new Error(`another node changed the table ${table}, which this version does not have`);
    return writer;
  }

  function applyGroup({ table, kind, columns, rows }: ChangeGroup): void {
    const writer = writerOf(table);
    for (const json of rows) {
      const row = writer.toRow(json);
      if (kind === "add") writer.put(row);
      else if (kind === "set") writer.set(row, columns);
      else writer.drop(row);
    }
  }

  function revert({ table, before, after, columns }: Change): void {
    const writer = writerOf(table.name);
    if (before && after) writer.set(before, columns);
    else if (before) writer.put(before);
    else if (after) writer.drop(after);
  }

  const apply = sqlite.transaction((groups: readonly ChangeGroup[]) => groups.forEach(applyGroup));
  const undo = sqlite.transaction((changes: readonly Change[]) => changes.toReversed().forEach(revert));
  const fill = sqlite.transaction((table: SharedTable, rows: readonly JsonRow[]) => {
    const writer = writerOf(table.name);
    for (const row of rows) writer.put(writer.toRow(row));
  });
  return {
    apply: (groups) => apply.immediate(groups),
    undo: (changes) => undo.immediate(changes),
    fill: (table, rows) => fill.immediate(table, rows),
  };
}
