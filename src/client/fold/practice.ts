/** Guitar practice: each player's last chord, and the chords that tempo and exercises are counted from. */

import { keyOf } from "../../domain/guitar/chords.ts";
import { type OneMinute, oneMinute } from "../../domain/guitar/one-minute.ts";
import { tempoOf } from "../../domain/guitar/practice-figures.ts";
import type { Role } from "../../domain/roles.ts";
import type { DataOf, ItemOf, ViewOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice, ifUsed, withEntry } from "./slice.ts";

/** A one-minute-changes exercise: changing between two chords for a number of seconds. */
export type Exercise = NonNullable<DataOf<"practice.updated">["exercise"]>;

/** A played chord; `at` in milliseconds since 1970, by the server. */
export interface Played {
  readonly name: string;
  /** As `parseChord` has it: two spellings of one chord have one key. */
  readonly key: string;
  readonly at: number;
}

/** One player. */
export interface Playing {
  /** The last chord, practising or not. */
  readonly chord: Played | undefined;
  /** Since when (ms since 1970; 0 if unknown, because the class's view does not contain it), and what for, if they practise. */
  readonly running: { readonly started: number; readonly exercise: Exercise | null } | undefined;
  /** The chords of the last minute, in an exercise since it began; oldest first. */
  readonly recent: readonly Played[];
  /** What ended the last practice that this page saw end. */
  readonly ended_by: DataOf<"practice.updated">["ended_by"];
}

/** All players. */
export interface Practice {
  readonly you: { readonly id: string; readonly role: Role };
  /** By participant id. */
  readonly players: ReadonlyMap<string, Playing>;
}

/** A person's current and earlier practices. */
export type PracticeSummary = ViewOf<"practice.summary">;

const minute = 60_000;

/** A player before any chord. */
export const noPlaying: Playing = { chord: undefined, running: undefined, recent: [], ended_by: null };

/** Builds a chord that was played at a time (ISO 8601). */
export const toPlayed = (name: string, at: string): Played => ({
  name,
  key: keyOf(name),
  at: Date.parse(at),
});

const put = (state: Practice, id: string, to: (player: Playing) => Playing): Practice => ({
  ...state,
  players: withEntry(state.players, id, to(state.players.get(id) ?? noPlaying)),
});

function withChord(player: Playing, chord: Played): Playing {
  const all = [...player.recent, chord];
  return {
    ...player,
    chord,
    recent: player.running?.exercise ? all : all.filter(({ at }) => at > chord.at - minute),
  };
}

/** Folds chords and practices; a view has the state before. */
export const practice = defineSlice<Practice, Api>({
  start: ({ you: { id, role } }) => ({ you: { id, role }, players: new Map() }),
  folds: {
    "chord.changed": (state, { participant_id, chord, timestamp }) =>
      put(state, participant_id, (player) => withChord(player, toPlayed(chord, timestamp))),
    "practice.updated": (state, { participant_id, status, exercise, ended_by }, at) =>
      put(state, participant_id, (player) =>
        status === "started"
          ? { ...player, running: { started: Date.parse(at), exercise }, recent: [], ended_by: null }
          : { ...player, running: undefined, ended_by },
      ),
  },
  readable: ifUsed("practice"),
  views: ["practice.summary"],
  fromViews: ({ "practice.summary": view }, { you }) =>
    you.role === "STUDENT" && view ? ofSummary(you, view.data) : undefined,
  async read(api, session, { you }) {
    if (you.role === "INSTRUCTOR") {
      const { data, ...answered } = await api.players(session);
      return {
        ...answered,
        data: { you, players: new Map(data.map((line) => [line.participant_id, fromLine(line)])) },
      };
    }
    const { data, ...answered } = await api.practice(session);
    return { ...answered, data: ofSummary(you, data) };
  },
});

function ofSummary(you: Practice["you"], summary: PracticeSummary): Practice {
  const player = fromSummary(summary);
  return { you, players: new Map(player ? [[you.id, player]] : []) };
}

/** The class's view has the tempo but no times, so as many changes are spread evenly over the minute before. */
function fromLine({ chord, changed_at, tempo, practising }: ItemOf<"practice.players">): Playing {
  const last = chord !== null && changed_at !== null ? toPlayed(chord, changed_at) : undefined;
  const until = last?.at ?? 0;
  const before = Array.from({ length: tempo }, (_, n) => ({
    name: "",
    key: `before ${n % 2}`,
    at: until - ((tempo - n) * minute) / (tempo + 1),
  }));
  return {
    chord: last,
    running: practising ? { started: 0, exercise: null } : undefined,
    recent: practising && last ? [...before, last] : [],
    ended_by: null,
  };
}

/** Builds a player from their own summary; undefined if no practice is running. */
export function fromSummary({ running }: PracticeSummary): Playing | undefined {
  if (!running) return undefined;
  const recent = running.recent.map(({ chord, timestamp }) => toPlayed(chord, timestamp));
  const { started_at, exercise, chord } = running;
  return {
    chord: recent.at(-1) ?? (chord === null ? undefined : toPlayed(chord, started_at)),
    running: { started: Date.parse(started_at), exercise },
    recent,
    ended_by: null,
  };
}

/** Adds the chords of the same practice from before this page was loaded; `known` is from their own summary. */
export function withKnown(player: Playing, known: Playing | undefined): Playing {
  if (!known?.running || !player.running || player.running.started > known.running.started) return player;
  const last = known.recent.at(-1)?.at ?? 0;
  const since = player.recent.filter(({ at, name }) => at > last && name !== "");
  return { ...player, running: known.running, recent: [...known.recent, ...since] };
}

/** Counts the changes within the 60 s before `now` (ms since 1970). */
export const tempoAt = ({ recent }: Playing, now: number): number => tempoOf(recent, now);

/** Returns the count of a running exercise so far; undefined if there is none. */
export function landingsOf({ running, recent }: Playing): OneMinute | undefined {
  if (!running?.exercise) return undefined;
  const { pair, seconds } = running.exercise;
  return oneMinute([keyOf(pair[0]), keyOf(pair[1])], recent, { startedAt: running.started, lastsMs: seconds * 1000 });
}
