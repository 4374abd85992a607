/** Which column of a table is which field of a measurement: proposed from the header's names and from the cells. */
import type { Table } from "./csv.ts";
import { columnNames, isNumber, isTime, normalized } from "./header.ts";
import { isTimeOfDay, parseTime } from "./times.ts";

/** The fields of a measurement. `time_of_day` is for tables with date and time in two columns. */
export const fields = ["measurement_value", "measured_at", "time_of_day", "subgroup_number", "sample_number"] as const;
export type Field = (typeof fields)[number];

/** The index of each field's column. */
export type Mapping = Readonly<Partial<Record<Field, number>>>;

/** How many rows are looked at to recognize a column by its cells. */
const rowsLookedAt = 50;

/** Whether most of the column's cells that are not empty fit. */
function mostly({ rows }: Table, column: number, fits: (cell: string) => boolean): boolean {
  const cells = rows.slice(0, rowsLookedAt).flatMap(({ cells }) => cells[column] || []);
  return cells.length > 0 && cells.filter(fits).length * 2 > cells.length;
}

/** Proposes a column for each field; a field without a likely column has none. */
export function proposeMapping(table: Table): Mapping {
  const names = (table.header ?? []).map(normalized);
  const columns = Array.from({ length: table.width }, (_, column) => column);
  const named = (known: readonly string[]) => columns.find((column) => known.includes(names[column] ?? ""));
  const times = timeColumns(table, columns, named);
  const subgroup = named(columnNames.subgroup);
  const sample = named(columnNames.sample);
  const assigned = [times.measured_at, times.time_of_day, subgroup, sample];
  const numeric = columns.filter((column) => !assigned.includes(column) && mostly(table, column, isNumber));
  // Of several numeric columns without a known name, the first is the value only if there are no names at all.
  const value = named(columnNames.value) ?? (numeric.length === 1 || !table.header ? numeric[0] : undefined);
  return {
    ...times,
    ...(value !== undefined && { measurement_value: value }),
    ...(subgroup !== undefined && { subgroup_number: subgroup }),
    ...(sample !== undefined && { sample_number: sample }),
  };
}

/** Whether the cell is a time, possibly one of Excel's dates as numbers. */
const isParsable = (cell: string): boolean =>
  parseTime(cell, "dmy") !== undefined || parseTime(cell, "mdy") !== undefined;

function timeColumns(
  table: Table,
  columns: readonly number[],
  named: (known: readonly string[]) => number | undefined,
): Pick<Mapping, "measured_at" | "time_of_day"> {
  const [date, time] = [named(columnNames.date), named(columnNames.time)];
  const isDayTime = time !== undefined && mostly(table, time, isTimeOfDay);
  const withTimes = [time, date].find((column) => column !== undefined && mostly(table, column, isParsable));
  const instant =
    named(columnNames.instant) ??
    (isDayTime ? date : (withTimes ?? time ?? date)) ??
    columns.find((column) => mostly(table, column, isTime));
  if (instant === undefined) return {};
  return isDayTime && instant === date ? { measured_at: instant, time_of_day: time } : { measured_at: instant };
}

/** Assigns a column to a field, or to none; a column has at most one field, and a field one column. */
export function assign(mapping: Mapping, column: number, field: Field | undefined): Mapping {
  const others = Object.entries(mapping).filter(([name, index]) => index !== column && name !== field);
  return Object.fromEntries(field === undefined ? others : [...others, [field, column]]);
}
