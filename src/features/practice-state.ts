/** The state of a room's practices: who is playing, what they play, and the summaries of earlier practices. */
import { z } from "zod";
import { keyOf } from "../domain/guitar/chords.ts";
import { oneMinute } from "../domain/guitar/one-minute.ts";
import { minActiveMs, tempoOf } from "../domain/guitar/practice-figures.ts";
import { type ChordPlayed, summarise } from "../domain/guitar/practice-summary.ts";
import { Count, Time, toTime } from "../domain/ids.ts";
import { count, type Usage } from "./quota.ts";

/** How long after the last chord a practice ends, in milliseconds. */
export const silenceMs = 5 * 60_000;
/** How many finished practices of a person are kept. */
const maxFinished = 50;
const minute = 60_000;
/** How many chords of a running practice are kept: more than six hours of quick playing. */
const maxChords = 20_000;
/** How many of them a page reads when it loads: a minute at 50 per second. */
const maxRecent = 3000;

/** One-minute changes: to and fro between two chords, for so many seconds. */
export const Exercise = z.object({
  pair: z.tuple([z.string().max(64), z.string().max(64)]),
  seconds: z.number().int().min(10).max(600).default(60),
});
export type Exercise = z.output<typeof Exercise>;

/** What ended a practice; `session`: the class ended first. */
export const EndedBy = z.enum(["person", "restart", "silence", "session"]);
export type EndedBy = z.infer<typeof EndedBy>;

const Milliseconds = z.number().nonnegative();
const Transition = z.object({ from: z.string(), to: z.string() });

/** The summary of a practice. `summarise` computes the figures and documents them. */
export const Finished = z.object({
  started_at: Time,
  ended_at: Time,
  ended_by: EndedBy,
  exercise: Exercise.extend({ landings: Count, returns: Count, wrong: Count }).nullable(),
  duration_ms: Milliseconds,
  active_ms: Milliseconds,
  messages: Count,
  distinct_chords: Count,
  changes: Count,
  changes_per_minute: z.number().nullable(),
  landings: Count,
  best_minute: Count,
  longest_streak_ms: Milliseconds,
  most_used: z.array(z.object({ name: z.string(), count: Count, held_ms: Milliseconds })).readonly(),
  transitions: z
    .array(
      Transition.extend({
        count: Count,
        median_ms: Milliseconds.nullable(),
        best_ms: Milliseconds.nullable(),
        last_ms: Milliseconds.nullable(),
      }),
    )
    .readonly(),
  slowest: z.array(Transition.extend({ median_ms: Milliseconds })).readonly(),
  compared: z.object({ changes_per_minute: z.number(), better: z.boolean() }).nullable(),
});
export type Finished = z.output<typeof Finished>;

/** A person's best rate outside of exercises, and when it was: changing between two chords is faster than any song. */
export const Best = z.object({ changes_per_minute: z.number(), at: Time });
export type Best = z.output<typeof Best>;

/** A running practice; times in milliseconds since 1970. */
export interface Running {
  readonly started: number;
  readonly exercise: Exercise | null;
  /** The names of the chords that were played, and when each was: a snapshot encodes two lists faster than many objects. */
  readonly names: string[];
  readonly times: number[];
  /** When the last chord was played, or the practice started. */
  last: number;
}

/** Each map is by participant id. */
export interface State {
  /** How many chords were played and how many practices started, for the quotas. */
  played: Usage;
  begun: Usage;
  /** Ordered by the last chord, oldest first. */
  running: Map<string, Running>;
  /** The last practices, oldest first. */
  finished: Map<string, Finished[]>;
  best: Map<string, Best>;
  /** Each person's last chord, practising or not. */
  chord: Map<string, ChordPlayed>;
}

/** Returns the state before anybody has played. */
export const nothingPlayed = (): State => ({
  played: new Map(),
  begun: new Map(),
  running: new Map(),
  finished: new Map(),
  best: new Map(),
  chord: new Map(),
});

/** How a practice ended: when (ms since 1970), and the best rate of that person before. */
interface Ending {
  readonly at: number;
  readonly ended_by: EndedBy;
  readonly best: Best | undefined;
}

