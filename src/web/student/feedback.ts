/** Understood or hard: what this person last said, and a short pause between two of their words. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { InputOf } from "../../features/index.ts";
import type { LiveRoom } from "../live.ts";

export type FeedbackWord = InputOf<"feedback.give">["feedback_type"];

export interface Feedback {
  /** What they last pressed. */
  readonly chosen: ReadonlySignal<FeedbackWord | undefined>;
  /** What of it the server last said ok to. */
  readonly confirmed: ReadonlySignal<FeedbackWord | undefined>;
  /** When the server said ok to it, in ms since 1970 by its clock. */
  readonly confirmedAt: ReadonlySignal<number>;
  /** Says it, at once or when the pause is over. Only the last word of a pause counts, and the same word once. */
  readonly choose: (word: FeedbackWord) => void;
}

/** Milliseconds between two words of one person. */
const debounceMs = 1500;

const feedbacks = new WeakMap<LiveRoom, Feedback>();

/** The feedback of this person in this session: the same whatever the page shows. */
export function feedbackOf(live: LiveRoom): Feedback {
  const kept = feedbacks.get(live);
  if (kept) return kept;
  const made = openFeedback((feedback_type) => live.send("feedback.give", { feedback_type }), live.now);
  feedbacks.set(live, made);
  return made;
}

/** What counts now, as for the teacher: a word that is older than the teacher's window is past. Not sent, it waits. */
export function currentWord(
  { chosen, confirmed, confirmedAt }: Feedback,
  now: number,
  window_s: number,
): FeedbackWord | undefined {
  const isPast = confirmed.value === chosen.value && now - confirmedAt.value >= window_s * 1000;
  return isPast ? undefined : chosen.value;
}

function openFeedback(give: (word: FeedbackWord) => Promise<unknown>, now: () => number): Feedback {
  const chosen = signal<FeedbackWord | undefined>();
  const confirmed = signal<FeedbackWord | undefined>();
  const confirmedAt = signal(0);
  let last: FeedbackWord | undefined;
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function out(word: FeedbackWord): void {
    last = word;
    at = Date.now();
    confirmed.value = undefined;
    give(word).then(
      () => {
        if (last !== word) return;
        confirmedAt.value = now();
        confirmed.value = word;
      },
      () => {
        if (chosen.value === word) chosen.value = undefined;
      },
    );
  }
  function due(): void {
    clearTimeout(timer);
    if (timer !== undefined && chosen.value !== undefined && chosen.value !== last) out(chosen.value);
    timer = undefined;
  }
  // A page that goes away in the pause still says what was pressed: it is stored and sent when it can be.
  addEventListener("pagehide", due);
  return {
    chosen,
    confirmed,
    confirmedAt,
    choose(word) {
      chosen.value = word;
      const wait = at + debounceMs - Date.now();
      if (wait <= 0) out(word);
      else timer ??= setTimeout(due, wait);
    },
  };
}
