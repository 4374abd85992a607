/**
 * Guitar practice: a phone sends the chords, a PC shows them. A practice belongs to a person, not to a connection. Only the
 * server's clock counts: a client's own timestamp is passed on unchanged.
 *
 * Starting while practising ends the current practice (`restart`) and begins another, so that an app that was closed and
 * opened again gets the answer it expects. After five minutes without a chord a practice ends at its last chord.
 */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { type Chord, parseChord, type Rest } from "../domain/guitar/chords.ts";
import { countsOf } from "../domain/guitar/practice-figures.ts";
import { Count, IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery } from "../domain/paging.ts";
import { everyone } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import {
  Best,
  begin,
  chordsOf,
  close,
  EndedBy,
  Exercise,
  Finished,
  finish,
  nothingPlayed,
  play,
  recentChords,
  silenceMs,
  tempoAt,
} from "./practice-state.ts";
import { hourlyQuota } from "./quota.ts";
import { session } from "./session.ts";

/** Quotas per person. */
const requireChords = hourlyQuota(20_000);
const requirePractices = hourlyQuota(1000);

/** A client's own time, in whatever form it has it. */
export const Timestamp = z.union([z.string().max(64), z.number()]);

const Player = z.object({ participant_id: Uuid, user_id: IntId });
const PracticeUpdated = Player.extend({
  status: z.enum(["started", "ended"]),
  /** As the client sent it, otherwise the server's time; after a silence, the time of the last chord. */
  timestamp: Timestamp,
  exercise: Exercise.nullable(),
  /** What ended it; null if it started. */
  ended_by: EndedBy.exclude(["session"]).nullable(),
});
const PlayedChord = z.object({ chord: z.string(), timestamp: Time });

const Summary = z.object({
  running: z
    .object({
      started_at: Time,
      exercise: Exercise.nullable(),
      messages: Count,
      changes: Count,
      chord: z.string().nullable(),
      /** Changes within the last 60 s. */
      tempo: Count,
      /** What was played within the last 60 s, in an exercise since it began: for a page that was reloaded. */
      recent: z.array(PlayedChord),
    })
    .nullable(),
  last: Finished.nullable(),
  best: Best.nullable(),
  /** The last 50 practices, oldest first. */
  history: z.array(
    Finished.pick({ started_at: true, ended_at: true, ended_by: true, changes_per_minute: true, exercise: true }),
  ),
});
const PlayerItem = z.object({
  participant_id: Uuid,
  nickname: z.string(),
  chord: z.string().nullable(),
  changed_at: Time.nullable(),
  tempo: Count,
  practising: z.boolean(),
});
const PracticeRow = Finished.pick({ started_at: true, ended_at: true, ended_by: true }).extend({
  name: z.string(),
  /** Active minutes. */
  minutes: z.number(),
  messages: Count,
  chords: Count,
  changes: Count,
  changes_per_minute: z.number().nullable(),
  /** The pair of chords of a one-minute exercise, and how often the player landed on one of them. */
  exercise: z.string().nullable(),
  landings: Count.nullable(),
});

const faults = defineFaults({
  no_practice: { status: 409, text: "You are not practising." },
  not_a_chord: { status: 422, text: "This is no chord: a chord has a name like C, F#m7 or C/G." },
});

