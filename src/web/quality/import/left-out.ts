/** The rows with errors as a table of their own, to correct and import after the others. */
import type { ConvertedRow } from "./convert.ts";

export interface LeftOut {
  /** The header, if there is one, and the rows with errors in the order of the file; empty without errors. */
  readonly text: string;
  /** Why the server rejected lines of `text`, by line. */
  readonly rejected: ReadonlyMap<number, string>;
}

export function leftOutOf(text: string, hasHeader: boolean, rows: readonly ConvertedRow[]): LeftOut {
  const bad = rows.filter(({ error }) => error).sort((a, b) => a.row.line - b.row.line);
  const rejected = new Map<number, string>();
  const header = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/)[0] ?? "";
  const lines = hasHeader ? [header] : [];
  let line = lines.length + 1;
  for (const { row, error } of bad) {
    if (error?.reason === "rejected") rejected.set(line, error.cell);
    lines.push(row.text);
    // A cell in quotes can have line breaks.
    line += row.text.split(/\r\n?|\n/).length;
  }
  return { text: bad.length > 0 ? lines.join("\n") : "", rejected };
}
