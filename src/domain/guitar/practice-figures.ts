/** Figures over the times of a practice. */

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