export const practice = defineFeature({
  name: "practice",
  faults,
  optional: "off",
  on: [session, participants],
  initial: nothingPlayed,
  commands: {
    "practice.start": {
      by: everyone.roles,
      http: "POST /practice/start",
      input: z.object({ timestamp: Timestamp.nullish(), exercise: Exercise.nullish() }),
      result: z.object({ started_at: Time, exercise: Exercise.nullable() }),
      about: "Start practising. A practice that is already running ends first.",
    },
    "practice.end": {
      by: everyone.roles,
      http: "POST /practice/end",
      input: z.object({ timestamp: Timestamp.nullish() }),
      result: Finished,
      about: "End the sender's practice and return its summary.",
    },
    "chord.change": {
      by: everyone.roles,
      http: "POST /practice/chords",
      input: z.object({ chord: z.string().max(64) }),
      result: PlayedChord,
      about: "Play a chord. It counts if the sender is practising.",
    },
  },
  events: {
    "practice.updated": { to: everyone, data: PracticeUpdated, about: "A person's practice started or ended." },
    "chord.changed": { to: everyone, data: Player.extend(PlayedChord.shape), about: "A person played a chord." },
  },
  views: {
    summary: {
      by: everyone.roles,
      http: "GET /practice/summary",
      query: z.object({ participant_id: Uuid.optional() }),
      result: Summary,
      read: ({ state, room, viewer, query: { participant_id: who = viewer.id }, at }) => {
        if (who !== viewer.id && viewer.role !== "INSTRUCTOR") throw new Fault("not_allowed");
        if (!room.participants.people.has(who)) throw new Fault("participant_not_found");
        const running = state.running.get(who);
        const best = state.best.get(who);
        const finished = state.finished.get(who) ?? [];
        return {
          running: running
            ? {
                started_at: toTime(running.started),
                exercise: running.exercise,
                // Not the whole summary: pages are loaded often, and a practice may be long.
                ...countsOf(chordsOf(running)),
                chord: running.names.at(-1) ?? null,
                tempo: tempoAt(running, at),
                recent: recentChords(running, at).map(({ name, at }) => ({ chord: name, timestamp: toTime(at) })),
              }
            : null,
          last: finished.at(-1) ?? null,
          best: best ?? null,
          history: finished.map(({ started_at, ended_at, ended_by, changes_per_minute, exercise }) => ({
            started_at,
            ended_at,
            ended_by,
            changes_per_minute,
            exercise,
          })),
        };
      },
      about: "Summarize a person's current, last, best and recent practices. Only teachers can read those of others.",
    },
    players: {
      by: ["INSTRUCTOR"],
      http: "GET /practice/players",
      query: pageQuery(Uuid),
      result: z.array(PlayerItem),
      pageBy: "participant_id",
      read: ({ state, room, at }) => {
        const { people, removed } = room.participants;
        return people
          .values()
          .filter(({ id, role }) => !removed.has(id) && (role === "STUDENT" || state.chord.has(id)))
          .map(({ id, nickname }) => {
            const running = state.running.get(id);
            const played = state.chord.get(id);
            return {
              participant_id: id,
              nickname,
              chord: played?.name ?? null,
              changed_at: played ? toTime(played.at) : null,
              tempo: running ? tempoAt(running, at) : 0,
              practising: running !== undefined,
            };
          });
      },
      about: "List the players: each one's last chord, and the tempo of those who are practising.",
    },
  },
  report: {
    practice: {
      row: PracticeRow,
      read: ({ state, room }) =>
        Array.from(state.finished).flatMap(([id, finished]) =>
          finished.map(({ started_at, ended_at, ended_by, active_ms, exercise, ...figures }) => ({
            name: room.participants.people.get(id)?.nickname ?? "",
            started_at,
            ended_at,
            ended_by,
            minutes: Math.round(active_ms / 6_000) / 10,
            messages: figures.messages,
            chords: figures.distinct_chords,
            changes: figures.changes,
            changes_per_minute: rounded(figures.changes_per_minute),
            exercise: exercise?.pair.join(" – ") ?? null,
            landings: exercise?.landings ?? null,
          })),
        ),
    },
  },
  decide: {
    "practice.start"({ state, input, actor, at, emit }) {
      requirePractices(state.begun, actor.id, at);
      const exercise = input.exercise ? exerciseOf(input.exercise) : null;
      const timestamp = input.timestamp ?? toTime(at);
      const who = { participant_id: actor.id, user_id: actor.user_id, timestamp };
      const before = state.running.get(actor.id);
      if (before) emit("practice.updated", { ...who, status: "ended", exercise: before.exercise, ended_by: "restart" });
      emit("practice.updated", { ...who, status: "started", exercise, ended_by: null });
      return { started_at: toTime(at), exercise };
    },
    "practice.end"({ state, input, actor, at, emit }) {
      const running = state.running.get(actor.id);
      if (!running) throw new Fault(faults.no_practice);
      const { exercise } = running;
      const who = { participant_id: actor.id, user_id: actor.user_id, timestamp: input.timestamp ?? toTime(at) };
      emit("practice.updated", { ...who, status: "ended", exercise, ended_by: "person" });
      return finish(running, { at, ended_by: "person", best: state.best.get(actor.id) });
    },
    "chord.change"({ state, input, actor, at, emit }) {
      requireChords(state.played, actor.id, at);
      const sounded = { chord: chordOf(input.chord).name, timestamp: toTime(at) };
      emit("chord.changed", { ...sounded, participant_id: actor.id, user_id: actor.user_id });
      return sounded;
    },
  },
  due({ state }) {
    const [longest] = state.running.values();
    return longest && longest.last + silenceMs;
  },
  moments: {
    due({ state, room, at, emit }) {
      for (const [id, { last, exercise }] of state.running) {
        const person = room.participants.people.get(id);
        if (!person || last + silenceMs > at) continue;
        const who = { participant_id: id, user_id: person.user_id, timestamp: toTime(last) };
        emit("practice.updated", { ...who, status: "ended", exercise, ended_by: "silence" });
      }
    },
  },
  evolve: {
    "practice.updated"({ state, at }, { participant_id, status, exercise, ended_by }) {
      if (status === "started") begin(state, { participant_id, exercise }, at);
      else close(state, { participant_id, ended_by: ended_by ?? "person" }, at);
    },
    "chord.changed"({ state, at }, played) {
      play(state, played, at);
    },
    "session.status_changed"({ state, at }, { status }) {
      if (status !== "ENDED") return;
      for (const id of [...state.running.keys()]) close(state, { participant_id: id, ended_by: "session" }, at);
    },
  },
});

function chordOf(text: string): Chord | Rest {
  const chord = parseChord(text);
  if (!chord) throw new Fault(faults.not_a_chord);
  return chord;
}

/** Checks an exercise: two chords that sound different, neither a rest. Keeps their spelling, trimmed. */
function exerciseOf({ pair, seconds }: Exercise): Exercise {
  const [from, to] = [chordOf(pair[0]), chordOf(pair[1])];
  if (from.rest || to.rest) throw new Fault(faults.not_a_chord);
  if (from.key === to.key) throw new Fault("does_not_fit", "An exercise goes between two different chords.");
  return { pair: [from.name, to.name], seconds };
}

const rounded = (rate: number | null) => rate && Math.round(rate * 10) / 10;
