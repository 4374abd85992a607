/** One-minute changes: two chords, 60 seconds, back and forth as often as they come clean. */
import { restKey } from "./chords.ts";

/** How long the exercise lasts, in ms. */
const oneMinuteMs = 60_000;

/** What was counted in one exercise. */
export interface OneMinute {
  /** **The count to show**, as JustinGuitar counts: every arrival at a chord of the pair, D-A-D-A are four. */
  readonly landings: number;
  /** From one chord of the pair to the other: one fewer than the landings. */
  readonly changes: number;
  /** Arrivals back at the first chord of the pair from the second, which others count (their goal is 30). */
  readonly returns: number;
  /** Arrivals at any other chord, which are no landings. */
  readonly wrong: number;
}

/**
 * Counts an exercise over a pair of chord keys. It lasts `lasts_ms`, a minute, from `started_at`, which is the first
 * message where it is not given; what comes before or from its end on does not count. A re-strum is no arrival, nor is
 * the same chord of the pair again after a wrong one or a rest. Messages may come in any order.
 */
export function oneMinute(
  [first, second]: readonly [string, string],
  times: readonly { readonly key: string; readonly at: number }[],
  started_at?: number,
  lasts_ms: number = oneMinuteMs,
): OneMinute {
  const inOrder = times.toSorted((a, b) => a.at - b.at);
  const start = started_at ?? inOrder[0]?.at ?? 0;
  let landings = 0;
  let returns = 0;
  let wrong = 0;
  let landed: string | null = null;
  let before: string | null = null;
  for (const { key, at } of inOrder) {
    if (at < start || at - start >= lasts_ms) continue;
    if (key === first || key === second) {
      if (key !== landed) landings++;
      if (key === first && landed === second && first !== second) returns++;
      landed = key;
    } else if (key !== restKey && key !== before) {
      wrong++;
    }
    before = key;
  }
  return { landings, changes: Math.max(0, landings - 1), returns, wrong };
}
