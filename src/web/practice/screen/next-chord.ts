/** Which chord comes next, as far as one can know: it is shown before it is played. */
import type { Exercise, Played } from "../../../client/fold/practice.ts";
import { keyOf } from "../../../domain/guitar/chords.ts";

/** The chord that most often came after `key` in what was played; of those that came as often, the latest. */
function usualAfter(key: string, played: readonly Played[]): string | undefined {
  const counts = new Map<string, { name: string; count: number }>();
  for (const [n, chord] of played.entries()) {
    if (played[n - 1]?.key !== key || chord.key === key || chord.name === "") continue;
    const before = counts.get(chord.key)?.count ?? 0;
    counts.delete(chord.key);
    counts.set(chord.key, { name: chord.name, count: before + 1 });
  }
  let most: { name: string; count: number } | undefined;
  for (const one of counts.values()) if (!most || one.count >= most.count) most = one;
  return most?.name;
}

/**
 * What comes after the chord that sounds: in an exercise the other of its pair, else what most often came after it in
 * this practice, else the next of the set.
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
  const usual = usualAfter(key, played);
  if (usual) return usual;
  const at = set.findIndex((name) => keyOf(name) === key);
  const next = at < 0 ? undefined : set[(at + 1) % set.length];
  return next !== undefined && keyOf(next) !== key ? next : undefined;
}
