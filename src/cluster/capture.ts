/**
 * Captures what the store writes: temporary triggers, which only this connection has, keep each changed row as it was
 * before. What a transaction rolls back is not captured, because SQLite rolls temporary tables back with it.
 */
import type { Database, Statement } from "bun:sqlite";
import type { Change } from "./changes.ts";
import { listOf, quoted, type Row, type SharedTable, sequences, type Value } from "./tables.ts";

export interface Capture {
  /** Returns what was changed since the last call, one change for each row. */
  take(): Change[];
}

interface Captured {
  readonly table: SharedTable;
  readonly read: Statement<Record<string, Value>, []>;
  readonly clear: Statement<unknown, []>;
}

/** The name of the temporary table with a table's rows as they were. */
const wasOf = ({ name }: SharedTable) => quoted(`was_${name}`);
/** The columns of that table: those of the row, and whether there was one. */
const oldColumn = (name: string) => `was_${name}`;

/** SQL of a statement that keeps the row `from` (`OLD` or `NEW`), unless its first state is kept already. */
function keep(table: SharedTable, from: "OLD" | "NEW"): string {
  const columns = from === "OLD" ? table.columns.map(({ name }) => name) : table.key;
  const values = columns.map((name) => `${from}.${quoted(name)}`).join(", ");
  const same = table.key.map((name) => `${quoted(oldColumn(name))} = ${from}.${quoted(name)}`).join(" AND ");
  return `INSERT INTO ${wasOf(table)} (${listOf(columns.map(oldColumn))}, there)
    SELECT ${values}, ${from === "OLD" ? 1 : 0} WHERE NOT EXISTS (SELECT 1 FROM ${wasOf(table)} WHERE ${same});`;
}

function watch(sqlite: Database, table: SharedTable): Captured {
  const { name, columns, key } = table;
  const was = wasOf(table);
  const definitions = columns.map((column) => `${quoted(oldColumn(column.name))} ${column.type}`).join(", ");
  sqlite.run(
    `CREATE TEMP TABLE ${was} (${definitions}, there INTEGER, PRIMARY KEY (${listOf(key.map(oldColumn))})) WITHOUT ROWID`,
  );
  const on = (event: string, statements: string) =>
    sqlite.run(
      `CREATE TEMP TRIGGER ${quoted(`${event}_${name}`)} AFTER ${event} ON main.${quoted(name)} BEGIN ${statements} END`,
    );
  on("INSERT", keep(table, "NEW"));
  on("UPDATE", keep(table, "OLD") + keep(table, "NEW"));
  on("DELETE", keep(table, "OLD"));
  const joined = key.map((column) => `t.${quoted(column)} = w.${quoted(oldColumn(column))}`).join(" AND ");
  const isNow = `t.${quoted(key[0] ?? "")} IS NOT NULL`;
  return {
    table,
    read: sqlite.prepare(
      `SELECT w.*, ${isNow} AS is_now, t.* FROM temp.${was} w LEFT JOIN main.${quoted(name)} t ON ${joined}`,
    ),
    clear: sqlite.prepare(`DELETE FROM temp.${was}`),
  };
}

/** Begins to capture what `sqlite` changes in these tables. */
export function openCapture(sqlite: Database, tables: readonly SharedTable[]): Capture {
  // REPLACE would otherwise delete rows without the triggers.
  sqlite.run("PRAGMA recursive_triggers = ON");
  const watched = tables.map((table) => watch(sqlite, table));
  const isChanged = (table: SharedTable, n: number) =>
    `SELECT ${n} AS n WHERE EXISTS (SELECT 1 FROM temp.${wasOf(table)})`;
  /** Which of the tables were changed. */
  const findChanged = sqlite.prepare<{ n: number }, []>(tables.map(isChanged).join(" UNION ALL "));
  const sequenceOf = sqlite.prepare<{ seq: number }, [string]>("SELECT seq FROM sqlite_sequence WHERE name = ?");
  const known = new Map<string, number>();

  /** The change of the last number of a table in which rows were added. */
  function sequenceChange({ name }: SharedTable): Change | undefined {
    const seq = sequenceOf.get(name)?.seq;
    if (seq === undefined || known.get(name) === seq) return undefined;
    known.set(name, seq);
    const row: Row = { name, seq };
    return { table: sequences, before: row, after: row, columns: ["seq"] };
  }

  return {
    take() {
      const changes: Change[] = [];
      for (const { n } of findChanged.all()) {
        const { table, read, clear } = watched[n] as Captured;
        const found = read.all().map((row) => toChange(table, row));
        clear.run();
        for (const change of found) if (change) changes.push(change);
        const sequence = table.isNumbered && found.some((change) => change && !change.before) && sequenceChange(table);
        if (sequence) changes.push(sequence);
      }
      return changes;
    },
  };
}

function toChange(table: SharedTable, row: Readonly<Record<string, Value>>): Change | undefined {
  const names = table.columns.map(({ name }) => name);
  const before =
    row.there === 1 ? Object.fromEntries(names.map((name) => [name, row[oldColumn(name)] ?? null])) : undefined;
  const after = row.is_now === 1 ? Object.fromEntries(names.map((name) => [name, row[name] ?? null])) : undefined;
  if (!before && !after) return undefined;
  const columns = before && after ? names.filter((name) => !isSame(before[name], after[name])) : [];
  return before && after && columns.length === 0 ? undefined : { table, before, after, columns };
}

const isSame = (a: Value | undefined, b: Value | undefined): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.from(a).equals(b) : a === b;
