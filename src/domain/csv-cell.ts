/** A cell of a CSV table that no spreadsheet takes for a formula. */

/**
 * Text that a spreadsheet would evaluate: a sign at the start of a cell, for any delimiter. The white space before the
 * sign excludes delimiters and line breaks, or matching would take quadratic time.
 */
const formula = /(^|[;,\t\r\n])([^\S\t\r\n]*)([=+\-@＝＋－＠])/g;

/** Formats a cell of CSV. Text is quoted, and an apostrophe prevents evaluation (CSV injection). */
export function toCell(value: string | number | boolean): string {
  if (typeof value !== "string" || value === "") return String(value);
  return `"${value.replace(formula, "$1$2'$3").replaceAll('"', '""')}"`;
}
