/** The lists of hidden words, one word a line. What is typed survives a reload. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import { api } from "../../api.ts";
import { useDraft } from "../../drafts.ts";
import type { LiveRoom } from "../../live.ts";
import { Loading, Problem } from "../../ui/notice.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { type Lists, limits, problemOf, toText, toWords } from "./hidden-words-input.ts";
import { texts } from "./texts.ts";

function problemText(list: readonly string[]): string | undefined {
  const words = texts.value;
  const problem = problemOf(list);
  if (!problem) return undefined;
  return "long" in problem ? words.longWord(problem.long, limits.letters) : words.manyWords(problem.more, limits.words);
}

export function HiddenWords({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const isOpen = useSignal(false);
  const saved = useSignal<Lists | undefined>(undefined);
  useEffect(() => {
    if (!isOpen.value) return;
    // Without an answer, closing and opening it again tries once more.
    void api.hiddenWords(room.session.id).then(
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
      <summary class="flex min-h-11 items-center font-semibold">{words.hiddenWords}</summary>
      {isOpen.value &&
        (saved.value ? (
          <Editor
            live={live}
            room={room}
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

interface EditorProps {
  live: LiveRoom;
  room: Room;
  saved: Lists;
  onSaved: (lists: Lists) => void;
}

function Editor({ live, room, saved, onSaved }: EditorProps) {
  const words = texts.value;
  const id = useId();
  const draft = useDraft(`hidden-words.${room.session.id}`, toText(saved));
  const lists = { ko: toWords(draft.value.value.ko), en: toWords(draft.value.value.en) };
  const problems = { ko: problemText(lists.ko), en: problemText(lists.en) };
  const isValid = !problems.ko && !problems.en;
  const sending = live.state.value.outbox.findLast(({ name }) => name === "poll.hide_words");
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isValid) return;
        const typed = draft.value.peek();
        live.send("poll.hide_words", lists).then(
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
      <p class="text-base text-quiet">{words.hiddenWordsHint}</p>
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
          {words.saveWords}
        </button>
      </div>
    </form>
  );
}
