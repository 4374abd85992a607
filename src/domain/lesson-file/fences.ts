/** Detects lines inside fenced code blocks, so that they are not read as headings. */

/** A fence, also in a list or a quote: up to three backticks or tildes or more, and what follows them. */
const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/;

/** What a line is: text (`false`), the first or the last fence of a block of code, or code. */
type FenceState = false | "open" | "code" | "close";

/** Returns a function that takes the lines in order and returns what each is. */
export function createFenceTracker(): (line: string) => FenceState {
  let open: string | undefined;
  return (line) => {
    const [, marks = "", rest = ""] = fence.exec(line) ?? [];
    if (open === undefined) {
      // Backticks after backticks are code in a line of text.
      if (!marks || (marks.startsWith("`") && rest.includes("`"))) return false;
      open = marks;
      return "open";
    }
    if (marks[0] !== open[0] || marks.length < open.length || rest.trim() !== "") return "code";
    open = undefined;
    return "close";
  };
}
