/** Changes of rows: how a commit in SQLite is carried to PostgreSQL and to the other nodes. */
import type { JsonRow, Row, SharedTable, Value } from "./tables.ts";

/** A row before and after the transactions of a turn. `before` is absent for a new row, `after` for a deleted one. */
export interface Change {
  readonly table: SharedTable;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  /** The columns that differ, if there is a row before and after. */
  readonly columns: readonly string[];
}

/** Changes of one kind in one table, as PostgreSQL and the other nodes get them. */
export interface ChangeGroup {
  readonly table: string;
  /** `add`: new rows. `set`: some columns of rows. `drop`: the keys of deleted rows. */
  readonly kind: "add" | "set" | "drop";
  /** The columns that `rows` has; of `set` without those of the key. */
  readonly columns: readonly string[];
  readonly rows: readonly JsonRow[];
}

/** Returns a blob in the form in which PostgreSQL writes it. */
const toHex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;
export const toJson = (value: Value): string | number | null => (value instanceof Uint8Array ? toHex(value) : value);

/** Returns a value of JSON as SQLite stores it. */
export const fromJson = (value: string | number | null, type: string): Value =>
  type === "blob" && typeof value === "string" ? Buffer.from(value.slice(2), "hex") : value;

function pick(row: Row, columns: readonly string[]) {
  const picked: Record<string, string | number | null> = {};
  for (const column of columns) picked[column] = toJson(row[column] ?? null);
  return picked;
}

/** Groups changes, which are of different rows, by table, kind and columns. */
export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  const groups = new Map<
    string,
    { table: string; kind: ChangeGroup["kind"]; columns: readonly string[]; rows: object[] }
  >();
  for (const { table, before, after, columns } of changes) {
    const kind = !after ? "drop" : before ? "set" : "add";
    const written = { add: table.columns.map(({ name }) => name), set: columns, drop: [] }[kind];
    const key = `${table.name} ${kind} ${written.join()}`;
    const group = groups.get(key) ?? { table: table.name, kind, columns: written, rows: [] };
    groups.set(key, group);
    const row = after ?? before;
    if (row) group.rows.push(pick(row, kind === "add" ? written : [...table.key, ...written]));
  }
  return Array.from(groups.values()) as ChangeGroup[];
}

/** Encodes groups as JSON. PostgreSQL has no character 0 in texts; it becomes U+FFFD. */
export function encode(groups: readonly ChangeGroup[]): string {
  const text = JSON.stringify(groups);
  return text.includes("\\u0000") ? text.replace(/(?<!\\)((?:\\\\)*)\\u0000/g, "$1\\ufffd") : text;
}
