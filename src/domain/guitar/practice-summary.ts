/**
 * A practice in figures. The words:
 *
 * - A *message* names a chord that is played. The same key as before is a *re-strum*, another one a *change*.
 * - A *rest* ends a chord: going into it and coming out of it are no changes, and the time it lasts belongs to no chord.
 * - A *gap* is a time without a message (from the start, to the end, or between two) that is longer than `gap_ms`. None of
 *   it is active, none of it counts as holding a chord, and a change across it tells nothing about speed.
 */
import { restKey } from "./chords.ts";
import { median, mostChangesInAMinute } from "./practice-figures.ts";

/** A practice as it was recorded, times in ms by one clock, the server's. */
export interface Practice {
  readonly started_at: number;
  readonly ended_at: number;
  readonly changes: readonly ChordPlayed[];
}

/** A chord or a rest, by the key and name that `parseChord` gives it, and when it was played. */
export interface ChordPlayed {
  readonly key: string;
  readonly name: string;
  readonly at: number;
}

/** How one chord was left for another. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** From entering the one, not its last re-strum, to entering the other; null where each time had a gap in it. */
  readonly median_ms: number | null;
  readonly best_ms: number | null;
  readonly last_ms: number | null;
}

/** What `summarise` finds. Chords are named as they were first spelled. */
export interface PracticeSummary {
  /** From start to end. */
  readonly duration_ms: number;
  /** The same without its gaps. */
  readonly active_ms: number;
  /** Chords that were sent, re-strums among them, rests not. */
  readonly messages: number;
  readonly distinct_chords: number;
  readonly changes: number;
  /** Changes for each active minute; null where no time was active. */
  readonly changes_per_minute: number | null;
  /** How often a chord was entered: the changes, and the first chord of all and after each rest. D-A-D-A are four. */
  readonly landings: number;
  /** The most changes within any 60 s. */
  readonly best_minute: number;
  /** The longest time without a gap. */
  readonly longest_streak_ms: number;
  /** At most 500. Most often sent first (`count` has the re-strums), then longest held. */
  readonly most_used: readonly { readonly name: string; readonly count: number; readonly held_ms: number }[];
  /** At most 500. Most frequent first, then in order of appearance. */
  readonly transitions: readonly Transition[];
  /** At most three, slowest median first: to be practised. */
  readonly slowest: readonly { readonly from: string; readonly to: string; readonly median_ms: number }[];
  /** Beside the best earlier rate; null where there is none. */
  readonly compared: { readonly changes_per_minute: number; readonly better: boolean } | null;
}

/** How many chords and transitions are listed at most: with all that can be spelled, a summary would exceed 1 MiB. */
const maxListed = 500;

interface Used {
  readonly name: string;
  count: number;
  held_ms: number;
}

/** The chord that sounds: since when, and whether a gap has been in it. */
interface HeldChord {
  readonly key: string;
  readonly chord: Used;
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
 * The summary of a practice. Messages may come in any order; one from before the start or after the end counts at that
 * edge, and an end before the start is taken for the start. `best` is the highest `changes_per_minute` so far.
 */
export function summarise(
  { started_at, ended_at, changes: played }: Practice,
  { gap_ms = 30_000, best = null }: { readonly gap_ms?: number; readonly best?: number | null } = {},
): PracticeSummary {
  const end = Math.max(started_at, ended_at);
  const inOrder = played
    .map(({ key, name, at }) => ({ key, name, at: Math.min(Math.max(at, started_at), end) }))
    .sort((a, b) => a.at - b.at);

  const used = new Map<string, Used>();
  const pairs = new Map<string, Pair>();
  const changedAt: number[] = [];
  let landings = 0;
  let active_ms = 0;
  let streak = 0;
  let longest_streak_ms = 0;
  let last = started_at;
  const hand: { on: HeldChord | null } = { on: null };

  const pass = (until: number) => {
    const time = until - last;
    last = until;
    if (time > gap_ms) {
      streak = 0;
      if (hand.on) hand.on.gap = true;
      return;
    }
    active_ms += time;
    streak += time;
    longest_streak_ms = Math.max(longest_streak_ms, streak);
    if (hand.on) hand.on.chord.held_ms += time;
  };

  for (const { key, name, at } of inOrder) {
    pass(at);
    if (key === restKey) {
      hand.on = null;
      continue;
    }
    const chord = used.get(key) ?? { name, count: 0, held_ms: 0 };
    used.set(key, chord);
    chord.count++;
    const left = hand.on;
    if (left?.key === key) continue;
    landings++;
    if (left) {
      changedAt.push(at);
      const way = JSON.stringify([left.key, key]);
      const pair = pairs.get(way) ?? { from: left.chord.name, to: chord.name, count: 0, times: [] };
      pairs.set(way, pair);
      pair.count++;
      if (!left.gap) pair.times.push(at - left.since);
    }
    hand.on = { key, chord, since: at, gap: false };
  }
  pass(end);

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
    best_minute: mostChangesInAMinute(changedAt),
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
