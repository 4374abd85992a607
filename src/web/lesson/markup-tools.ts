/** The buttons above a step's text: what each does to the selection. */

/** Replaces what is between `from` and `to`; `select` is relative to `from`. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly select: readonly [from: number, to: number];
}

/** A text and the selection in it. */
interface Selected {
  readonly value: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}

/** What is put in if nothing is selected. */
interface Samples {
  readonly text: string;
  readonly address: string;
}

const around =
  (mark: string) =>
  ({ value, selectionStart: from, selectionEnd: to }: Selected, samples: Samples): Change => {
    const inner = value.slice(from, to) || samples.text;
    return { from, to, text: mark + inner + mark, select: [mark.length, mark.length + inner.length] };
  };

/** Puts a mark before each selected line, or takes it away if every line has it. */
const before =
  (mark: string) =>
  ({ value, selectionStart, selectionEnd }: Selected): Change => {
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionEnd);
    const to = end === -1 ? value.length : end;
    const lines = value.slice(from, to).split("\n");
    const isMarked = lines.every((line) => line.startsWith(mark));
    const text = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n");
    return { from, to, text, select: [text.length, text.length] };
  };

/** Code within a line, or a block of it for more than one line, with its language selected. */
function code(selected: Selected, samples: Samples): Change {
  const { value, selectionStart: from, selectionEnd: to } = selected;
  const inner = value.slice(from, to);
  if (!inner.includes("\n") && value.trim() !== "") return around("`")(selected, samples);
  const start = `${from === 0 || value[from - 1] === "\n" ? "" : "\n"}\`\`\`python\n`;
  const text = `${start}${inner}\n\`\`\`\n`;
  return { from, to, text, select: [start.length - 7, start.length - 1] };
}

function link({ value, selectionStart: from, selectionEnd: to }: Selected, { text, address }: Samples): Change {
  const inner = value.slice(from, to) || text;
  const start = inner.length + 3;
  return { from, to, text: `[${inner}](${address})`, select: [start, start + address.length] };
}

export const tools = { bold: around("**"), list: before("- "), task: before("- [ ] "), code, link } satisfies Record<
  string,
  (selected: Selected, samples: Samples) => Change
>;
export type Tool = keyof typeof tools;

/** Inserts text at the selection, so that the browser's own undo can take it back. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
