/** Measurements as a table of text: CSV as spreadsheets write it, read to what a call takes. */
import { CsvError, parse } from "csv-parse/sync";
import type { z } from "zod";
import { Fault, type Misfit } from "../domain/faults.ts";
import { MeasurementInput } from "../domain/spc/chart.ts";

const columns = ["measurement_value", "sample_number", "subgroup_number", "measured_at"];
/** How many lines a table may have: in one piece, more would keep every class waiting for seconds. */
export const largestTable = 20_000;
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
export function fromCsv(text: string, product: number): Table {
  const head = /[^\r\n\uFEFF]+/.exec(text)?.[0] ?? "";
  const delimiter = [";", "\t"].find((mark) => head.includes(mark)) ?? ",";
  const lines = linesOf(text, delimiter);
  if (lines.length > largestTable) {
    throw new Fault("too_large", `A table has ${largestTable} lines at most: send it in parts.`);
  }
  const errors: Misfit[] = [];
  const rows = lines.flatMap(({ record, info }) => {
    const read = MeasurementInput.safeParse({ product, ...fieldsOf(record, delimiter !== ",") });
    if (read.success) return { input: read.data, line: info.lines };
    errors.push({ path: `line ${info.lines}`, message: whatIsWrong(record, read.error.issues[0]) });
    return [];
  });
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

function linesOf(text: string, delimiter: string): Line[] {
  try {
    // A CRLF within quotes would count as two lines.
    return parse(text.replace(/\r\n?/g, "\n"), {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      // A spreadsheet writes its empty rows as delimiters alone.
      skip_records_with_empty_values: true,
      info: true,
      columns: (header: string[]) => namesOf(header),
    }) as unknown as Line[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrongLines([{ path: `line ${cause.lines ?? "?"}`, message: cause.message }]);
  }
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

function wrongLines(errors: readonly Misfit[]): Fault {
  const [first] = errors;
  return new Fault("does_not_fit", `${first?.path}: ${first?.message}`, errors.slice(0, named));
}
