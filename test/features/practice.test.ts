import { describe, expect, test } from "bun:test";
import { practice } from "../../src/features/practice.ts";
import { ann, at, bob, newcomer, type Paper, paperRoom, teacher, time } from "../support/rules.ts";

const open = () => paperRoom({ features: ["practice"] });
const after = (seconds: number) => new Date(at + seconds * 1000).toISOString();

const updated = (who: typeof ann, more: object) => ({
  type: "practice.updated",
  data: { participant_id: who.id, user_id: who.user_id, timestamp: time, exercise: null, ended_by: null, ...more },
});
const sounded = (who: typeof ann, chord: string, timestamp = time) => ({
  type: "chord.changed",
  data: { chord, timestamp, participant_id: who.id, user_id: who.user_id },
});

/** Moves the clock to so many seconds after the beginning. */
function when(room: Paper, seconds: number): Paper {
  room.clock.now = at + seconds * 1000;
  return room;
}

/** Plays chords at their seconds. */
function plays(room: Paper, who: typeof ann, ...chords: [seconds: number, chord: string][]): Paper {
  for (const [seconds, chord] of chords) when(room, seconds).after(who, "chord.change", { chord });
  return room;
}

const summary = ({ state, clock }: Paper, viewer: typeof ann, participant_id?: string): any =>
  practice.views.summary.read({
    state: state.practice,
    room: state,
    viewer,
    at: clock.now,
    query: { ...(participant_id !== undefined && { participant_id }) },
  });
const players = ({ state, clock }: Paper) =>
  practice.views.players.read({ state: state.practice, room: state, viewer: teacher, at: clock.now, query: {} });

/** GUITAR's worked example: C 0, G 2, C 3.5, C 4, Am 6, from 0 to 10 s. */
const example = (room: Paper): Paper =>
  when(plays(when(room, 0).after(ann, "practice.start"), ann, [0, "C"], [2, "G"], [3.5, "C"], [4, "C"], [6, "Am"]), 10);
const exampleResult = {
  started_at: time,
  ended_at: after(10),
  ended_by: "person",
  exercise: null,
  duration_ms: 10_000,
  active_ms: 10_000,
  messages: 5,
  distinct_chords: 3,
  changes: 3,
  changes_per_minute: 18,
  landings: 4,
  best_minute: 3,
  longest_streak_ms: 10_000,
  most_used: [
    { name: "C", count: 3, held_ms: 4500 },
    { name: "Am", count: 1, held_ms: 4000 },
    { name: "G", count: 1, held_ms: 1500 },
  ],
  transitions: [
    { from: "C", to: "G", count: 1, median_ms: 2000, best_ms: 2000, last_ms: 2000 },
    { from: "G", to: "C", count: 1, median_ms: 1500, best_ms: 1500, last_ms: 1500 },
    { from: "C", to: "Am", count: 1, median_ms: 2500, best_ms: 2500, last_ms: 2500 },
  ],
  slowest: [
    { from: "C", to: "Am", median_ms: 2500 },
    { from: "C", to: "G", median_ms: 2000 },
    { from: "G", to: "C", median_ms: 1500 },
  ],
  compared: null,
};

