/** Guesses the next chord, to show it before it is played. */
import type { Exercise, Played } from "../../../client/fold/practice.ts";
import { keyOf } from "../../../domain/guitar/chords.ts";

/** The chord that most often followed `key` in what was played; the latest of equally frequent ones. */
function mostFrequentAfter(key: string, played: readonly Played[]): string | undefined {
  const counts = new Map<string, { name: string; count: number }>();
  for (const [n, chord] of played.entries()) {
    if (played[n - 1]?.key !== key || chord.key === key || chord.name === "") continue;
    const before = counts.get(chord.key)?.count ?? 0;
    counts.delete(chord.key);
    counts.set(chord.key, { name: chord.name, count: before + 1 });
  }
  let best: { name: string; count: number } | undefined;
  for (const entry of counts.values()) if (!best || entry.count >= best.count) best = entry;
  return best?.name;
}

/**
 * Returns the chord after the one that sounds: in an exercise the other one of the pair, otherwise the one that most
 * often followed it in this practice, otherwise the next one of the set.
 */
export function nextChord(
  sounding: string | undefined,
  { exercise, played, set }: { exercise: Exercise | null; played: readonly Played[]; set: readonly string[] },
): string | undefined {
  const key = sounding === undefined ? undefined : keyOf(sounding);
  if (exercise) {
    const [first, second] = exercise.pair;
    return key === keyOf(first) ? second : first;
  }
  if (key === undefined) return undefined;
  const frequent = mostFrequentAfter(key, played);
  if (frequent) return frequent;
  const at = set.findIndex((name) => keyOf(name) === key);
  const next = at < 0 ? undefined : set[(at + 1) % set.length];
  return next !== undefined && keyOf(next) !== key ? next : undefined;
}
