/** A CSV as far as the page looks into it: what it holds is the server's to judge. */

/** What is shown of a CSV before it is sent. */
export interface Preview {
  readonly header: readonly string[];
  /** The first rows after the header. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows there are after the header. */
  readonly total: number;
}

const separators = [",", ";", "\t"] as const;

/** The lines of a text; the first is line 1 to a person. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);

/** The lines that are not empty, and how to split one into its cells. */
function tableOf(text: string) {
  const lines = linesOf(text).filter((line) => line.trim() !== "");
  const [head = "", ...rest] = lines;
  const separator = separators.toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ",";
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  return { head, rest, cells };
}

/** The header and the first rows. */
export function previewOf(text: string, most = 6): Preview {
  const { head, rest, cells } = tableOf(text);
  return { header: cells(head), rows: rest.slice(0, most).map(cells), total: rest.length };
}

/** How the rows follow each other in time, by their column `measured_at`. */
export interface TimeOrder {
  /** How many rows are earlier than the row before them. */
  readonly backwards: number;
  /** The earliest time, in milliseconds since 1970; `undefined` if there is none. */
  readonly earliest: number | undefined;
  /** The table with its rows sorted by time; `undefined` if that cannot be done: a row has no time that can be read. */
  readonly sorted: string | undefined;
}

/** Without that column nothing is backwards. */
export function timeOrderOf(text: string): TimeOrder {
  const { head, rest, cells } = tableOf(text);
  const columns = cells(head);
  const column = columns.findIndex((name) => name.toLowerCase() === "measured_at");
  const none: TimeOrder = { backwards: 0, earliest: undefined, sorted: undefined };
  if (column < 0) return none;
  const rows = rest.map((line) => {
    const row = cells(line);
    // Separators within quotes: which cell is the time is not known.
    return { line, at: row.length === columns.length ? Date.parse(row[column] ?? "") : Number.NaN };
  });
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
  const sorted = known ? [head, ...rows.toSorted((a, b) => a.at - b.at).map(({ line }) => line)].join("\n") : undefined;
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

/** The number of a line out of the server's `line 7`; `undefined` where it names none. */
export const lineNumber = (path: string): number | undefined => {
  const [, digits] = /^line (\d+)/.exec(path) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