describe("beginning to practise", () => {
  const exercise = { pair: ["D", "A7"], seconds: 60 };
  const table: [string, unknown, object, object | null][] = [
    ["with nothing", {}, { timestamp: time }, null],
    ["with null for everything", { timestamp: null, exercise: null }, { timestamp: time }, null],
    ["with the client's time as it is", { timestamp: "yesterday" }, { timestamp: "yesterday" }, null],
    ["also as a number", { timestamp: -1.5 }, { timestamp: -1.5 }, null],
    ["with an exercise of 60 s", { exercise: { pair: [" D ", "A7"] } }, { timestamp: time, exercise }, exercise],
  ];
  test.each(table)("%s", (_, input, data, exercise) => {
    expect(open().do(ann, "practice.start", input)).toEqual({
      result: { started_at: time, exercise },
      told: [updated(ann, { status: "started", ...data })],
    });
  });

  const refused: [string, unknown, string][] = [
    ["not with a time of more than 64 characters", { timestamp: "x".repeat(65) }, "does_not_fit"],
    ["not with a time that is an object", { timestamp: {} }, "does_not_fit"],
    ["not with one chord", { exercise: { pair: ["C"] } }, "does_not_fit"],
    ["not with what is no chord", { exercise: { pair: ["C", "H"] } }, "not_a_chord"],
    ["not with a rest", { exercise: { pair: ["C", "N.C."] } }, "not_a_chord"],
    ["not to and fro between a chord and itself", { exercise: { pair: ["C#", "Db"] } }, "does_not_fit"],
    ["not for nine seconds", { exercise: { pair: ["C", "G"], seconds: 9 } }, "does_not_fit"],
    ["not for eleven minutes", { exercise: { pair: ["C", "G"], seconds: 660 } }, "does_not_fit"],
  ];
  test.each(refused)("%s", (_, input, code) => {
    expect(open().do(ann, "practice.start", input)).toBe(code);
  });

  test("who does so already ends that and begins anew", () => {
    const room = when(open().after(ann, "practice.start", { exercise }), 5);
    expect(room.do(ann, "practice.start", { timestamp: "again" })).toEqual({
      result: { started_at: after(5), exercise: null },
      told: [
        updated(ann, { status: "ended", timestamp: "again", exercise, ended_by: "restart" }),
        updated(ann, { status: "started", timestamp: "again" }),
      ],
    });
    const { running, history } = summary(room, ann);
    expect([running?.started_at, history.map(({ ended_at, ended_by }: any) => [ended_at, ended_by])]).toEqual([
      after(5),
      [[after(5), "restart"]],
    ]);
  });

  test("everybody may, each for themselves, while the class is paused too; not after its end, nor without the feature", () => {
    const room = paperRoom({ features: ["practice"], status: "PAUSED" }).after(ann, "practice.start");
    expect(room.do(bob, "practice.end")).toBe("no_practice");
    expect(room.do(teacher, "practice.start")).toMatchObject({ told: [updated(teacher, { status: "started" })] });
    expect(paperRoom({ features: ["practice"], status: "ENDED" }).do(ann, "practice.start")).toBe("session_ended");
    expect(paperRoom().do(ann, "practice.start")).toBe("feature_off");
  });
});

describe("playing a chord", () => {
  const table: [string, string, string][] = [
    ["a chord", "F#m7", "F#m7"],
    ["with white space around it", " G/B\t", "G/B"],
    ["as it was spelled", "B♭maj7", "B♭maj7"],
    ["a rest", "N.C.", "N.C."],
  ];
  test.each(table)("%s", (_, sent, chord) => {
    expect(open().do(ann, "chord.change", { chord: sent })).toEqual({
      result: { chord, timestamp: time },
      told: [sounded(ann, chord)],
    });
  });

  const refused: [string, unknown, string][] = [
    ["nothing", {}, "does_not_fit"],
    ["no text", { chord: 7 }, "does_not_fit"],
    ["an empty text", { chord: " " }, "not_a_chord"],
    ["no letter from A to G", { chord: "H" }, "not_a_chord"],
    ["a small letter", { chord: "c" }, "not_a_chord"],
    ["a script", { chord: "C<b>x</b>" }, "not_a_chord"],
    ["more than 16 characters", { chord: `C${" ".repeat(3)}${"7".repeat(16)}` }, "not_a_chord"],
    ["a page of text", { chord: "C".repeat(65) }, "does_not_fit"],
  ];
  test.each(refused)("%s is none", (_, input, code) => {
    expect(open().do(ann, "chord.change", input)).toBe(code);
  });

  test("without a practice it is told, and not counted", () => {
    const room = plays(open(), ann, [0, "C"], [1, "G"]);
    expect(summary(room, ann)).toEqual({ running: null, last: null, best: null, history: [] });
    when(room, 2).after(ann, "practice.start");
    expect(summary(plays(room, ann, [3, "D"]), ann).running).toEqual({
      started_at: after(2),
      exercise: null,
      messages: 1,
      changes: 0,
      chord: "D",
      tempo: 0,
    });
  });
});

