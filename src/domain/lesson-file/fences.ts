/** Detects lines inside fenced code blocks, so that they are not read as headings. */

/** A fence, also in a list or a quote: up to three backticks or tildes or more, and what follows them. */
const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/;

/** Returns a function that takes the lines in order and tells of each whether it is code or a fence. */
export function createFenceTracker(): (line: string) => boolean {
  let open: string | undefined;
  return (line) => {
    const [, marks = "", rest = ""] = fence.exec(line) ?? [];
    if (open === undefined) {
      // Backticks after backticks are code in a line of text.
      if (!marks || (marks.startsWith("`") && rest.includes("`"))) return false;
      open = marks;
      return true;
    }
    if (marks[0] === open[0] && marks.length >= open.length && rest.trim() === "") open = undefined;
    return true;
  };
}
