/** The dialog for the tags of a lesson. */
import { useSignal } from "@preact/signals";
import type { LessonCard } from "../../client/api.ts";
import { Dialog } from "../ui/dialog.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

interface TagsDialogProps {
  lesson: LessonCard;
  /** The tags of other lessons. */
  known: readonly string[];
  /** Resolves to whether the tags were saved. */
  onSave: (lesson: LessonCard, tags: string[]) => Promise<boolean>;
  onClose: () => void;
}

const maxTags = 10;

export function TagsDialog({ lesson, known, onSave, onClose }: TagsDialogProps) {
  const words = texts.value;
  const typed = useSignal(lesson.tags.join(", "));
  const tags = typed.value
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  const unused = known.filter((tag) => !tags.includes(tag));
  const fits = tags.length <= maxTags && tags.every((tag) => tag.length <= 40);
  return (
    <Dialog title={words.editTags} onClose={onClose}>
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) void onSave(lesson, tags).then((saved) => saved && onClose());
        }}
      >
        <p class="font-semibold">{lesson.title}</p>
        <label class="label-text" for="tags">
          {words.tags}
        </label>
        <input
          id="tags"
          class="input"
          autocomplete="off"
          aria-describedby="tags-hint"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <p id="tags-hint" class={`text-base ${fits ? "text-quiet" : "text-help-ink"}`}>
          {words.tagsHint}
        </p>
        {unused.length > 0 && (
          <ul class="flex flex-wrap gap-2" aria-label={words.knownTags}>
            {unused.map((tag) => (
              <li key={tag}>
                <button
                  type="button"
                  class="btn"
                  onClick={() => {
                    typed.value = [...tags, tag].join(", ");
                  }}
                >
                  {tag}
                </button>
              </li>
            ))}
          </ul>
        )}
        <div class="mt-2 flex flex-wrap justify-end gap-3">
          <button type="button" class="btn btn-lg" onClick={onClose}>
            {common.value.cancel}
          </button>
          <button type="submit" class="btn btn-primary btn-lg" disabled={!fits}>
            {words.saveTags}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
