/** The dialog for a new class: its title and lesson, and optionally its code and features. */
import type { FeatureName, SessionInput } from "../../features/whole-session.ts";
import { account } from "../account.ts";
import { useDraft } from "../drafts.ts";
import { defaultFeatures } from "../features/index.ts";
import { FeatureSwitches } from "../settings/switches.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { Problem } from "../ui/notice.tsx";
import { Summary } from "../ui/summary.tsx";
import { LessonChoice, useLessonChoice } from "./lesson-choice.tsx";
import { texts } from "./texts.ts";

interface NewClassProps {
  suggested: string;
  busy: boolean;
  /** Why the class was not opened. */
  refused: string | undefined;
  onClose: () => void;
  /** Resolves to whether the class was opened. */
  onOpen: (input: SessionInput) => Promise<boolean>;
}

interface ClassDraft {
  /** `null` for the suggested one. */
  readonly title: string | null;
  /** 0 for none, `null` for the newest one. */
  readonly lesson: number | null;
  readonly code: string;
  readonly features: readonly FeatureName[];
}

export function NewClass({ suggested, busy, refused, onClose, onOpen }: NewClassProps) {
  const words = texts.value;
  const { value: draft, forget } = useDraft<ClassDraft>(`class.${account.value?.id}`, {
    title: null,
    lesson: null,
    code: "",
    features: defaultFeatures,
  });
  const { code, features } = draft.value;
  const title = draft.value.title ?? suggested;
  const lessons = useLessonChoice(draft.value.lesson);
  const lesson = lessons.chosen;
  const change = (changes: Partial<ClassDraft>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const open = async () => {
    const input = { title: title.trim(), lesson_id: lesson || null, features: [...features], ...(code && { code }) };
    if (await onOpen(input)) forget();
  };
  return (
    <Dialog title={words.newClass} onClose={onClose}>
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) void open();
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
          value={title}
          onInput={({ currentTarget }) => change({ title: currentTarget.value })}
        />
        <LessonChoice lessons={lessons} onChoose={(lesson) => change({ lesson })} />
        <CodeAndFeatures code={code} features={features} onChange={change} />
        {refused && <Problem says={refused} />}
        <DialogButtons action={words.open} disabled={busy} onDiscard={forget} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface CodeAndFeaturesProps {
  code: string;
  features: readonly FeatureName[];
  onChange: (changes: Partial<ClassDraft>) => void;
}

/** The optional part of the form: a code of the teacher's choice and the features. */
function CodeAndFeatures({ code, features, onChange }: CodeAndFeaturesProps) {
  const words = texts.value;
  return (
    <details>
      <Summary>{words.codeAndFeatures}</Summary>
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
          value={code}
          onInput={({ currentTarget }) => onChange({ code: currentTarget.value.trim().toUpperCase() })}
        />
        <p id="class-code-hint" class="text-base text-quiet">
          {words.ownCodeHint}
        </p>
        <FeatureSwitches
          features={features}
          onSwitch={(name, on) =>
            onChange({ features: on ? [...features, name] : features.filter((other) => other !== name) })
          }
        />
      </div>
    </details>
  );
}
