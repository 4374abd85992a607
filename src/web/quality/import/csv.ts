/** The parts of a CSV file that the import page shows. The server reads the file itself and validates it. */
import { delimiterOf } from "../../../domain/spc/delimiter.ts";

/** What is shown of a CSV before it is sent. */
export interface Preview {
  readonly header: readonly string[];
  /** The first rows after the header. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows there are after the header. */
  readonly total: number;
}

/** The lines of a text; the first is line 1 to a person. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);

/** A row: its cells, and its text as it is in the file. */
interface Row {
  readonly cells: readonly string[];
  readonly text: string;
}

/** A cell, in quotes or not, and what ends it. Cells in quotes can contain separators, line breaks and doubled quotes. */
const cellPattern = (delimiter: string) =>
  new RegExp(
    ` *"([^"]*(?:""[^"]*)*)" *(${delimiter}|\\r\\n?|\\n|$)|([^${delimiter}\\r\\n]*)(${delimiter}|\\r\\n?|\\n|$)`,
    "y",
  );

/** The rows that are not empty (RFC 4180). */
function rowsOf(csv: string): Row[] {
  const text = csv.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(text);
  const pattern = cellPattern(delimiter);
  const rows: Row[] = [];
  let cells: string[] = [];
  let start = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, quoted, endOfQuoted, plain = "", endOfPlain] = match;
    const end = endOfQuoted ?? endOfPlain ?? "";
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === delimiter) continue;
    if (cells.some((cell) => cell !== "")) {
      rows.push({ cells, text: text.slice(start, pattern.lastIndex - end.length) });
    }
    if (end === "") break;
    cells = [];
    start = pattern.lastIndex;
  }
  return rows;
}

/** The header and the first rows. */
export function previewOf(text: string, maxRows = 6): Preview {
  const [header, ...rows] = rowsOf(text).map(({ cells }) => cells);
  return { header: header ?? [], rows: rows.slice(0, maxRows), total: rows.length };
}

/** The order of the rows in time, by their column `measured_at`. */
export interface TimeOrder {
  /** How many rows are earlier than the row before them. */
  readonly backwards: number;
  /** The earliest time, in milliseconds since 1970; `undefined` if there is none. */
  readonly earliest: number | undefined;
  /** The table with its rows sorted by time; `undefined` if that cannot be done: a row has no time that can be read. */
  readonly sorted: string | undefined;
}

/** A table without that column has no rows that run backwards. */
export function timeOrderOf(text: string): TimeOrder {
  const [head, ...rest] = rowsOf(text);
  const none: TimeOrder = { backwards: 0, earliest: undefined, sorted: undefined };
  const column = head?.cells.findIndex((name) => name.toLowerCase() === "measured_at") ?? -1;
  if (!head || column < 0) return none;
  const rows = rest.map(({ text, cells }) => ({ text, at: Date.parse(cells[column] ?? "") }));
  let before = Number.NEGATIVE_INFINITY;
  let backwards = 0;
  let earliest: number | undefined;
  for (const { at } of rows) {
    if (Number.isNaN(at)) continue;
    if (at < before) backwards += 1;
    before = at;
    earliest = Math.min(earliest ?? at, at);
  }
  const known = rows.every(({ at }) => !Number.isNaN(at));
  const sorted = known ? [head, ...rows.toSorted((a, b) => a.at - b.at)].map(({ text }) => text).join("\n") : undefined;
  return { backwards, earliest, sorted };
}

/** Rows that were pasted without a header get the one for plain values. */
export function withHeader(text: string): string {
  const [first = ""] = linesOf(text);
  return /[a-z가-힣]/i.test(first) ? text : `measurement_value\n${text}`;
}

/** A file's text: UTF-8, or what Korean spreadsheets write. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}

/** The line number in the server's `line 7`; `undefined` if it names none. */
export const lineNumber = (path: string): number | undefined => {
  const [, digits] = /^line (\d+)/.exec(path) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
