/** Rows of a spreadsheet as CSV (RFC 4180). */
import type { Cell, Rows } from "./spreadsheet.ts";

/** The separator of the cells: the one that is there most often outside of quotes. */
function delimiterOf(text: string): string {
  const plain = text.replace(/"[^"]*"/g, "");
  const [most = ","] = [",", ";", "\t"].toSorted((a, b) => plain.split(b).length - plain.split(a).length);
  return most;
}

/** Reads the rows of a CSV text; the separator is a comma, a semicolon or a tab. */
export function rowsOfCsv(csv: string): Rows {
  const text = csv.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(text);
  const cell = new RegExp(
    ` *"([^"]*(?:""[^"]*)*)" *(${delimiter}|\\r\\n?|\\n|$)|([^${delimiter}\\r\\n]*)(${delimiter}|\\r\\n?|\\n|$)`,
    "y",
  );
  const rows: string[][] = [];
  let row: string[] = [];
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, quoted, endOfQuoted, plain = "", endOfPlain = ""] = match;
    row.push(withoutApostrophe((quoted?.replaceAll('""', '"') ?? plain).trim()));
    const end = endOfQuoted ?? endOfPlain;
    if (end === delimiter) continue;
    rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}

/** Export puts an apostrophe before a cell that a spreadsheet would evaluate, and before one that begins with both. */
const withoutApostrophe = (text: string): string => text.replace(/^'(?='*\s*[=+\-@＝＋－＠])/, "");
const withApostrophe = (text: string): string => text.replace(/^\s*(?:'+\s*)?[=+\-@＝＋－＠]/, "'$&");

const toText = (cell: Cell): string => {
  if (cell == null || cell === "") return "";
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "string" ? `"${withApostrophe(cell).replaceAll('"', '""')}"` : String(cell);
};

/** Writes rows as CSV that Excel opens as UTF-8. */
export const csvOfRows = (rows: Rows): string =>
  `\uFEFF${rows.map((row) => `${row.map(toText).join(",")}\r\n`).join("")}`;