describe("how a practice went", () => {
  test("the worked example, as who ends it is told", () => {
    expect(example(open()).do(ann, "practice.end", { timestamp: "then" })).toEqual({
      result: exampleResult,
      told: [updated(ann, { status: "ended", timestamp: "then", ended_by: "person" })],
    });
  });

  test("while it goes on, and once it is over", () => {
    const room = example(open());
    expect(summary(room, ann).running).toEqual({
      started_at: time,
      exercise: null,
      messages: 5,
      changes: 3,
      chord: "Am",
      tempo: 3,
    });
    room.after(ann, "practice.end");
    const { started_at, ended_at, ended_by, changes_per_minute, exercise } = exampleResult;
    expect(summary(room, ann)).toEqual({
      running: null,
      last: exampleResult,
      best: { changes_per_minute: 18, at: after(10) },
      history: [{ started_at, ended_at, ended_by, changes_per_minute, exercise }],
    });
    expect(room.do(ann, "practice.end")).toBe("no_practice");
  });

  test("the tempo is that of the last minute; neither a re-strum nor a rest is a change", () => {
    const room = plays(
      open().after(ann, "practice.start"),
      ann,
      [0, "C"],
      [1, "G"],
      [30, "C"],
      [31, "C"],
      [40, "N.C."],
    );
    plays(room, ann, [41, "G"], [59, "D"]);
    const tempo = (seconds: number) => summary(when(room, seconds), ann).running?.tempo;
    expect([59, 60.9, 61, 89.9, 90, 119].map(tempo)).toEqual([3, 3, 2, 2, 1, 0]);
  });

  test("an exercise counts the landings on its two chords, within its time", () => {
    const room = open().after(ann, "practice.start", { exercise: { pair: ["D", "A"], seconds: 10 } });
    plays(room, ann, [1, "D"], [2, "A"], [3, "E"], [4, "D"], [5, "D"], [9.9, "A"], [10, "D"], [11, "A"]);
    const { result } = room.do(ann, "practice.end") as { result: { exercise: unknown } };
    expect(result.exercise).toEqual({ pair: ["D", "A"], seconds: 10, landings: 4, returns: 1, wrong: 1 });
  });

  test("an exercise of two minutes counts two minutes", () => {
    const room = open().after(ann, "practice.start", { exercise: { pair: ["D", "A"], seconds: 120 } });
    plays(room, ann, [10, "D"], [50, "A"], [90, "D"], [119, "A"], [121, "D"]);
    expect(room.do(ann, "practice.end")).toMatchObject({ result: { exercise: { landings: 4 } } });
  });

  test("the next is compared with the best, and one of a few seconds is no best", () => {
    const room = example(open()).after(ann, "practice.end");
    const quick = plays(when(room, 20).after(ann, "practice.start"), ann, [20, "C"], [21, "G"], [22, "C"]);
    expect(quick.do(ann, "practice.end")).toMatchObject({
      result: { changes_per_minute: 60, compared: { changes_per_minute: 18, better: true } },
    });
    expect(summary(room, ann).best).toEqual({ changes_per_minute: 18, at: after(10) });
  });

  test("the last fifty are kept, and the best for ever", () => {
    const room = example(open()).after(ann, "practice.end");
    for (let n = 0; n < 60; n++) when(room, 20 + n).after(ann, "practice.start");
    const { history, best, last } = summary(room, ann);
    expect([history.length, history[0]?.started_at, last?.ended_at, best?.changes_per_minute]).toEqual([
      50,
      after(29),
      after(79),
      18,
    ]);
  });

  test("an instructor reads anybody's, a student their own", () => {
    const room = example(open());
    expect(summary(room, teacher).running).toBeNull();
    expect(summary(room, teacher, ann.id).running?.changes).toBe(3);
    expect(summary(room, ann, ann.id).running?.changes).toBe(3);
    expect(() => summary(room, bob, ann.id)).toThrow("Your role may not do this.");
    expect(() => summary(room, teacher, newcomer.id)).toThrow("There is no such participant.");
  });

  test("the teacher sees the class as it plays, without those who were removed", () => {
    const room = example(open());
    const rowOf = (who: typeof ann) => ({ participant_id: who.id, nickname: who.nickname });
    const silent = { chord: null, changed_at: null, tempo: 0, practising: false };
    const playing = { ...rowOf(ann), chord: "Am", changed_at: after(6), tempo: 3, practising: true };
    expect(players(room)).toEqual([playing, { ...rowOf(bob), ...silent }]);
    plays(room, teacher, [12, "E"]).after(teacher, "participant.remove", { participant_id: bob.id });
    const shows = { ...rowOf(teacher), ...silent, chord: "E", changed_at: after(12) };
    expect(players(room)).toEqual([shows, playing]);
  });

  test("the report has a line for each", () => {
    const room = example(open()).after(ann, "practice.end");
    when(room, 20).after(bob, "practice.start", { exercise: { pair: ["D", "A"] } });
    plays(room, bob, [20, "D"], [23.5, "A"]);
    when(room, 30).after(bob, "practice.end");
    const rows = practice.report?.practice?.({ state: room.state.practice, room: room.state, at: room.clock.now });
    expect(rows).toEqual([
      {
        name: "Ann",
        started_at: time,
        ended_at: after(10),
        ended_by: "person",
        minutes: 0.2,
        messages: 5,
        chords: 3,
        changes: 3,
        changes_per_minute: 18,
        exercise: null,
        landings: null,
      },
      {
        name: "Bob",
        started_at: after(20),
        ended_at: after(30),
        ended_by: "person",
        minutes: 0.2,
        messages: 2,
        chords: 2,
        changes: 1,
        changes_per_minute: 6,
        exercise: "D – A",
        landings: 2,
      },
    ]);
  });
});

