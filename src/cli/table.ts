/** Formats rows as a table for a terminal. */

/** Returns the text of a table. Numbers are aligned right. Wide characters count as two columns. */
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
