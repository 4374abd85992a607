/** A new class with a title of one's own, from a lesson or without one. */
import { useSignal } from "@preact/signals";
import type { Lesson } from "../../domain/session.ts";
import { text } from "../messages/index.ts";
import { Dialog } from "../ui/dialog.tsx";

interface NewClassProps {
  suggested: string;
  lessons: readonly Lesson[];
  onClose: () => void;
  onOpen: (title: string, lesson: number | null) => void;
}

export function NewClass({ suggested, lessons, onClose, onOpen }: NewClassProps) {
  const words = text.value;
  const title = useSignal(suggested);
  const lesson = useSignal(lessons[0]?.id ?? 0);
  return (
    <Dialog title={words.teach.newClass} onClose={onClose}>
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.value.trim()) onOpen(title.value.trim(), lesson.value || null);
        }}
      >
        <label class="label-text" for="class-title">
          {words.teach.classTitle}
        </label>
        <input
          id="class-title"
          class="input"
          maxLength={200}
          required
          value={title.value}
          onInput={({ currentTarget }) => {
            title.value = currentTarget.value;
          }}
        />
        <label class="label-text" for="class-lesson">
          {words.teach.lessons}
        </label>
        <select
          id="class-lesson"
          class="select"
          value={lesson.value}
          onChange={({ currentTarget }) => {
            lesson.value = Number(currentTarget.value);
          }}
        >
          <option value={0}>{words.teach.noLesson}</option>
          {lessons.map(({ id, title, subtasks }) => (
            <option key={id} value={id}>
              {title} · {words.teach.steps(subtasks.length)}
            </option>
          ))}
        </select>
        <div class="mt-3 flex flex-wrap justify-end gap-3">
          <button type="button" class="btn btn-lg" onClick={onClose}>
            {words.common.cancel}
          </button>
          <button type="submit" class="btn btn-primary btn-lg">
            {words.teach.open}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
