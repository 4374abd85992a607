/** Reads a CSV file or pasted rows into a table of cells (RFC 4180). */
import { delimiterOf } from "../../../domain/spc/delimiter.ts";
import { isHeader } from "./header.ts";

/** A row: its cells, and its text and line number in the file, for error messages. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly text: string;
  /** The line on which it begins; the first is 1. */
  readonly line: number;
}

export interface Table {
  /** The names of the columns; `undefined` if the first row is data already. */
  readonly header: readonly string[] | undefined;
  /** The rows after the header that are not empty. */
  readonly rows: readonly TableRow[];
  /** The number of columns. */
  readonly width: number;
  /** Whether commas separate the cells, so that a decimal comma can only be in quotes. */
  readonly commaSeparated: boolean;
}

export function readTable(csv: string): Table {
  const text = csv.replace(/^\uFEFF/, "");
  // A single column of numbers with decimal commas has commas, but no separators.
  const delimiter = isSingleColumn(text) ? "\t" : delimiterOf(text);
  const all = rowsOf(text, delimiter);
  const [first] = all;
  const hasHeader = first !== undefined && isHeader(first.cells);
  return {
    header: hasHeader ? first.cells : undefined,
    rows: hasHeader ? all.slice(1) : all,
    width: all.reduce((width, { cells }) => Math.max(width, cells.length), 0),
    commaSeparated: delimiter === ",",
  };
}

/** Whether the rows after the first are numbers with a decimal comma, and the first is one too or has no comma. */
function isSingleColumn(text: string): boolean {
  const [first = "", ...rest] = text.split(/\r\n?|\n/).filter((line) => line.trim() !== "");
  const isDecimal = (line: string) => /^\s*[-+−]?\d+(,\d+)?\s*$/.test(line);
  return rest.every(isDecimal) && (isDecimal(first) || !/[,;\t]/.test(first));
}

/** Matches a cell, in quotes or not, and what ends it. A quoted cell can have separators, line breaks and doubled quotes. */
const cellPattern = (delimiter: string) =>
  new RegExp(
    ` *"([^"]*(?:""[^"]*)*)" *(${delimiter}|\\r\\n?|\\n|$)|([^${delimiter}\\r\\n]*)(${delimiter}|\\r\\n?|\\n|$)`,
    "y",
  );

function rowsOf(text: string, delimiter: string): TableRow[] {
  const pattern = cellPattern(delimiter);
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let start = 0;
  let line = 1;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, quoted, endOfQuoted, plain = "", endOfPlain] = match;
    const end = endOfQuoted ?? endOfPlain ?? "";
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === delimiter) continue;
    const row = text.slice(start, pattern.lastIndex - end.length);
    if (cells.some((cell) => cell !== "")) rows.push({ cells, text: row, line });
    if (end === "") break;
    line += 1 + (row.match(/\r\n?|\n/g)?.length ?? 0);
    cells = [];
    start = pattern.lastIndex;
  }
  return rows;
}

/** Decodes a file: UTF-16 if it has the mark of Excel's "Unicode text", else UTF-8, else the encoding of Korean Excel. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}
