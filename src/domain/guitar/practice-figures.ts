/** Figures over the times of a practice. */
import { restKey } from "./chords.ts";

/** A practice with less active time than this, in milliseconds, says nothing of speed, and is nobody's best. */
export const shortest = 10_000;

/** The middle of numbers in ascending order, between the two middle ones where they are even; null of none. */
export function median(ascending: readonly number[]): number | null {
  const half = ascending.length / 2;
  const low = ascending[Math.ceil(half) - 1];
  const high = ascending[Math.floor(half)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The most of the ascending times (ms) that lie within any 60 s; two that are exactly 60 s apart do not. */
export function mostChangesInAMinute(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= 60_000) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** The changes within the 60 s before `at`, in what was played, oldest first: into a rest and out of it is none. */
export function tempoOf(played: readonly { readonly key: string; readonly at: number }[], at: number): number {
  let changes = 0;
  for (let n = played.length - 1; n > 0; n--) {
    const [chord, before] = [played[n], played[n - 1]];
    if (!chord || !before || chord.at <= at - 60_000) break;
    const sounding = chord.key !== restKey && before.key !== restKey;
    if (sounding && chord.key !== before.key) changes += 1;
  }
  return changes;
}

/** Chords and changes in what was played, oldest first; rests are neither. */
export function countsOf(played: readonly { readonly key: string }[]): { messages: number; changes: number } {
  let messages = 0;
  let changes = 0;
  let before = restKey;
  for (const { key } of played) {
    if (key !== restKey) messages += 1;
    if (key !== restKey && before !== restKey && key !== before) changes += 1;
    before = key;
  }
  return { messages, changes };
}
