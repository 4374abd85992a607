/**
 * The summary of a practice in figures. Definitions:
 *
 * - A *message* names a chord that is played. The same key as before is a *re-strum*, a different one a *change*.
 * - A *rest* ends a chord: going into and out of it is not a change, and its time belongs to no chord.
 * - A *gap* is a time without a message (from the start, to the end, or between two) that is longer than `gap_ms`. It is
 *   not active time, no chord is held during it, and a change across it is not timed.
 */
import { restKey } from "./chords.ts";
import { maxChangesInAMinute, median } from "./practice-figures.ts";

/** A recorded practice. Times are in ms by the server's clock. */
export interface Practice {
  readonly started_at: number;
  readonly ended_at: number;
  readonly changes: readonly ChordPlayed[];
}

/** A chord or rest with the key and name from `parseChord`, and when it was played. */
export interface ChordPlayed {
  readonly key: string;
  readonly name: string;
  readonly at: number;
}

/** Figures about the changes from one chord to another. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** From entering the first chord (not its last re-strum) to entering the second; null if every time had a gap. */
  readonly median_ms: number | null;
  readonly best_ms: number | null;
  readonly last_ms: number | null;
}

/** The result of `summarise`. Chords have the name with which they were first spelled. */
export interface PracticeSummary {
  /** From start to end. */
  readonly duration_ms: number;
  /** The duration without gaps. */
  readonly active_ms: number;
  /** The number of chords sent, including re-strums but not rests. */
  readonly messages: number;
  readonly distinct_chords: number;
  readonly changes: number;
  /** Changes per active minute; null if there was no active time. */
  readonly changes_per_minute: number | null;
  /** How often a chord was entered: by a change, as the first chord, or after a rest. D-A-D-A is four. */
  readonly landings: number;
  /** The most changes within any 60 s. */
  readonly best_minute: number;
  /** The longest active time without a gap. */
  readonly longest_streak_ms: number;
  /** At most 500. Most often sent first (`count` has the re-strums), then longest held. */
  readonly most_used: readonly { readonly name: string; readonly count: number; readonly held_ms: number }[];
  /** At most 500. Most frequent first, then in order of appearance. */
  readonly transitions: readonly Transition[];
  /** At most three, slowest median first: to be practised. */
  readonly slowest: readonly { readonly from: string; readonly to: string; readonly median_ms: number }[];
  /** The comparison with the best earlier rate; null if there is none. */
  readonly compared: { readonly changes_per_minute: number; readonly better: boolean } | null;
}

/** The maximum number of listed chords and transitions: with every possible chord a summary would exceed 1 MiB. */
const maxListed = 500;

interface ChordUse {
  readonly name: string;
  count: number;
  held_ms: number;
}

/** The sounding chord: when it was entered, and whether there was a gap since then. */
interface CurrentChord {
  readonly key: string;
  readonly chord: ChordUse;
  readonly since: number;
  gap: boolean;
}

interface Pair {
  readonly from: string;
  readonly to: string;
  count: number;
  readonly times: number[];
}

/**
 * Summarizes a practice. Messages may be in any order; times outside of the practice are moved to its start or end, and an
 * end before the start to the start. `best` is the highest `changes_per_minute` so far.
 */
export function summarise(
  { started_at, ended_at, changes: played }: Practice,
  { gap_ms = 30_000, best = null }: { readonly gap_ms?: number; readonly best?: number | null } = {},
): PracticeSummary {
  const end = Math.max(started_at, ended_at);
  const inOrder = played
    .map(({ key, name, at }) => ({ key, name, at: Math.min(Math.max(at, started_at), end) }))
    .sort((a, b) => a.at - b.at);

  const used = new Map<string, ChordUse>();
  const pairs = new Map<string, Pair>();
  const changedAt: number[] = [];
  let landings = 0;
  let active_ms = 0;
  let streak = 0;
  let longest_streak_ms = 0;
  let last = started_at;
  const current: { chord: CurrentChord | null } = { chord: null };

  const advanceTo = (until: number) => {
    const time = until - last;
    last = until;
    if (time > gap_ms) {
      streak = 0;
      if (current.chord) current.chord.gap = true;
      return;
    }
    active_ms += time;
    streak += time;
    longest_streak_ms = Math.max(longest_streak_ms, streak);
    if (current.chord) current.chord.chord.held_ms += time;
  };

  for (const { key, name, at } of inOrder) {
    advanceTo(at);
    if (key === restKey) {
      current.chord = null;
      continue;
    }
    const chord = used.get(key) ?? { name, count: 0, held_ms: 0 };
    used.set(key, chord);
    chord.count++;
    const previous = current.chord;
    if (previous?.key === key) continue;
    landings++;
    if (previous) {
      changedAt.push(at);
      const pairKey = JSON.stringify([previous.key, key]);
      const pair = pairs.get(pairKey) ?? { from: previous.chord.name, to: chord.name, count: 0, times: [] };
      pairs.set(pairKey, pair);
      pair.count++;
      if (!previous.gap) pair.times.push(at - previous.since);
    }
    current.chord = { key, chord, since: at, gap: false };
  }
  advanceTo(end);

  const transitions = [...pairs.values()].map(toTransition).sort((a, b) => b.count - a.count);
  const changes = changedAt.length;
  const changes_per_minute = active_ms > 0 ? (changes * 60_000) / active_ms : null;
  const most_used = [...used.values()].sort((a, b) => b.count - a.count || b.held_ms - a.held_ms);
  return {
    duration_ms: end - started_at,
    active_ms,
    messages: most_used.reduce((sum, { count }) => sum + count, 0),
    distinct_chords: used.size,
    changes,
    changes_per_minute,
    landings,
    best_minute: maxChangesInAMinute(changedAt),
    longest_streak_ms,
    most_used: most_used.slice(0, maxListed),
    transitions: transitions.slice(0, maxListed),
    slowest: transitions
      .flatMap(({ from, to, median_ms }) => (median_ms === null ? [] : [{ from, to, median_ms }]))
      .sort((a, b) => b.median_ms - a.median_ms)
      .slice(0, 3),
    compared:
      best === null
        ? null
        : { changes_per_minute: best, better: changes_per_minute !== null && changes_per_minute > best },
  };
}

function toTransition({ from, to, count, times }: Pair): Transition {
  const last_ms = times.at(-1) ?? null;
  const inOrder = times.toSorted((a, b) => a - b);
  return { from, to, count, median_ms: median(inOrder), best_ms: inOrder[0] ?? null, last_ms };
}
