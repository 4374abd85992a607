/** Two lists of words, Korean and English, one word a line: folded, read when they are unfolded, kept while they are edited. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Sending } from "../../client/outbox.ts";
import { useDraft } from "../drafts.ts";
import { Loading, Problem } from "../ui/notice.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { Summary } from "../ui/summary.tsx";
import { type Lists, limits, problemOf, toText, toWords } from "./polls/hidden-words-input.ts";
import { texts } from "./texts.ts";

interface WordListsProps {
  title: string;
  hint: string;
  /** The label of the button that saves. */
  action: string;
  /** The name of the draft. */
  draft: string;
  read: () => Promise<Lists>;
  save: (lists: Lists) => Promise<Lists>;
  sending: Sending | undefined;
}

/** Why a list cannot be saved; `undefined` if it can. */
function problemText(list: readonly string[]): string | undefined {
  const words = texts.value;
  const problem = problemOf(list);
  if (!problem) return undefined;
  return "long" in problem ? words.longWord(problem.long, limits.letters) : words.manyWords(problem.more, limits.words);
}

export function WordListEditor(props: WordListsProps) {
  const isOpen = useSignal(false);
  const saved = useSignal<Lists | undefined>(undefined);
  useEffect(() => {
    if (!isOpen.value) return;
    // Without an answer, closing and opening it again tries once more.
    void props.read().then(
      (lists) => {
        saved.value = lists;
      },
      () => {},
    );
  }, [isOpen.value]);
  return (
    <details
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <Summary>{props.title}</Summary>
      {isOpen.value &&
        (saved.value ? (
          <Editor
            {...props}
            saved={saved.value}
            onSaved={(lists) => {
              saved.value = lists;
            }}
          />
        ) : (
          <Loading />
        ))}
    </details>
  );
}

interface EditorProps extends WordListsProps {
  saved: Lists;
  onSaved: (lists: Lists) => void;
}

function Editor({ hint, action, draft: name, save, sending, saved, onSaved }: EditorProps) {
  const words = texts.value;
  const id = useId();
  const draft = useDraft(name, toText(saved));
  const lists = { ko: toWords(draft.value.value.ko), en: toWords(draft.value.value.en) };
  const problems = { ko: problemText(lists.ko), en: problemText(lists.en) };
  const isValid = !problems.ko && !problems.en;
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isValid) return;
        const typed = draft.value.peek();
        save(lists).then(
          (kept) => {
            // What was typed meanwhile stays.
            if (draft.value.peek() === typed) draft.value.value = toText(kept);
            onSaved(kept);
          },
          // Rejections are shown below.
          () => {},
        );
      }}
    >
      <p class="text-base text-quiet">{hint}</p>
      <div class="grid gap-3 sm:grid-cols-2">
        {(["ko", "en"] as const).map((language) => (
          <label key={language} class="flex flex-col gap-2" for={`${id}-${language}`}>
            <span class="label-text">{language === "ko" ? words.korean : words.english}</span>
            <textarea
              id={`${id}-${language}`}
              class="textarea"
              rows={6}
              value={draft.value.value[language]}
              onInput={({ currentTarget }) => {
                draft.value.value = { ...draft.value.value, [language]: currentTarget.value };
              }}
            />
            <Problem says={problems[language]} />
          </label>
        ))}
      </div>
      <div class="flex flex-wrap items-center justify-end gap-3">
        {sending && <SendingMark sending={sending} />}
        <button type="submit" class="btn btn-lg btn-primary" disabled={!isValid}>
          {action}
        </button>
      </div>
    </form>
  );
}
