/** Parses measurements from CSV as spreadsheets write it. */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { z } from "zod";
import { Fault, type FieldError } from "../domain/faults.ts";
import { MeasurementInput } from "../domain/spc/chart.ts";
import { delimiterOf } from "../domain/spc/delimiter.ts";
import { knownTags, tagColumnPrefix } from "../domain/spc/tag-names.ts";

const columns = ["measurement_value", "sample_size", "sample_number", "subgroup_number", "measured_at"];
/** The most lines a table may have. */
export const maxLines = 20_000;
/** How many characters are parsed at a time, and for how many ms before the event loop gets a turn. */
const chunkSize = 4096;
const sliceMs = 4;
/** The most invalid lines that an error names. */
const maxErrors = 20;

interface Line {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** The measurements of a table, and for each the number of the line on which it ends. */
export interface Table {
  readonly inputs: MeasurementInput[];
  readonly lines: number[];
}

/**
 * Parses the measurements of a product. The first line of `text` names the columns: `measurement_value`, optionally
 * `sample_size`, `sample_number`, `subgroup_number`, `measured_at` and tags (`operator`, `shift`, `machine`, `lot`, or `tag:` and any
 * name); other columns are ignored. The delimiter is a comma, a semicolon
 * or a tab; unless it is a comma, numbers may have a decimal comma. Throws `too_large`, or `does_not_fit` with the
 * invalid lines, at most 20.
 */
export async function parseMeasurements(text: string, product: number): Promise<Table> {
  const delimiter = delimiterOf(text);
  const errors: FieldError[] = [];
  const rows: { input: MeasurementInput; line: number }[] = [];
  for await (const { record, info } of linesOf(text, delimiter)) {
    const parsed = MeasurementInput.safeParse({ product, ...fieldsOf(record, delimiter !== ",") });
    if (parsed.success) rows.push({ input: parsed.data, line: info.lines });
    else if (errors.length < maxErrors) {
      errors.push({ path: `line ${info.lines}`, message: describeIssue(record, parsed.error.issues[0]) });
    }
  }
  if (errors.length > 0) throw wrongLines(errors);
  if (rows.length === 0) throw new Fault("does_not_fit", "There is no line of measurements.");
  return { inputs: rows.map(({ input }) => input), lines: rows.map(({ line }) => line) };
}

/** Converts a fault whose errors name indexes in the list of measurements into one that names lines of the table. */
export function toLineFault(fault: Fault, { lines }: Table): Fault {
  if (!fault.errors) return fault;
  return wrongLines(fault.errors.map(({ path, message }) => ({ path: `line ${lines[Number(path)]}`, message })));
}

/** Describes why a line is invalid, for the person who wrote it. */
function describeIssue(record: Line["record"], issue: z.core.$ZodIssue | undefined): string {
  const [field = "", tag = ""] = issue?.path.map(String) ?? [];
  if (field === "tags") return `${tag === "" ? "tags" : tag}: ${issue?.message}`;
  const name = field;
  const cell = record[name] ?? "";
  if (cell === "") return `${name} is missing.`;
  if (issue?.code === "invalid_type") {
    const kind = issue.expected === "int" ? "whole number" : "number";
    return `${name} is ${JSON.stringify(cell.slice(0, 40))}, which is not a ${kind}.`;
  }
  return `${name} is ${JSON.stringify(cell.slice(0, 40))}: ${issue?.message}`;
}

/** Yields the lines of a table and lets other work run every few ms. */
async function* linesOf(text: string, delimiter: string): AsyncGenerator<Line> {
  // The parser counts a CRLF within quotes as two lines.
  const parser = Readable.from(chunksOf(text.replace(/\r\n?/g, "\n"))).pipe(
    parse({
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      // A spreadsheet writes its empty rows as delimiters alone.
      skip_records_with_empty_values: true,
      info: true,
      columns: (header: string[]) => columnNames(header),
    }),
  );
  let count = 0;
  let sliceEnd = performance.now() + sliceMs;
  try {
    for await (const line of parser) {
      count += 1;
      if (count > maxLines) {
        throw new Fault("too_large", `A table may have at most ${maxLines} lines: send it in parts.`);
      }
      if (performance.now() >= sliceEnd) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceEnd = performance.now() + sliceMs;
      }
      yield line;
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrongLines([{ path: `line ${cause.lines ?? "?"}`, message: cause.message }]);
  }
}

function* chunksOf(text: string): Generator<string> {
  for (let n = 0; n < text.length; n += chunkSize) yield text.slice(n, n + chunkSize);
}

function columnNames(header: readonly string[]): string[] {
  const names = header.map((name) => {
    const lower = name.trim().toLowerCase();
    return lower.startsWith(tagColumnPrefix) ? tagColumnPrefix + name.trim().slice(tagColumnPrefix.length) : lower;
  });
  if (names.includes("measurement_value")) return names;
  throw wrongLines([{ path: "line 1", message: `The first line names the columns; one is measurement_value.` }]);
}

/** The fields of a measurement in a line, without its empty cells. */
function fieldsOf(record: Line["record"], decimalComma: boolean): Record<string, unknown> {
  const filled = columns.flatMap((name): [string, string | number][] => {
    const cell = record[name] ?? "";
    if (cell === "") return [];
    if (name === "measured_at") return [[name, cell]];
    const number = decimalComma ? cell.replace(",", ".") : cell;
    return [[name, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) ? Number(number) : cell]];
  });
  const tags = tagsOf(record);
  return { ...Object.fromEntries(filled), ...(tags && { tags }) };
}

/** The tags of a line by name; `undefined` without any. */
function tagsOf(record: Line["record"]): Record<string, string> | undefined {
  const tags = Object.entries(record).flatMap(([column, cell]): [string, string][] => {
    if (cell === "") return [];
    if (column.startsWith(tagColumnPrefix)) return [[column.slice(tagColumnPrefix.length), cell]];
    return (knownTags as readonly string[]).includes(column) ? [[column, cell]] : [];
  });
  return tags.length > 0 ? Object.fromEntries(tags) : undefined;
}

function wrongLines(errors: readonly FieldError[]): Fault {
  const [first] = errors;
  return new Fault("does_not_fit", `${first?.path}: ${first?.message}`, { errors: errors.slice(0, maxErrors) });
}