/** Returns the chords of a practice without the first `skipped`. */
export function chordsOf({ names, times }: Pick<Running, "names" | "times">, skipped = 0): ChordPlayed[] {
  const keys = new Map(Array.from(new Set(names.slice(skipped)), (name) => [name, keyOf(name)]));
  return times.slice(skipped).map((at, n) => {
    const name = names[skipped + n] ?? "";
    return { name, key: keys.get(name) ?? name, at };
  });
}

/** How many chords were played until `at` (ms since 1970). */
const playedUntil = ({ times }: Running, at: number): number => times.findLastIndex((time) => time <= at) + 1;

/** Returns how many changes were played within the 60 s before `at`. */
export const tempoAt = (running: Running, at: number): number =>
  // From the chord before them, because the first change is from it.
  tempoOf(chordsOf(running, Math.max(0, playedUntil(running, at - minute) - 1)), at);

/** Summarizes a practice that ends now. */
export function finish(running: Running, { at, ended_by, best }: Ending): Finished {
  const { started, exercise } = running;
  const chords = chordsOf(running);
  // The clock may have been set back since the last chord.
  const ended = Math.max(at, running.last);
  const practice = { started_at: started, ended_at: ended, changes: chords };
  return {
    started_at: toTime(started),
    ended_at: toTime(ended),
    ended_by,
    exercise: exercise && { ...exercise, ...landingsOf(exercise, started, chords) },
    ...summarise(practice, { best: exercise ? null : (best?.changes_per_minute ?? null) }),
  };
}

function landingsOf({ pair: [from, to], seconds }: Exercise, startedAt: number, chords: readonly ChordPlayed[]) {
  const times = { startedAt, lastsMs: seconds * 1000 };
  const { landings, returns, wrong } = oneMinute([keyOf(from), keyOf(to)], chords, times);
  return { landings, returns, wrong };
}

/** What was played within the 60 s before `at`, in an exercise since it began: the last 3,000 of it at most. */
export function recentChords(running: Running, at: number): readonly ChordPlayed[] {
  const before = running.exercise ? 0 : playedUntil(running, at - minute);
  return chordsOf(running, Math.max(before, running.times.length - maxRecent));
}

/** The person in the data of an event. */
interface PersonRef {
  readonly participant_id: string;
}

/** Starts a person's practice. */
export function begin(state: State, started: PersonRef & { exercise: Exercise | null }, at: number): void {
  const { participant_id: who, exercise } = started;
  count(state.begun, who, at);
  state.running.delete(who);
  state.running.set(who, { started: at, exercise, names: [], times: [], last: at });
}

/** Adds a chord that a person played; it counts if they are practising. */
export function play(state: State, { participant_id: who, chord }: PersonRef & { chord: string }, at: number): void {
  count(state.played, who, at);
  const running = state.running.get(who);
  const played = { name: chord, key: keyOf(chord), at: Math.max(at, running?.last ?? at) };
  state.chord.set(who, played);
  if (!running) return;
  running.names.push(played.name);
  running.times.push(played.at);
  if (running.times.length > maxChords) {
    running.names.shift();
    running.times.shift();
  }
  running.last = played.at;
  state.running.delete(who);
  state.running.set(who, running);
}

/** Ends a person's practice; after a silence, at its last chord. */
export function close(
  state: State,
  { participant_id: who, ended_by }: PersonRef & { ended_by: EndedBy },
  at: number,
): void {
  const running = state.running.get(who);
  if (!running) return;
  state.running.delete(who);
  const best = state.best.get(who);
  const done = finish(running, { at: ended_by === "silence" ? running.last : at, ended_by, best });
  state.finished.set(who, [...(state.finished.get(who) ?? []), done].slice(-maxFinished));
  const { changes_per_minute, active_ms, ended_at, exercise } = done;
  if (exercise || changes_per_minute === null || changes_per_minute === 0 || active_ms < minActiveMs) return;
  if (!best || changes_per_minute > best.changes_per_minute) state.best.set(who, { changes_per_minute, at: ended_at });
}
