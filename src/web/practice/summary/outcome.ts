/** What the summary of a finished practice says: the praise, and the comparison with earlier practices. */
import type { PracticeSummary } from "../../../client/fold/practice.ts";
import { keyOf } from "../../../domain/guitar/chords.ts";
import { minActiveMs } from "../../../domain/guitar/practice-figures.ts";

/** A finished practice. */
export type Finished = NonNullable<PracticeSummary["last"]>;
type Past = PracticeSummary["history"][number];

/** A figure of a practice, with the start of the practice (ISO 8601). */
export interface DataPoint {
  readonly at: string;
  readonly value: number;
}

/** The shortest streak that the summary mentions, in milliseconds. */
export const minStreakMs = 20_000;

const sameExercise = (a: Past["exercise"], b: Past["exercise"]) =>
  a !== null &&
  b !== null &&
  a.seconds === b.seconds &&
  a.pair.map(keyOf).sort().join(" ") === b.pair.map(keyOf).sort().join(" ");

/**
 * The figures of the last practice and of those comparable with it, oldest first: exercises with the same pair and
 * length, or free practices long enough to have a speed.
 */
export function comparablePoints({ last, history }: PracticeSummary): readonly DataPoint[] {
  if (!last) return [];
  const { exercise } = last;
  return history.flatMap(({ started_at, ended_at, exercise: other, changes_per_minute }) => {
    if (exercise) return other && sameExercise(exercise, other) ? [{ at: started_at, value: other.landings }] : [];
    const longEnough = Date.parse(ended_at) - Date.parse(started_at) >= minActiveMs;
    return !other && changes_per_minute !== null && longEnough ? [{ at: started_at, value: changes_per_minute }] : [];
  });
}

/** Compares the last figure with the best one before it: `by` is the difference. Undefined for the first figure. */
export function compareWithBest(
  points: readonly DataPoint[],
): { readonly best: number; readonly by: number } | undefined {
  const last = points.at(-1);
  const before = points.slice(0, -1).map(({ value }) => value);
  if (!last || before.length === 0) return undefined;
  const best = Math.max(...before);
  return { best, by: last.value - best };
}

/** What the headline praises, best first. */
export type Praise = "record" | "landed" | "changed" | "played" | "nothing";

/** Chooses the praise for a practice. */
export function praiseOf({ exercise, compared, changes, messages, active_ms }: Finished): Praise {
  if (exercise) return exercise.landings > 0 ? "landed" : messages > 0 ? "played" : "nothing";
  if (changes > 0) return compared?.better && active_ms >= minActiveMs ? "record" : "changed";
  return messages > 0 ? "played" : "nothing";
}
