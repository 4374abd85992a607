/** The tables of the report as CSV files for people: local times, and words in their language. */
import { z } from "zod";
import { toCell } from "../domain/csv-cell.ts";
import type { ZipEntry } from "../domain/zip.ts";
import type { Row } from "../features/feature.ts";
import { classWords, type ReportLanguage, reportWords, type TableWords, yesOrNo } from "../features/report-words.ts";

/** A time zone that this machine knows, such as `Asia/Seoul`. */
export const TimeZone = z.string().max(50).refine(isTimeZone, "This time zone is not known.");

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

export const serverTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Reader {
  readonly language: ReportLanguage;
  readonly timeZone: string;
}

type AnyTable = TableWords<Record<string, string | null>>;

/** Yields a CSV file for the class, `head`, and for each table. Each row is made when it is read. */
export function* tableFiles(
  head: Row,
  tables: Iterable<readonly [name: string, rows: readonly Row[]]>,
  reader: Reader,
): Generator<ZipEntry> {
  const { language, timeZone } = reader;
  yield [`${classWords.title[language]}.csv`, csvOf(classWords, [{ ...head, time_zone: timeZone }], reader)];
  const words = reportWords as unknown as Readonly<Record<string, AnyTable>>;
  for (const [name, rows] of tables) {
    const table = words[name];
    if (table) yield [`${table.title[language]}.csv`, csvOf(table, rows, reader)];
  }
}

/** Yields a table as CSV, row by row. A byte order mark lets Excel detect UTF-8. */
function* csvOf(
  { columns, values }: AnyTable,
  rows: readonly Row[],
  { language, timeZone }: Reader,
): Generator<string> {
  const names = Object.keys(columns);
  const heading = (column: string) => {
    const words = columns[column]?.[language] ?? column;
    return toCell(isTime(column) ? `${words} (${timeZone})` : words);
  };
  yield `\uFEFF${names.map(heading).join(",")}\r\n`;
  // The format of Sweden is the one that every spreadsheet takes for a date: 2026-11-21 09:30:00.
  const times = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const format = (column: string, value: Row[string]) => {
    if (value === null) return "";
    if (typeof value === "boolean") return yesOrNo[language][value ? 1 : 0];
    if (typeof value === "number") return value;
    if (isTime(column)) return times.format(Date.parse(value));
    return (
      (values as Readonly<Record<string, Record<string, Record<ReportLanguage, string>>>>)[column]?.[value]?.[
        language
      ] ?? value
    );
  };
  for (const row of rows) yield `${names.map((column) => toCell(format(column, row[column] ?? null))).join(",")}\r\n`;
}

/** Whether a column has times: their names say so, as in all of Lectern. */
const isTime = (column: string) => /(^|_)at$/.test(column);
