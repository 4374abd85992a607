/** The text of a step: Markdown, with buttons for its marks, pictures, and pasting from documents. */
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { Lines } from "../ui/icon.tsx";
import { errorText } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { markdownFromHtml } from "./from-html.ts";
import { type Change, insertText, type Tool, tools } from "./markup-tools.ts";
import { texts } from "./texts.ts";
import { uploadPicture } from "./upload-picture.ts";

const maxText = 20_000;

interface TextFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  /** The number of the step. */
  n: number;
  value: string;
  onValue: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function TextField({ field, n, value, onValue, onKeyDown }: TextFieldProps) {
  const words = texts.value;
  const { note, add } = usePictures(field);
  const use = (tool: Tool) => {
    if (field.current) apply(field.current, tools[tool](field.current, words.sample));
  };
  return (
    <div class="mt-2 flex flex-col gap-1">
      <div class="flex flex-wrap" role="toolbar" aria-label={words.tools(n)}>
        {(Object.keys(tools) as Tool[]).map((tool) => (
          <button
            key={tool}
            type="button"
            class="btn btn-ghost btn-square"
            aria-label={words.tool[tool]}
            title={words.tool[tool]}
            onClick={() => use(tool)}
          >
            <Lines>
              <path d={icons[tool]} />
            </Lines>
          </button>
        ))}
        <label
          class="btn btn-ghost btn-square has-focus-visible:outline-3 has-focus-visible:outline-info"
          title={words.tool.picture}
        >
          <Lines>
            <path d={icons.picture} />
          </Lines>
          <input
            type="file"
            class="sr-only"
            aria-label={words.tool.picture}
            accept="image/png,image/jpeg,image/webp,image/gif"
            onChange={({ currentTarget }) => {
              void add(Array.from(currentTarget.files ?? []));
              currentTarget.value = "";
            }}
          />
        </label>
      </div>
      <textarea
        ref={field}
        class="textarea min-h-32 leading-relaxed"
        aria-label={words.guideFor(n)}
        placeholder={common.value.guideText}
        maxLength={maxText}
        rows={Math.min(16, Math.max(4, value.split("\n").length + 1))}
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => paste(event, add)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const files = Array.from(event.dataTransfer?.files ?? []);
          if (files.length === 0) return;
          event.preventDefault();
          void add(files);
        }}
      />
      <p role="status" class={`text-base empty:hidden ${note.isProblem ? "text-help-ink" : "text-quiet"}`}>
        {value.length >= maxText ? words.tooLong : note.text}
      </p>
    </div>
  );
}

function apply(field: HTMLTextAreaElement, { from, to, text, select }: Change): void {
  field.focus();
  field.setSelectionRange(from, to);
  insertText(field, text);
  field.setSelectionRange(from + select[0], from + select[1]);
}

/** Pictures are uploaded; what a document has copied becomes Markdown; anything else is pasted as usual. */
function paste(event: ClipboardEvent, add: (files: readonly File[]) => void): void {
  const { clipboardData: data, currentTarget } = event;
  if (!data || !(currentTarget instanceof HTMLTextAreaElement)) return;
  const html = data.getData("text/html");
  const files = Array.from(data.files).filter(({ type }) => type.startsWith("image/"));
  if (files.length > 0 && !data.getData("text/plain")) {
    event.preventDefault();
    add(files);
    return;
  }
  const markdown = html ? markdownFromHtml(html) : "";
  if (!markdown) return;
  event.preventDefault();
  insertText(currentTarget, markdown);
}

/** Uploads pictures and puts them into the text, at the place that the cursor has then. */
function usePictures(field: RefObject<HTMLTextAreaElement | null>) {
  const note = useSignal({ text: "", isProblem: false });
  const say = (text: string, isProblem = false) => {
    note.value = { text, isProblem };
  };
  async function add(files: readonly File[]): Promise<void> {
    const words = texts.value;
    for (const file of files) {
      if (!file.type.startsWith("image/")) {
        say(words.notPicture, true);
        return;
      }
      try {
        say(words.uploading(0));
        const path = await uploadPicture(file, (percent) => say(words.uploading(percent)));
        if (field.current) insertPicture(field.current, pictureAt(field.current, path));
        say(words.describe);
      } catch (thrown) {
        say(`${words.notUploaded} ${errorText(thrown)}`, true);
        return;
      }
    }
  }
  return { note: note.value, add };
}

/** Inserts a picture. Takes no focus from someone who works in another field by now. */
function insertPicture(field: HTMLTextAreaElement, change: Change): void {
  // Also the buttons of the field, such as the one for the picture.
  if (field.parentElement?.contains(document.activeElement)) return apply(field, change);
  field.setRangeText(change.text, change.from, change.to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A picture in a paragraph of its own, with its description selected. */
function pictureAt({ value, selectionEnd }: HTMLTextAreaElement, path: string): Change {
  const before = value.slice(0, selectionEnd);
  const start = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const description = texts.value.sample.picture;
  const text = `${start}![${description}](${path})\n`;
  const at = start.length + 2;
  return { from: selectionEnd, to: selectionEnd, text, select: [at, at + description.length] };
}

const icons: Record<Tool | "picture", string> = {
  bold: "M7.500 4.500h5.500a3.700 3.700 0 010 7.500H7.500zM7.500 12h6.500a3.800 3.800 0 010 7.500H7.500z",
  list: "M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01",
  task: "M4.500 4.500h15v15h-15zM8 12l3 3 5-6",
  code: "M9 7l-5 5 5 5M15 7l5 5-5 5",
  link: "M10 14a4 4 0 006 0l3-3a4.200 4.200 0 00-6-6l-1 1M14 10a4 4 0 00-6 0l-3 3a4.200 4.200 0 006 6l1-1",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.500 9.500h.01",
};
