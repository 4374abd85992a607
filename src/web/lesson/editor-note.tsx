/** The note above the lesson editor: the lesson is open in another tab, or there are restored or conflicting changes. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Compare } from "./compare.tsx";
import { texts } from "./texts.ts";
import type { LessonEditor } from "./use-lesson.ts";

export function EditorNote({ editor, onSave }: { editor: LessonEditor; onSave: () => void }) {
  const words = texts.value;
  const comparing = useSignal(false);
  const source = editor.source.value;
  useSignalEffect(() => {
    if (editor.source.value === "conflict") comparing.value = true;
  });
  const decide = (act: () => void) => () => {
    comparing.value = false;
    act();
  };
  if (editor.elsewhere.value) {
    return (
      <Note says={words.elsewhere}>
        <button type="button" class="btn" onClick={editor.takeOver}>
          {words.editHere}
        </button>
      </Note>
    );
  }
  if (source === "saved" || !editor.draft.value) return null;
  return (
    <Note says={source === "conflict" ? words.conflict : words.found[source]}>
      <button type="button" class="btn" onClick={editor.discard}>
        {words.discard}
      </button>
      {source !== "restored" && (
        <button type="button" class="btn" onClick={() => (comparing.value = true)}>
          {words.compare}
        </button>
      )}
      {comparing.value && (
        <Compare
          mine={editor.draft.value}
          other={editor.base.value}
          onMine={decide(onSave)}
          onOther={decide(editor.discard)}
          onClose={decide(() => {})}
        />
      )}
    </Note>
  );
}

const Note = ({ says, children }: { says: string; children: ComponentChildren }) => (
  <div class="unfold mt-3 flex flex-wrap items-center justify-between gap-3 rounded-box bg-behind-soft p-4 text-behind-ink">
    <p role="status">{says}</p>
    <span class="flex flex-wrap gap-3">{children}</span>
  </div>
);
