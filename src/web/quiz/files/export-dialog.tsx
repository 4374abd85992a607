/** The dialog that exports questions as a file: its format, and what that format cannot hold. */
import { useSignal } from "@preact/signals";
import { fileNameOf } from "../../../domain/lesson-file/archive.ts";
import { toQuizQuestion } from "../../../domain/quiz/convert.ts";
import { formats, type QuizFormat } from "../../../domain/quiz/read-file.ts";
import { Choice } from "../../settings/switches.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { common } from "../../ui/texts.ts";
import type { QuizFilesProps } from "../quiz-files.ts";
import { texts } from "./texts.ts";

const names = Object.keys(formats) as QuizFormat[];
const families = {
  plain: "plain",
  gift: "gift",
  kahoot: "kahoot",
  kahoot_csv: "kahoot",
  classquiz: "classquiz",
  classquiz_csv: "classquiz",
} as const satisfies Record<QuizFormat, string>;

export function ExportDialog({ title, polls, onClose }: QuizFilesProps & { readonly onClose: () => void }) {
  const words = texts.value;
  const format = useSignal<QuizFormat>("plain");
  const { ending, fits, write } = formats[format.value];
  const all = polls.map((poll) => ({ poll, question: toQuizQuestion(poll) }));
  const held = all.flatMap(({ question }) => (question && fits(question) ? [question] : []));
  const left = all.filter(({ question }) => !question || !fits(question)).map(({ poll }) => poll.question);
  const download = () => {
    const content = write(title, held, new Date());
    const part = typeof content === "string" ? content : new Uint8Array(content);
    const address = URL.createObjectURL(new Blob([part], { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${fileNameOf(title)}${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    onClose();
  };
  return (
    <Dialog title={words.exportTitle} onClose={onClose}>
      <Choice
        name="quiz-format"
        options={names.map((name) => [name, words.formats[name]] as const)}
        value={format.value}
        onChoose={(name) => {
          format.value = name;
        }}
      />
      <p class="text-base text-quiet">{words.changed[families[format.value]]}</p>
      {left.length > 0 && (
        <div class="rounded-box bg-behind-soft p-3 text-behind-ink" role="status">
          <p>{words.notHeld(left.length)}</p>
          <ul class="list-disc pl-5">
            {left.map((question, n) => (
              <li key={n}>{question}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg btn-ghost" onClick={onClose}>
          {common.value.cancel}
        </button>
        <button type="button" class="btn btn-lg btn-primary" disabled={held.length === 0} onClick={download}>
          {words.download}
        </button>
      </div>
    </Dialog>
  );
}
