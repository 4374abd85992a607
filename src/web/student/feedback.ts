/** The feedback *understood* or *hard* of this person, debounced. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { InputOf } from "../../features/index.ts";
import type { StudentLive } from "../live.ts";
import { recall, remember } from "../memory.ts";

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

const feedbacks = new WeakMap<StudentLive, Feedback>();

/** The feedback of this person in this session, kept when the page shows another tab. */
export function feedbackOf(live: StudentLive): Feedback {
  const known = feedbacks.get(live);
  if (known) return known;
  const participant = live.state.value.room?.you.id ?? "";
  const feedback = openFeedback({
    send: (feedback_type) => live.send("feedback.give", { feedback_type }),
    now: live.now,
    stored: readStored(participant),
    store: (word, at) => remember("feedback", JSON.stringify({ participant, word, at } satisfies StoredFeedback)),
  });
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

/** The last confirmed feedback of this browser. `at` as in `confirmedAt`. */
interface StoredFeedback {
  readonly participant: string;
  readonly word: FeedbackWord;
  readonly at: number;
}

/** The feedback that this participant confirmed before the page was reloaded, if any. */
function readStored(participant: string): StoredFeedback | undefined {
  try {
    const stored = JSON.parse(recall("feedback") ?? "null") as StoredFeedback | null;
    const isValid = (stored?.word === "OK" || stored?.word === "HARD") && typeof stored.at === "number";
    return isValid && stored.participant === participant ? stored : undefined;
  } catch {
    return undefined;
  }
}

interface FeedbackOptions {
  readonly send: (word: FeedbackWord) => Promise<unknown>;
  /** Milliseconds since 1970 by the server's clock. */
  readonly now: () => number;
  readonly stored: StoredFeedback | undefined;
  /** Keeps a confirmed feedback for a reload. */
  readonly store: (word: FeedbackWord, at: number) => void;
}

function openFeedback({ send, now, stored, store }: FeedbackOptions): Feedback {
  const chosen = signal(stored?.word);
  const confirmed = signal(stored?.word);
  const confirmedAt = signal(stored?.at ?? 0);
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
        store(word, confirmedAt.value);
      },
      () => {
        if (lastSent === word) lastSent = undefined;
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
