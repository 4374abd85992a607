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
  /** When the server said ok to it, in ms since 1970 by its clock. */
  readonly knownAt: ReadonlySignal<number>;
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
  const made = openFeedback((feedback_type) => live.send("feedback.give", { feedback_type }), live.now);
  all.set(live, made);
  return made;
}

/** What counts now, as for the teacher: a word that is older than the teacher's window is past. Not sent, it waits. */
export function wordNow({ said, known, knownAt }: Feedback, now: number, window_s: number): Word | undefined {
  const isPast = known.value === said.value && now - knownAt.value >= window_s * 1000;
  return isPast ? undefined : said.value;
}

function openFeedback(give: (word: Word) => Promise<unknown>, now: () => number): Feedback {
  const said = signal<Word | undefined>();
  const known = signal<Word | undefined>();
  const knownAt = signal(0);
  let last: Word | undefined;
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function out(word: Word): void {
    last = word;
    at = Date.now();
    known.value = undefined;
    give(word).then(
      () => {
        if (last !== word) return;
        knownAt.value = now();
        known.value = word;
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
    knownAt,
    say(word) {
      said.value = word;
      const wait = at + pause - Date.now();
      if (wait <= 0) out(word);
      else timer ??= setTimeout(due, wait);
    },
  };
}
