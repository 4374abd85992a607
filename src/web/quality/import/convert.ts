/** Converts a table's rows into measurements, and into the CSV that the server reads. */
import { maxTagValue, type TagRecord, tagColumnPrefix } from "../../../domain/spc/tag-names.ts";
import type { Field, Mapping, Meaning } from "./columns.ts";
import type { Table, TableRow } from "./csv.ts";
import { decimalMarkOf, parseDecimal } from "./decimals.ts";
import { type DateOrder, parseTime } from "./times.ts";

/** Why a cell does not fit. `rejected`: the server says so; `cell` then is its reason. */
export interface CellError {
  readonly field: Meaning;
  readonly reason: "missing" | "number" | "whole" | "range" | "time" | "future" | "long" | "rejected";
  readonly cell: string;
}

/** A row and its measurement, or the error of its first cell that does not fit. */
export interface ConvertedRow {
  readonly row: TableRow;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly at: number | undefined;
  readonly subgroup: number | undefined;
  readonly sample: number | undefined;
  /** The sample size of a count. */
  readonly size?: number | undefined;
  readonly tags: TagRecord;
  readonly error: CellError | undefined;
}

export interface ConvertOptions {
  readonly order: DateOrder;
  /** Later times are errors; milliseconds since 1970. */
  readonly latest: number;
  /** The server's reasons for lines of the file that it rejected, by line. */
  readonly rejected?: ReadonlyMap<number, string>;
}

/** The largest absolute value and the earliest time that the server accepts. */
const maxValue = 1e12;
const earliest = Date.UTC(1900, 0);

/** Requires a column for `measurement_value`. */
export function convert(table: Table, mapping: Mapping, options: ConvertOptions): ConvertedRow[] {
  const { measurement_value } = mapping;
  const cellsOf = (column: number | undefined) =>
    column === undefined ? [] : table.rows.map(({ cells }) => cells[column] ?? "");
  const mark = decimalMarkOf(cellsOf(measurement_value), table.commaSeparated);
  return table.rows.map((row) => {
    const cell = (field: Field): string => row.cells[mapping[field] ?? -1] ?? "";
    const rejected = options.rejected?.get(row.line);
    const value = parseDecimal(cell("measurement_value"), mark);
    const time = timeText(cell("measured_at"), cell("time_of_day"));
    const at = parseTime(time, options.order);
    const [subgroup, sample] = [wholeNumber(cell("subgroup_number")), wholeNumber(cell("sample_number"))];
    const size = parseDecimal(cell("sample_size"), mark);
    const tags = tagsOf(row, mapping);
    const error =
      valueError(cell("measurement_value"), value) ??
      sizeError(cell("sample_size"), size) ??
      timeError(time, at, options.latest) ??
      wholeError("subgroup_number", cell("subgroup_number"), subgroup) ??
      wholeError("sample_number", cell("sample_number"), sample) ??
      tagError(tags) ??
      (rejected === undefined
        ? undefined
        : ({ field: "measurement_value", reason: "rejected", cell: rejected } as const));
    return { row, value: value ?? Number.NaN, at, subgroup, sample, ...(size !== undefined && { size }), tags, error };
  });
}

/** The tags of a row, on one line each; without empty cells. */
function tagsOf({ cells }: TableRow, { tags = {} }: Mapping): TagRecord {
  const filled = Object.entries(tags).flatMap(([name, column]): [string, string][] => {
    const value = (cells[column] ?? "").replace(/\s+/g, " ").trim();
    return value === "" ? [] : [[name, value]];
  });
  return Object.fromEntries(filled);
}

function tagError(tags: TagRecord): CellError | undefined {
  const long = Object.entries(tags).find(([, value]) => value.length > maxTagValue);
  return long && { field: { tag: long[0] }, reason: "long", cell: long[1] };
}

/** Joins date and time of day. Spreadsheets may write the date with midnight. */
const timeText = (date: string, timeOfDay: string): string =>
  timeOfDay === "" ? date : `${date.replace(/[T ]0?0:00(:00)?$/, "")} ${timeOfDay}`;

const wholeNumber = (cell: string): number | undefined => (/^\d{1,15}$/.test(cell) ? Number(cell) : undefined);

function valueError(cell: string, value: number | undefined): CellError | undefined {
  const field = "measurement_value";
  if (cell === "") return { field, reason: "missing", cell };
  if (value === undefined) return { field, reason: "number", cell };
  return Math.abs(value) > maxValue ? { field, reason: "range", cell } : undefined;
}

function sizeError(cell: string, size: number | undefined): CellError | undefined {
  const field = "sample_size";
  if (cell === "") return undefined;
  if (size === undefined) return { field, reason: "number", cell };
  return size > 0 ? undefined : { field, reason: "range", cell };
}

function timeError(cell: string, at: number | undefined, latest: number): CellError | undefined {
  const field = "measured_at";
  if (cell === "") return undefined;
  if (at === undefined || at < earliest) return { field, reason: "time", cell };
  return at > latest ? { field, reason: "future", cell } : undefined;
}

function wholeError(field: Field, cell: string, value: number | undefined): CellError | undefined {
  return cell !== "" && (value === undefined || value < 1) ? { field, reason: "whole", cell } : undefined;
}

/** The order of the rows in time. */
export interface TimeOrder {
  /** How many rows are earlier than the row before them. */
  readonly backwards: number;
  /** The earliest and the latest time; `undefined` if no row has a time. */
  readonly earliest: number | undefined;
  readonly latest: number | undefined;
  /** Whether every row has a time, so that the rows can be sorted. */
  readonly sortable: boolean;
}

export function timeOrderOf(rows: readonly ConvertedRow[]): TimeOrder {
  const times = rows.flatMap(({ at }) => at ?? []);
  const [first] = times;
  return {
    backwards: times.filter((at, n) => n > 0 && at < (times[n - 1] ?? at)).length,
    earliest: times.reduce((a, b) => Math.min(a, b), first ?? 0),
    latest: times.reduce((a, b) => Math.max(a, b), first ?? 0),
    sortable: times.length === rows.length,
    ...(first === undefined && { earliest: undefined, latest: undefined }),
  };
}

/** Rows with the same time keep their order. */
export const sortByTime = (rows: readonly ConvertedRow[]): ConvertedRow[] =>
  [...rows].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));

/** The CSV that the server reads, one line for each row after the header. */
export function toCsv(rows: readonly ConvertedRow[]): string {
  const names = [...new Set(rows.flatMap(({ tags }) => Object.keys(tags)))];
  const hasSizes = rows.some(({ size }) => size !== undefined);
  const columns = [
    ...["measurement_value", "measured_at", "subgroup_number", "sample_number"],
    ...(hasSizes ? ["sample_size"] : []),
  ];
  const header = [...columns, ...names.map((name) => tagColumnPrefix + name)].join(",");
  const lines = rows.map(({ value, at, subgroup, sample, size, tags }) =>
    [
      ...[value, at === undefined ? "" : new Date(at).toISOString(), subgroup ?? "", sample ?? ""],
      ...(hasSizes ? [size ?? ""] : []),
      ...names.map((name) => quoted(tags[name] ?? "")),
    ].join(","),
  );
  return [header, ...lines].join("\n");
}

const quoted = (cell: string): string => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The row that the server means by `line 7` of the CSV from `toCsv`; `undefined` if it names none. */
export function rowAt(rows: readonly ConvertedRow[], path: string): ConvertedRow | undefined {
  const [, line] = /^line (\d+)/.exec(path) ?? [];
  return line === undefined ? undefined : rows[Number(line) - 2];
}
