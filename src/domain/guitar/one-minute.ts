/** One-minute changes: an exercise of changing between two chords as often as possible in 60 seconds. */
import { restKey } from "./chords.ts";

/** Duration of the exercise, in ms. */
const oneMinuteMs = 60_000;

/** The counts of one exercise. */
export interface OneMinute {
  /** **The count to show**, as JustinGuitar counts: every arrival at a chord of the pair (D-A-D-A is four). */
  readonly landings: number;
  /** Changes from one chord of the pair to the other: one fewer than the landings. */
  readonly changes: number;
  /** Returns from the second chord of the pair to the first, which other methods count (with a goal of 30). */
  readonly returns: number;
  /** Arrivals at any other chord, which are not landings. */
  readonly wrong: number;
}

/**
 * Counts an exercise over a pair of chord keys. It lasts `lastsMs` from `startedAt` (default: the first message);
 * messages outside of that time do not count. A re-strum is not an arrival, nor is the same chord of the pair after a
 * wrong one or a rest. Messages may be in any order.
 */
export function oneMinute(
  [first, second]: readonly [string, string],
  times: readonly { readonly key: string; readonly at: number }[],
  { startedAt, lastsMs = oneMinuteMs }: { readonly startedAt?: number; readonly lastsMs?: number } = {},
): OneMinute {
  const inOrder = times.toSorted((a, b) => a.at - b.at);
  const start = startedAt ?? inOrder[0]?.at ?? 0;
  let landings = 0;
  let returns = 0;
  let wrong = 0;
  let landed: string | null = null;
  let previous: string | null = null;
  for (const { key, at } of inOrder) {
    if (at < start || at - start >= lastsMs) continue;
    if (key === first || key === second) {
      if (key !== landed) landings++;
      if (key === first && landed === second && first !== second) returns++;
      landed = key;
    } else if (key !== restKey && key !== previous) {
      wrong++;
    }
    previous = key;
  }
  return { landings, changes: Math.max(0, landings - 1), returns, wrong };
}
