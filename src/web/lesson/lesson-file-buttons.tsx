/** The buttons that export a lesson to a file and import one. */
import { useSignal } from "@preact/signals";
import { go } from "../router.ts";
import { texts } from "./texts.ts";

const files = () => import("./lesson-files.ts");

export function ExportButton({ id }: { id: number }) {
  const words = texts.value;
  const failed = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost"
        onClick={() => {
          failed.value = false;
          files()
            .then(({ downloadLesson }) => downloadLesson(id))
            .catch(() => {
              failed.value = true;
            });
        }}
      >
        {words.export}
      </button>
      <span role="alert" class="self-center text-help-ink empty:hidden">
        {failed.value ? words.exported : ""}
      </span>
    </>
  );
}

/** Imports a lesson and opens it in the editor. */
export function ImportButton() {
  const words = texts.value;
  const state = useSignal({ text: "", isProblem: false });
  async function read(file: File): Promise<void> {
    state.value = { text: words.importing, isProblem: false };
    try {
      const { importLesson } = await files();
      go(`/teach/lessons/${(await importLesson(file)).id}`);
    } catch (thrown) {
      const why = await files().then(
        ({ importProblem }) => importProblem(thrown),
        () => "",
      );
      state.value = { text: `${words.notImported} ${why}`, isProblem: true };
    }
  }
  return (
    <>
      <label class="btn has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-info">
        {words.import}
        <input
          type="file"
          class="sr-only"
          accept=".md,.markdown,.txt,.zip"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) void read(file);
            currentTarget.value = "";
          }}
        />
      </label>
      <p role="status" class={`w-full empty:hidden ${state.value.isProblem ? "text-help-ink" : "text-quiet"}`}>
        {state.value.text}
      </p>
    </>
  );
}
