/** Reads the values of a gauge study from a table: a CSV file, or cells pasted from a spreadsheet. */
import type { GaugeStudyDetails, GaugeValues } from "../../../client/gauge-api.ts";
import { cellIndex } from "../../../domain/spc/gauge/design.ts";
import { readTable } from "../import/csv.ts";
import { parseNumber } from "../numbers.ts";

type Design = Pick<GaugeStudyDetails, "operators" | "parts" | "repeats">;
type GaugeValue = GaugeValues[number];

/** What was found in a table. */
export interface ParsedValues {
  readonly values: GaugeValues;
  /** How many lines could not be read. */
  readonly leftOut: number;
  /** What the table says if it has a row per operator and repeat, and `values` if per part: it can be read both ways. */
  readonly byOperator?: GaugeValues;
}

/** The names of columns, as spreadsheets and statistics programs have them. */
const columnNames = {
  operator: /^(operators?|appraisers?|inspectors?|측정자|평가자|검사자|작업자)\b|^(측정자|평가자|검사자|작업자)/i,
  part: /^(parts?|items?|samples?)\b|^(부품|시료|제품)/i,
  repeat: /^(repeats?|trials?|replicates?)\b|^(반복|회차|횟수)/i,
  value: /^(values?|measurements?|measured|readings?|results?)\b|^(값|측정값|결과)/i,
};

/** Reads a table in one of three forms; `undefined` if it has none of them. */
export function parseValues(text: string, study: Design): ParsedValues | undefined {
  const { header, rows } = readTable(text);
  const cells = [...(header ? [header] : []), ...rows.map((row) => row.cells)];
  return parseList(cells, study) ?? parseBlock(cells, study);
}

/** One row per value, with a header that names the columns. Without a column for the repeats, they are counted. */
function parseList(rows: readonly (readonly string[])[], study: Design): ParsedValues | undefined {
  const [head = [], ...lines] = rows;
  const at = (column: keyof typeof columnNames) => head.findIndex((cell) => columnNames[column].test(cell));
  const columns = { operator: at("operator"), part: at("part"), repeat: at("repeat"), value: at("value") };
  if (columns.operator < 0 || columns.part < 0 || columns.value < 0) return undefined;
  const counted = new Map<string, number>();
  const values: GaugeValue[] = [];
  for (const line of lines) {
    const operator = numberOf(line[columns.operator], study.operators);
    const part = numberOf(line[columns.part], study.parts);
    const value = parseNumber(line[columns.value] ?? "");
    if (operator === undefined || part === undefined || value === undefined) continue;
    const key = `${operator} ${part}`;
    const repeat = columns.repeat < 0 ? (counted.get(key) ?? 0) + 1 : Number(line[columns.repeat]);
    counted.set(key, (counted.get(key) ?? 0) + 1);
    if (Number.isInteger(repeat) && repeat >= 1 && repeat <= study.repeats)
      values.push({ operator, part, repeat, value });
  }
  return { values: lastOfEach(values, study), leftOut: lines.length - values.length };
}

/** The number of an operator or a part, which a table names, or numbers from 1. */
function numberOf(cell: string | undefined, names: readonly string[]): number | undefined {
  const text = (cell ?? "").trim().toLowerCase();
  const named = names.findIndex((name) => name.toLowerCase() === text) + 1;
  if (named > 0) return named;
  const number = Number(text);
  return text !== "" && Number.isInteger(number) && number >= 1 && number <= names.length ? number : undefined;
}

/** The last value of each measurement, if a table has several. */
function lastOfEach(values: readonly GaugeValue[], { operators, parts, repeats }: Design): GaugeValue[] {
  const design = { operators: operators.length, parts: parts.length, repeats };
  return [...new Map(values.map((value) => [cellIndex(design, value), value])).values()];
}

/** Numbers only: a row per part, or a row per operator and repeat, with or without their names before them. */
function parseBlock(rows: readonly (readonly string[])[], study: Design): ParsedValues | undefined {
  const [columns, parts] = [study.operators.length * study.repeats, study.parts.length];
  const values = (cells: readonly (readonly string[])[]) => valuesAt(cells, study, { row: 0, column: 0 });
  const repeats = Math.max(study.operators.length, study.repeats);
  // Operator and repeat have up to two rows or columns of names, a part has one.
  const byPart = withoutLabels(rows, { height: parts, width: columns, top: [2, repeats], left: [1, parts] });
  const byOperator = withoutLabels(rows, { height: columns, width: parts, top: [1, parts], left: [2, repeats] });
  const otherValues = byOperator && values(transposed(byOperator, parts));
  if (!byPart) return otherValues && { values: otherValues, leftOut: 0 };
  const named = otherValues && rowsNamedBy(rows, byPart, study);
  if (named === "operator") return { values: otherValues ?? [], leftOut: 0 };
  const isUnclear = otherValues && named === undefined;
  return { values: values(byPart), leftOut: 0, ...(isUnclear && { byOperator: otherValues }) };
}

