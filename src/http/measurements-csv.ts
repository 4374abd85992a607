/** Measurements as a table of text: CSV as spreadsheets write it, read to what a call takes. */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { z } from "zod";
import { Fault, type FieldError } from "../domain/faults.ts";
import { MeasurementInput } from "../domain/spc/chart.ts";
import { delimiterOf } from "../domain/spc/delimiter.ts";

const columns = ["measurement_value", "sample_number", "subgroup_number", "measured_at"];
/** How many lines a table may have. */
export const largestTable = 20_000;
/** How many characters are parsed at a time, and for how many ms before other work has its turn. */
const chunkSize = 4096;
const sliceMs = 4;
/** How many wrong lines are named. */
const named = 20;

interface Line {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** The measurements of a table, and in which line of it each of them ends. */
export interface Table {
  readonly inputs: MeasurementInput[];
  readonly lines: number[];
}

/**
 * The measurements of a product in `text`, whose first line names the columns: `measurement_value`, and where they are
 * known `sample_number`, `subgroup_number`, `measured_at`; others are passed over. Commas, semicolons or tabs lie
 * between; where commas do not, a decimal comma is read. Throws `does_not_fit` that names every wrong line, up to 20,
 * or `too_large`.
 */
export async function fromCsv(text: string, product: number): Promise<Table> {
  const delimiter = delimiterOf(text);
  const errors: FieldError[] = [];
  const rows: { input: MeasurementInput; line: number }[] = [];
  for await (const { record, info } of linesOf(text, delimiter)) {
    const read = MeasurementInput.safeParse({ product, ...fieldsOf(record, delimiter !== ",") });
    if (read.success) rows.push({ input: read.data, line: info.lines });
    else if (errors.length < named) {
      errors.push({ path: `line ${info.lines}`, message: whatIsWrong(record, read.error.issues[0]) });
    }
  }
  if (errors.length > 0) throw wrongLines(errors);
  if (rows.length === 0) throw new Fault("does_not_fit", "There is no line of measurements.");
  return { inputs: rows.map(({ input }) => input), lines: rows.map(({ line }) => line) };
}

/** A refusal that names a measurement by its place in the list as one that names its line of the table. */
export function byLine(fault: Fault, { lines }: Table): Fault {
  if (!fault.errors) return fault;
  return wrongLines(fault.errors.map(({ path, message }) => ({ path: `line ${lines[Number(path)]}`, message })));
}

/** What is wrong with a line, in words for whoever wrote it. */
function whatIsWrong(record: Line["record"], issue: z.core.$ZodIssue | undefined): string {
  const [name = ""] = issue?.path.map(String) ?? [];
  const cell = record[name] ?? "";
  if (cell === "") return `${name} is missing.`;
  if (issue?.code === "invalid_type") {
    const kind = issue.expected === "int" ? "whole number" : "number";
    return `${name} is ${JSON.stringify(cell.slice(0, 40))}, which is no ${kind}.`;
  }
  return `${name} is ${JSON.stringify(cell.slice(0, 40))}: ${issue?.message}`;
}

/** The lines of a table, a few at a time: other work has its turn in between. */
async function* linesOf(text: string, delimiter: string): AsyncGenerator<Line> {
  // A CRLF within quotes would count as two lines.
  const parser = Readable.from(chunksOf(text.replace(/\r\n?/g, "\n"))).pipe(
    parse({
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      // A spreadsheet writes its empty rows as delimiters alone.
      skip_records_with_empty_values: true,
      info: true,
      columns: (header: string[]) => namesOf(header),
    }),
  );
  let count = 0;
  let until = performance.now() + sliceMs;
  try {
    for await (const line of parser) {
      count += 1;
      if (count > largestTable) {
        throw new Fault("too_large", `A table has ${largestTable} lines at most: send it in parts.`);
      }
      if (performance.now() >= until) {
        await new Promise((resolve) => setImmediate(resolve));
        until = performance.now() + sliceMs;
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

function namesOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  if (names.includes("measurement_value")) return names;
  throw wrongLines([{ path: "line 1", message: `The first line names the columns; one is measurement_value.` }]);
}

/** What a line says of a measurement; an empty cell says nothing. */
function fieldsOf(record: Line["record"], decimalComma: boolean): Record<string, string | number> {
  const filled = columns.flatMap((name): [string, string | number][] => {
    const cell = record[name] ?? "";
    if (cell === "") return [];
    if (name === "measured_at") return [[name, cell]];
    const number = decimalComma ? cell.replace(",", ".") : cell;
    return [[name, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) ? Number(number) : cell]];
  });
  return Object.fromEntries(filled);
}

function wrongLines(errors: readonly FieldError[]): Fault {
  const [first] = errors;
  return new Fault("does_not_fit", `${first?.path}: ${first?.message}`, { errors: errors.slice(0, named) });
}
