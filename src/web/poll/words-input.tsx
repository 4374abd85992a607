/** The words of a vote. A word in the field counts, also if it was not added. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { texts } from "./texts.ts";
import type { VoteInputProps } from "./vote-draft.ts";

/** The words of a vote as they are typed: those that were added, and the one in the field, which counts too. */
interface TypedWords {
  readonly added: readonly string[];
  readonly typed: string;
  /** The vote with both. */
  readonly vote: readonly string[];
}

/** The words that are added, the one that is typed, and what changes them. */
function useTypedWords({ poll, draft, onChange }: Omit<VoteInputProps, "isFixed">) {
  const state = useSignal<TypedWords | undefined>(undefined);
  const vote = draft.words ?? [];
  // Another vote than what was typed here comes from the server, or from another tab.
  const isOwn = state.value !== undefined && state.value.vote.join("\n") === vote.join("\n");
  const { added: words, typed } = isOwn && state.value ? state.value : { added: vote, typed: "" };
  const put = (added: readonly string[], typed: string) => {
    const all = [...new Set([...added, ...(typed.trim() === "" ? [] : [typed.trim()])])].slice(0, poll.max_choices);
    state.value = { added, typed, vote: all };
    if (all.join("\n") !== vote.join("\n")) onChange({ words: all });
  };
  const add = (text: string) => {
    const fresh = text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== "");
    put([...new Set([...words, ...fresh])].slice(0, poll.max_choices), "");
  };
  return { words, typed, put, add };
}

export function WordsInput({ poll, draft, isFixed, onChange }: VoteInputProps) {
  const texts_ = texts.value;
  const id = useId();
  const { words, typed, put, add } = useTypedWords({ poll, draft, onChange });
  const isFull = words.length >= poll.max_choices;
  return (
    <div class="flex flex-col gap-3">
      <label class="text-base text-quiet" for={id}>
        {texts_.wordsUpTo(poll.max_choices)}
      </label>
      {!isFixed && !isFull && (
        <form
          class="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            add(typed);
          }}
        >
          <input
            id={id}
            class="input min-w-0 flex-1"
            maxLength={40}
            autocomplete="off"
            enterkeyhint="enter"
            aria-label={texts_.word}
            value={typed}
            onInput={({ currentTarget }) => {
              if (/[,\n]/.test(currentTarget.value)) add(currentTarget.value);
              else put(words, currentTarget.value);
            }}
            onBlur={() => add(typed)}
          />
          <button type="submit" class="btn btn-lg shrink-0" disabled={typed.trim() === ""}>
            {texts_.add}
          </button>
        </form>
      )}
      {words.length > 0 && (
        <ul class="flex flex-wrap gap-2">
          {words.map((word) => (
            <li
              key={word}
              class="flex min-h-11 items-center rounded-full bg-done-soft pl-4 text-lg font-semibold text-done-ink"
            >
              <span class={isFixed ? "pr-4" : ""}>{word}</span>
              {!isFixed && (
                <button
                  type="button"
                  class="grid size-11 place-items-center rounded-full"
                  aria-label={texts_.removeWord(word)}
                  onClick={() =>
                    put(
                      words.filter((other) => other !== word),
                      typed,
                    )
                  }
                >
                  <Icon name="close" size="1.1rem" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
