/** Takes a file of questions, chosen or dropped, or a pasted text. */
import { useSignal } from "@preact/signals";
import { texts } from "./texts.ts";

interface QuizInputProps {
  text: string;
  onText: (text: string) => void;
  onFile: (file: Blob) => void;
}

export function QuizInput({ text, onText, onFile }: QuizInputProps) {
  const words = texts.value;
  const isOver = useSignal(false);
  return (
    <>
      <label
        class={`flex cursor-pointer flex-wrap items-center gap-3 rounded-box border-2 border-dashed p-3 has-focus-visible:outline-3 has-focus-visible:outline-info ${
          isOver.value ? "border-primary bg-base-200" : "border-base-300"
        }`}
        onDragOver={(event) => {
          event.preventDefault();
          isOver.value = true;
        }}
        onDragLeave={() => {
          isOver.value = false;
        }}
        onDrop={(event) => {
          event.preventDefault();
          isOver.value = false;
          const [file] = event.dataTransfer?.files ?? [];
          if (file) onFile(file);
        }}
      >
        <span class="btn btn-lg">{words.chooseFile}</span>
        <span class="text-base text-quiet">{words.dropHere}</span>
        <input
          type="file"
          class="sr-only"
          aria-label={words.chooseFile}
          accept=".txt,.md,.gift,.csv,.tsv,.xlsx"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) onFile(file);
            currentTarget.value = "";
          }}
        />
      </label>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.paste}</span>
        <textarea
          class="textarea min-h-28 font-code text-base"
          spellcheck={false}
          maxLength={1_000_000}
          placeholder={words.example}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </label>
    </>
  );
}
