/** What there is to say of a practice that is over: what went well comes first. */
import type { PracticeSummary } from "../../../client/fold/practice.ts";
import { keyOf } from "../../../domain/guitar/chords.ts";
import { minActiveMs } from "../../../domain/guitar/practice-figures.ts";

/** A practice that is over. */
export type Finished = NonNullable<PracticeSummary["last"]>;
type Past = PracticeSummary["history"][number];

/** A figure of a practice, and when it began (ISO 8601). */
export interface Mark {
  readonly at: string;
  readonly value: number;
}

/** A streak that is worth a word, in milliseconds. */
export const worthSaying = 20_000;

const sameExercise = (a: Past["exercise"], b: Past["exercise"]) =>
  a !== null &&
  b !== null &&
  a.seconds === b.seconds &&
  a.pair.map(keyOf).sort().join(" ") === b.pair.map(keyOf).sort().join(" ");

/** The figures of the practices that are like the last one, which is among them; oldest first. */
export function likeLast({ last, history }: PracticeSummary): readonly Mark[] {
  if (!last) return [];
  const { exercise } = last;
  return history.flatMap(({ started_at, ended_at, exercise: other, changes_per_minute }) => {
    if (exercise) return other && sameExercise(exercise, other) ? [{ at: started_at, value: other.landings }] : [];
    const long = Date.parse(ended_at) - Date.parse(started_at) >= minActiveMs;
    return !other && changes_per_minute !== null && long ? [{ at: started_at, value: changes_per_minute }] : [];
  });
}

/** The last figure beside the best of those before it; undefined where it is the first. */
export function againstBefore(marks: readonly Mark[]): { readonly best: number; readonly by: number } | undefined {
  const last = marks.at(-1);
  const before = marks.slice(0, -1).map(({ value }) => value);
  if (!last || before.length === 0) return undefined;
  const best = Math.max(...before);
  return { best, by: last.value - best };
}

/** The words for what went well: a record first, then how much, then that anything was played. */
export type Praise = "record" | "landed" | "changed" | "played" | "nothing";

/** Which of them is true of a practice. */
export function praiseOf({ exercise, compared, changes, messages, active_ms }: Finished): Praise {
  if (exercise) return exercise.landings > 0 ? "landed" : messages > 0 ? "played" : "nothing";
  if (changes > 0) return compared?.better && active_ms >= minActiveMs ? "record" : "changed";
  return messages > 0 ? "played" : "nothing";
}
