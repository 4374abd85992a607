/** Which column of a table is which field of a measurement: proposed from the header's names and from the cells. */
import { knownTags, maxTagName, tagNamePattern, toTagName } from "../../../domain/spc/tag-names.ts";
import type { Table } from "./csv.ts";
import { columnNames, isNumber, isTime, normalized, tagColumnNames } from "./header.ts";
import { isTimeOfDay, parseTime } from "./times.ts";

/** The fields of a measurement. `time_of_day` is for tables with date and time in two columns. */
export const fields = [
  "measurement_value",
  "sample_size",
  "measured_at",
  "time_of_day",
  "subgroup_number",
  "sample_number",
] as const;
export type Field = (typeof fields)[number];

/** The index of each field's column, and of each tag's by the tag's name. */
export type Mapping = Readonly<Partial<Record<Field, number>>> & { readonly tags?: Readonly<Record<string, number>> };

/** What a column contains: a field, or a tag. */
export type Meaning = Field | { readonly tag: string };

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
  const size = named(columnNames.size);
  const tags = tagColumns(names);
  const assigned = [times.measured_at, times.time_of_day, subgroup, sample, size, ...Object.values(tags)];
  const numeric = columns.filter((column) => !assigned.includes(column) && mostly(table, column, isNumber));
  // Of several numeric columns without a known name, the first is the value only if there are no names at all.
  const value = named(columnNames.value) ?? (numeric.length === 1 || !table.header ? numeric[0] : undefined);
  return {
    ...times,
    ...(value !== undefined && { measurement_value: value }),
    ...(size !== undefined && { sample_size: size }),
    ...(subgroup !== undefined && { subgroup_number: subgroup }),
    ...(sample !== undefined && { sample_number: sample }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

/** The columns that have the name of a known tag. Names as `normalized` returns them. */
function tagColumns(names: readonly string[]): Record<string, number> {
  const columns = knownTags.map((tag) => [tag, names.findIndex((name) => tagColumnNames[tag].includes(name))] as const);
  return Object.fromEntries(columns.filter(([, column]) => column >= 0));
}

/** The tag that a column can be by its own name; `undefined` if the name has no letters or digits. */
export function ownTag(header: string): string | undefined {
  const name = toTagName(header.replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, " ").slice(0, maxTagName)).replace(
    /^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu,
    "",
  );
  return tagNamePattern.test(name) ? name : undefined;
}

/** What a column contains; `undefined` if it is not used. */
export function meaningOf(mapping: Mapping, column: number): Meaning | undefined {
  const field = fields.find((field) => mapping[field] === column);
  if (field) return field;
  const [tag] = Object.entries(mapping.tags ?? {}).find(([, index]) => index === column) ?? [];
  return tag === undefined ? undefined : { tag };
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

/** Assigns a meaning to a column, or none; a column has at most one meaning, and a meaning one column. */
export function assign(mapping: Mapping, column: number, meaning: Meaning | undefined): Mapping {
  const tag = typeof meaning === "object" ? meaning.tag : undefined;
  const without = <T extends object>(columns: T, name: string | undefined) =>
    Object.entries(columns).filter(([other, index]) => index !== column && other !== name);
  const { tags = {}, ...others } = mapping;
  const kept = without(others, typeof meaning === "string" ? meaning : undefined);
  const keptTags = without(tags, tag);
  const allTags = Object.fromEntries(tag === undefined ? keptTags : [...keptTags, [tag, column]]);
  return {
    ...Object.fromEntries(typeof meaning === "string" ? [...kept, [meaning, column]] : kept),
    ...(Object.keys(allTags).length > 0 && { tags: allTags }),
  };
}