/** What the names around the numbers of a table say that its rows are; `undefined` if they do not. Numbers say nothing. */
function rowsNamedBy(rows: readonly (readonly string[])[], grid: readonly (readonly string[])[], study: Design) {
  const above = rows.length - grid.length;
  const before = (rows.at(-1)?.length ?? 0) - (grid.at(-1)?.length ?? 0);
  const has = (labels: readonly string[], names: readonly string[]) =>
    labels.some(
      (label) =>
        parseNumber(label) === undefined && names.some((name) => name.toLowerCase() === label.trim().toLowerCase()),
    );
  const left = rows.slice(above).flatMap((row) => row.slice(0, before));
  const top = rows.slice(0, above).flatMap((row) => row.slice(before));
  if (has(left, study.parts) || has(top, study.operators)) return "part";
  return has(left, study.operators) || has(top, study.parts) ? "operator" : undefined;
}

const transposed = (rows: readonly (readonly string[])[], width: number): string[][] =>
  Array.from({ length: width }, (_, n) => rows.map((row) => row[n] ?? ""));

interface BlockShape {
  /** How many rows and columns of numbers there must be. */
  readonly height: number;
  readonly width: number;
  /** How many rows above and columns before them may have names, and the largest number that can be such a name. */
  readonly top: readonly [lines: number, largest: number];
  readonly left: readonly [lines: number, largest: number];
}

/** The numbers of a table without the names around them; `undefined` if they do not have the shape. */
function withoutLabels(rows: readonly (readonly string[])[], { height, width, top, left }: BlockShape) {
  const areLabels = (cells: readonly string[], largest: number) =>
    cells.every((cell) => {
      const number = parseNumber(cell);
      return number === undefined || (Number.isInteger(number) && number >= 1 && number <= largest);
    });
  for (let above = 0; above <= top[0]; above++) {
    for (let before = 0; before <= left[0]; before++) {
      const grid = rows.slice(above).map((row) => row.slice(before));
      if (grid.length !== height || !isNumeric(grid, width)) continue;
      const headings = rows.slice(0, above).map((row) => row.slice(before));
      const names = rows.slice(above).map((row) => row.slice(0, before));
      if (headings.every((row) => areLabels(row, top[1])) && names.every((row) => areLabels(row, left[1]))) return grid;
    }
  }
  return undefined;
}

/** Whether these are rows of so many numbers, some of which may be missing. */
const isNumeric = (grid: readonly (readonly string[])[], width: number): boolean =>
  grid.every(
    (row) =>
      row.length <= width &&
      row.some((cell) => cell !== "") &&
      row.every((cell) => cell === "" || parseNumber(cell) !== undefined),
  ) && grid.some((row) => row.length === width);

/** The values of cells that are pasted into the table of the page at a row (part) and a column (operator and repeat). */
export function valuesAt(
  cells: readonly (readonly string[])[],
  { operators, parts, repeats }: Design,
  at: { readonly row: number; readonly column: number },
): GaugeValue[] {
  return cells.flatMap((row, n) =>
    row.flatMap((cell, m) => {
      const [part, column] = [at.row + n + 1, at.column + m];
      const operator = Math.floor(column / repeats) + 1;
      const value = parseNumber(cell);
      if (value === undefined || part > parts.length || operator > operators.length) return [];
      return { operator, part, repeat: (column % repeats) + 1, value };
    }),
  );
}

/** How many values of a study others replace. */
export function replacedBy(
  values: GaugeValues,
  { operators, parts, repeats, runs }: Design & Pick<GaugeStudyDetails, "runs">,
) {
  const design = { operators: operators.length, parts: parts.length, repeats };
  const present = new Map(runs.map((run) => [cellIndex(design, run), run.value]));
  return values.filter((value) => {
    const before = present.get(cellIndex(design, value)) ?? null;
    return before !== null && before !== value.value;
  }).length;
}

/** Splits cells that were copied in a spreadsheet; `undefined` if the text is a single cell. */
export function copiedCells(text: string): string[][] | undefined {
  const trimmed = text.replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(trimmed)) return undefined;
  return trimmed.split(/\r?\n/).map((line) => line.split("\t").map((cell) => cell.trim()));
}
