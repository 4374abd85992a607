/** Takes a CSV file (chosen or dropped) or pasted rows. */
import { useSignal } from "@preact/signals";
import { textOf } from "./csv.ts";
import { texts } from "./texts.ts";

interface InputProps {
  text: string;
  onText: (text: string) => void;
}

export function FileInput({ text, onText }: InputProps) {
  const words = texts.value;
  const isDraggedOver = useSignal(false);
  const read = async (file: Blob | null | undefined) => {
    if (file) onText(await textOf(file));
  };
  return (
    <>
      <label
        class={`drop-zone ${isDraggedOver.value ? "drop-over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          isDraggedOver.value = true;
        }}
        onDragLeave={() => {
          isDraggedOver.value = false;
        }}
        onDrop={(event) => {
          event.preventDefault();
          isDraggedOver.value = false;
          void read(event.dataTransfer?.files[0]);
        }}
      >
        <span class="btn btn-lg">{words.chooseFile}</span>
        <span class="text-base text-quiet">{words.dropHere}</span>
        <input
          type="file"
          class="sr-only"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ currentTarget }) => {
            void read(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
      </label>
      <div class="flex flex-col gap-2">
        <label class="label-text" for="rows">
          {words.pasteRows}
        </label>
        <textarea
          id="rows"
          class="textarea min-h-32 font-code text-base"
          spellcheck={false}
          placeholder={`${words.fields.measurement_value}\n10.02\n9.97`}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </div>
    </>
  );
}
