/** What separates the cells of a table of measurements: a semicolon or a tab if its first line has one, else a comma. */

export function delimiterOf(text: string): string {
  const head = /[^\r\n\uFEFF]+/.exec(text)?.[0] ?? "";
  return [";", "\t"].find((mark) => head.includes(mark)) ?? ",";
}