describe("five minutes of silence", () => {
  const due = ({ state }: Paper) => practice.due?.({ state: state.practice, room: state });
  const silenced = (who: typeof ann, seconds: number) =>
    updated(who, { status: "ended", timestamp: after(seconds), ended_by: "silence" });

  test("end a practice, at its last sign of life, and not before", () => {
    const room = plays(open().after(ann, "practice.start"), ann, [100, "C"], [110, "G"]);
    expect(due(room)).toBe(at + 410_000);
    expect(when(room, 409.999).moment(teacher, "due")).toEqual([]);
    expect(when(room, 410).moment(teacher, "due")).toEqual([silenced(ann, 110)]);
    expect(summary(room, ann).last).toMatchObject({ ended_at: after(110), ended_by: "silence", duration_ms: 110_000 });
    expect([due(room), room.moment(teacher, "due")]).toEqual([undefined, []]);
  });

  test("count from the start where nothing was played, and by person: whoever was silent longest is due", () => {
    const room = open().after(ann, "practice.start");
    when(room, 10).after(bob, "practice.start");
    expect(due(room)).toBe(at + 300_000);
    plays(room, ann, [200, "C"]);
    expect(due(room)).toBe(at + 310_000);
    expect(when(room, 310).moment(teacher, "due")).toEqual([silenced(bob, 10)]);
    expect(due(room)).toBe(at + 500_000);
    expect(when(room, 9000).moment(teacher, "due")).toEqual([silenced(ann, 200)]);
  });

  test("nothing is due of who does not practise, whatever they play", () => {
    expect(due(plays(open(), ann, [0, "C"]))).toBeUndefined();
  });
});

test("when the class ends every practice has ended with it", () => {
  const room = example(open()).after(teacher, "session.end");
  expect(summary(room, ann)).toMatchObject({
    running: null,
    last: { ...exampleResult, ended_by: "session" },
  });
  expect(practice.due?.({ state: room.state.practice, room: room.state })).toBeUndefined();
});
