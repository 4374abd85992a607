/** Numbers as spreadsheets write them: with a decimal comma or point, and separators between thousands. */

export type DecimalMark = "," | ".";

/**
 * The decimal mark of a column. `10,5` and `1.234,5` show a comma; `10.5`, `1,234.5` and `1,234,567` a point; a column
 * that shows both gets a point. A mark before three digits, as in `10.021`, is the decimal mark too, except that
 * `1,234` gets a point if commas separate the cells: there, only English spreadsheets write it.
 */
export function decimalMarkOf(cells: readonly string[], commaSeparated: boolean): DecimalMark {
  const some = (pattern: RegExp) => cells.some((cell) => pattern.test(cell));
  if (some(/^[^.,]*\.(\d{1,2}|\d{4,})?(\D|$)|^\D*0*\.|,\d{3}[.,]/)) return ".";
  if (some(/^[^.,]*,(\d{1,2}|\d{4,})?(\D|$)|^\D*0*,|\.\d{3}[.,]/)) return ",";
  return some(/,/) && !some(/\./) && !commaSeparated ? "," : ".";
}

/** Parses a number with this decimal mark; spaces and the other mark may separate thousands. */
export function parseDecimal(cell: string, mark: DecimalMark): number | undefined {
  const text = cell.trim().replace("−", "-");
  const group = mark === "." ? "[,\\s'’]" : "[.\\s'’]";
  const grouped = new RegExp(`^[-+]?\\d{1,3}(${group}\\d{3})+(?=$|\\${mark})`);
  const plain = grouped.test(text) ? text.replaceAll(new RegExp(group, "g"), "") : text;
  const written = mark === "," ? plain.replace(",", ".") : plain;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written)) return undefined;
  const value = Number(written);
  return Number.isFinite(value) ? value : undefined;
}
