/** The dialog for a new class: its title and lesson, and optionally its code and features. */
import { type Signal, useSignal } from "@preact/signals";
import type { Lesson } from "../../domain/session.ts";
import type { FeatureName, SessionInput } from "../../features/whole-session.ts";
import { defaultFeatures } from "../features/index.ts";
import { FeatureSwitches } from "../settings/switches.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

interface NewClassProps {
  suggested: string;
  lessons: readonly Lesson[];
  busy: boolean;
  /** Why the class was not opened. */
  refused: string | undefined;
  onClose: () => void;
  onOpen: (input: SessionInput) => void;
}

export function NewClass({ suggested, lessons, busy, refused, onClose, onOpen }: NewClassProps) {
  const words = texts.value;
  const title = useSignal(suggested);
  const lesson = useSignal(lessons[0]?.id ?? 0);
  const code = useSignal("");
  const features = useSignal<readonly FeatureName[]>(defaultFeatures);
  const open = () =>
    onOpen({
      title: title.value.trim(),
      lesson_id: lesson.value || null,
      features: [...features.value],
      ...(code.value && { code: code.value }),
    });
  return (
    <Dialog title={words.newClass} onClose={onClose}>
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.value.trim()) open();
        }}
      >
        <label class="label-text" for="class-title">
          {words.classTitle}
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
          {words.lessons}
        </label>
        <select
          id="class-lesson"
          class="select"
          value={lesson.value}
          onChange={({ currentTarget }) => {
            lesson.value = Number(currentTarget.value);
          }}
        >
          <option value={0}>{words.noLesson}</option>
          {lessons.map(({ id, title, subtasks }) => (
            <option key={id} value={id}>
              {title} · {common.value.steps(subtasks.length)}
            </option>
          ))}
        </select>
        <CodeAndFeatures code={code} features={features} />
        {refused && <Problem says={refused} />}
        <DialogButtons action={words.open} disabled={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** The optional part of the form: a code of the teacher's choice and the features. */
function CodeAndFeatures({ code, features }: { code: Signal<string>; features: Signal<readonly FeatureName[]> }) {
  const words = texts.value;
  return (
    <details>
      <summary class="flex min-h-11 items-center gap-2 font-semibold">
        <Icon name="down" />
        {words.codeAndFeatures}
      </summary>
      <div class="flex flex-col gap-3 pt-2">
        <label class="label-text" for="class-code">
          {words.ownCode}
        </label>
        <input
          id="class-code"
          class="input font-code uppercase"
          autocomplete="off"
          spellcheck={false}
          pattern="[A-Z0-9]{4,12}"
          maxLength={12}
          aria-describedby="class-code-hint"
          value={code.value}
          onInput={({ currentTarget }) => {
            code.value = currentTarget.value.trim().toUpperCase();
          }}
        />
        <p id="class-code-hint" class="text-base text-quiet">
          {words.ownCodeHint}
        </p>
        <FeatureSwitches
          features={features.value}
          onSwitch={(name, on) => {
            features.value = on ? [...features.value, name] : features.value.filter((other) => other !== name);
          }}
        />
      </div>
    </details>
  );
}
