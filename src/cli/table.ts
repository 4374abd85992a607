/** Rows in columns as wide as what is in them, for a terminal. */

/** The lines of a table; a number stands at the right of its column. Letters as wide as two count as two. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const width = head.map((title, column) => {
    return Math.max(Bun.stringWidth(title), ...rows.map((row) => Bun.stringWidth(String(row[column] ?? ""))));
  });
  const line = (row: readonly (string | number)[]) =>
    row
      .map((value, column) => {
        const gap = " ".repeat((width[column] ?? 0) - Bun.stringWidth(String(value)));
        return typeof value === "number" ? gap + value : value + gap;
      })
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line)].join("\n");
}
