/** Figures computed from the times of a practice. */
import { restKey } from "./chords.ts";

/** A practice with less active time than this, in milliseconds, has no speed and is never a personal best. */
export const minActiveMs = 10_000;

/** Returns the median of numbers in ascending order; null if there are none. */
export function median(ascending: readonly number[]): number | null {
  const half = ascending.length / 2;
  const low = ascending[Math.ceil(half) - 1];
  const high = ascending[Math.floor(half)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Returns the maximum number of the ascending times (ms) within any 60 s; times exactly 60 s apart are not within 60 s. */
export function maxChangesInAMinute(times: readonly number[]): number {
  let max = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= 60_000) first++;
    max = Math.max(max, index - first + 1);
  }
  return max;
}

/** Counts the changes in the 60 s before `at`. `played` is oldest first; into and out of a rest is not a change. */
export function tempoOf(played: readonly { readonly key: string; readonly at: number }[], at: number): number {
  let changes = 0;
  for (let n = played.length - 1; n > 0; n--) {
    const [chord, previous] = [played[n], played[n - 1]];
    if (!chord || !previous || chord.at <= at - 60_000) break;
    const isSounding = chord.key !== restKey && previous.key !== restKey;
    if (isSounding && chord.key !== previous.key) changes += 1;
  }
  return changes;
}

/** Counts chords and changes. `played` is oldest first; rests are neither. */
export function countsOf(played: readonly { readonly key: string }[]): { messages: number; changes: number } {
  let messages = 0;
  let changes = 0;
  let previous = restKey;
  for (const { key } of played) {
    if (key !== restKey) messages += 1;
    if (key !== restKey && previous !== restKey && key !== previous) changes += 1;
    previous = key;
  }
  return { messages, changes };
}
