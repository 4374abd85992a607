/** Understood or hard: what this person last said, and a short pause between two of their words. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { InputOf } from "../../features/index.ts";
import type { LiveRoom } from "../live.ts";

export type Word = InputOf<"feedback.give">["feedback_type"];

export interface Feedback {
  /** What they last pressed. */
  readonly said: ReadonlySignal<Word | undefined>;
  /** What of it the server last said ok to. */
  readonly known: ReadonlySignal<Word | undefined>;
  /** Says it, at once or when the pause is over. Only the last word of a pause counts, and the same word once. */
  readonly say: (word: Word) => void;
}

/** Milliseconds between two words of one person. */
const pause = 1500;

const all = new WeakMap<LiveRoom, Feedback>();

/** The feedback of this person in this session: the same whatever the page shows. */
export function feedbackOf(live: LiveRoom): Feedback {
  const kept = all.get(live);
  if (kept) return kept;
  const made = openFeedback((feedback_type) => live.send("feedback.give", { feedback_type }));
  all.set(live, made);
  return made;
}

function openFeedback(give: (word: Word) => Promise<unknown>): Feedback {
  const said = signal<Word | undefined>();
  const known = signal<Word | undefined>();
  let last: Word | undefined;
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function out(word: Word): void {
    last = word;
    at = Date.now();
    known.value = undefined;
    give(word).then(
      () => {
        if (last === word) known.value = word;
      },
      () => {
        if (said.value === word) said.value = undefined;
      },
    );
  }
  function due(): void {
    clearTimeout(timer);
    if (timer !== undefined && said.value !== undefined && said.value !== last) out(said.value);
    timer = undefined;
  }
  // A page that goes away in the pause still says what was pressed: it is stored and sent when it can be.
  addEventListener("pagehide", due);
  return {
    said,
    known,
    say(word) {
      said.value = word;
      const wait = at + pause - Date.now();
      if (wait <= 0) out(word);
      else timer ??= setTimeout(due, wait);
    },
  };
}
