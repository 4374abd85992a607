/** Practices on paper: chords at their seconds, and what is read of them. */
import { practice } from "../../src/features/practice.ts";
import { ann, at, type Paper, paperRoom, teacher } from "./rules.ts";

/** A room that practises. */
export const practiceRoom = () => paperRoom({ features: ["practice"] });
/** So many seconds after the beginning, on the wire. */
export const after = (seconds: number) => new Date(at + seconds * 1000).toISOString();

/** Moves the clock to so many seconds after the beginning. */
export function when(room: Paper, seconds: number): Paper {
  room.clock.now = at + seconds * 1000;
  return room;
}

/** Plays chords at their seconds. */
export function plays(room: Paper, who: typeof ann, ...chords: [seconds: number, chord: string][]): Paper {
  for (const [seconds, chord] of chords) when(room, seconds).after(who, "chord.change", { chord });
  return room;
}

/** What one reads of a practice: one's own, or somebody else's. */
export const summary = ({ state, clock }: Paper, viewer: typeof ann, participant_id?: string): any =>
  practice.views.summary.read({
    state: state.practice,
    room: state,
    viewer,
    at: clock.now,
    query: { ...(participant_id !== undefined && { participant_id }) },
  });
/** What the teacher reads of the class. */
export const players = ({ state, clock }: Paper) =>
  Array.from(
    practice.views.players.read({
      state: state.practice,
      room: state,
      viewer: teacher,
      at: clock.now,
      query: { limit: 50 },
    }) as Iterable<any>,
  );

/** GUITAR's worked example: C 0, G 2, C 3.5, C 4, Am 6, from 0 to 10 s. */
export const example = (room: Paper): Paper =>
  when(plays(when(room, 0).after(ann, "practice.start"), ann, [0, "C"], [2, "G"], [3.5, "C"], [4, "C"], [6, "Am"]), 10);
