/** The lists of hidden words, one word a line. What is typed survives a reload. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { ViewOf } from "../../../features/index.ts";
import { api } from "../../api.ts";
import { useDraft } from "../../drafts.ts";
import type { LiveRoom } from "../../live.ts";
import { Loading, Problem } from "../../ui/notice.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

type Lists = ViewOf<"poll_moderation.hiddenWords">;

/** The longest word, and the most words of a list, that the server accepts. */
const limits = { letters: 40, words: 200 };
const toWords = (text: string) =>
  text
    .split("\n")
    .map((word) => word.trim())
    .filter((word) => word !== "");
const toText = ({ ko, en }: Lists) => ({ ko: ko.join("\n"), en: en.join("\n") });

/** Why a list cannot be saved; `undefined` if it can. */
function problemOf(list: readonly string[]): string | undefined {
  const words = texts.value;
  const long = list.find((word) => word.length > limits.letters);
  if (long !== undefined) return words.longWord(long.slice(0, limits.letters), limits.letters);
  return list.length > limits.words ? words.manyWords(list.length - limits.words, limits.words) : undefined;
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
  const problems = { ko: problemOf(lists.ko), en: problemOf(lists.en) };
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
