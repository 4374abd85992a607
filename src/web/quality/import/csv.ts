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

/** The header and the first rows. */
export function previewOf(text: string, most = 6): Preview {
  const lines = linesOf(text).filter((line) => line.trim() !== "");
  const [first = "", ...rest] = lines;
  const separator = separators.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ",";
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  return { header: cells(first), rows: rest.slice(0, most).map(cells), total: rest.length };
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
