/** The feedback *understood* or *hard* of this person, debounced. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { InputOf } from "../../features/index.ts";
import type { LiveRoom } from "../live.ts";

export type FeedbackWord = InputOf<"feedback.give">["feedback_type"];

export interface Feedback {
  /** The last one pressed. */
  readonly chosen: ReadonlySignal<FeedbackWord | undefined>;
  /** The last one that the server confirmed. */
  readonly confirmed: ReadonlySignal<FeedbackWord | undefined>;
  /** When the server confirmed it, in ms since 1970 by the server's clock. */
  readonly confirmedAt: ReadonlySignal<number>;
  /** Sends it, at once or after the debounce interval. Only the last press within the interval is sent, and no repetition. */
  readonly choose: (word: FeedbackWord) => void;
}

/** Minimum interval between two sends, in ms. */
const debounceMs = 1500;

const feedbacks = new WeakMap<LiveRoom, Feedback>();

/** The feedback of this person in this session, kept when the page shows another tab. */
export function feedbackOf(live: LiveRoom): Feedback {
  const known = feedbacks.get(live);
  if (known) return known;
  const feedback = openFeedback((feedback_type) => live.send("feedback.give", { feedback_type }), live.now);
  feedbacks.set(live, feedback);
  return feedback;
}

/** The feedback that counts now, as for the teacher: a confirmed one expires after the teacher's window of `window_s`. */
export function currentWord(
  { chosen, confirmed, confirmedAt }: Feedback,
  now: number,
  window_s: number,
): FeedbackWord | undefined {
  const isExpired = confirmed.value === chosen.value && now - confirmedAt.value >= window_s * 1000;
  return isExpired ? undefined : chosen.value;
}

function openFeedback(send: (word: FeedbackWord) => Promise<unknown>, now: () => number): Feedback {
  const chosen = signal<FeedbackWord | undefined>();
  const confirmed = signal<FeedbackWord | undefined>();
  const confirmedAt = signal(0);
  let lastSent: FeedbackWord | undefined;
  let sentAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function submit(word: FeedbackWord): void {
    lastSent = word;
    sentAt = Date.now();
    confirmed.value = undefined;
    send(word).then(
      () => {
        if (lastSent !== word) return;
        confirmedAt.value = now();
        confirmed.value = word;
      },
      () => {
        if (chosen.value === word) chosen.value = undefined;
      },
    );
  }
  function flush(): void {
    clearTimeout(timer);
    if (timer !== undefined && chosen.value !== undefined && chosen.value !== lastSent) submit(chosen.value);
    timer = undefined;
  }
  // If the page is closed within the interval, the last press is stored in the outbox and sent later.
  addEventListener("pagehide", flush);
  return {
    chosen,
    confirmed,
    confirmedAt,
    choose(word) {
      chosen.value = word;
      const wait = sentAt + debounceMs - Date.now();
      if (wait <= 0) submit(word);
      else timer ??= setTimeout(flush, wait);
    },
  };
}
