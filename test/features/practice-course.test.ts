import { describe, expect, test } from "bun:test";
import { practice } from "../../src/features/practice.ts";
import { after, example, practiceRoom as open, players, plays, summary, when } from "../support/practice.ts";
import { ann, bob, newcomer, teacher, time } from "../support/rules.ts";

/** The result of the worked example. */
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

describe("how a practice went", () => {
  test("the worked example, as the result of practice.end", () => {
    expect(example(open()).do(ann, "practice.end", { timestamp: "then" })).toEqual({
      result: exampleResult,
      emitted: [
        {
          type: "practice.updated",
          data: {
            participant_id: ann.id,
            user_id: ann.user_id,
            status: "ended",
            timestamp: "then",
            exercise: null,
            ended_by: "person",
          },
        },
      ],
    });
  });

  test("F3 a clock that is set back while somebody plays takes no time from the practice", () => {
    const room = open();
    room.after(ann, "practice.start");
    for (const chord of ["C", "G", "C"]) {
      room.clock.now += 2000;
      room.after(ann, "chord.change", { chord });
    }
    room.clock.now -= 60 * 60_000;
    room.after(ann, "chord.change", { chord: "G" });
    const { result } = room.do(ann, "practice.end") as { result: Record<string, unknown> };
    expect(result).toMatchObject({ ended_at: after(6), duration_ms: 6000, active_ms: 6000, changes: 3 });
  });

  test("while it is running, and once it has ended", () => {
    const room = example(open());
    expect(summary(room, ann).running).toEqual({
      started_at: time,
      exercise: null,
      messages: 5,
      changes: 3,
      chord: "Am",
      tempo: 3,
      recent: [
        { chord: "C", timestamp: time },
        { chord: "G", timestamp: after(2) },
        { chord: "C", timestamp: after(3.5) },
        { chord: "C", timestamp: after(4) },
        { chord: "Am", timestamp: after(6) },
      ],
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

  test("the next is compared with the best, and one of a few seconds does not become the best", () => {
    const room = example(open()).after(ann, "practice.end");
    const quick = plays(when(room, 20).after(ann, "practice.start"), ann, [20, "C"], [21, "G"], [22, "C"]);
    expect(quick.do(ann, "practice.end")).toMatchObject({
      result: { changes_per_minute: 60, compared: { changes_per_minute: 18, better: true } },
    });
    expect(summary(room, ann).best).toEqual({ changes_per_minute: 18, at: after(10) });
  });

  test("an exercise between two chords is neither a best of free playing nor compared with it", () => {
    const room = example(open()).after(ann, "practice.end");
    when(room, 20).after(ann, "practice.start", { exercise: { pair: ["C", "G"], seconds: 60 } });
    for (let n = 21; n < 80; n++) plays(room, ann, [n, n % 2 === 0 ? "C" : "G"]);
    expect(when(room, 80).do(ann, "practice.end")).toMatchObject({
      result: { changes_per_minute: 58, compared: null },
    });
    expect(summary(room, ann).best).toEqual({ changes_per_minute: 18, at: after(10) });
  });

  test("the last fifty are kept, and the best without a limit of time", () => {
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
    const rows = practice.report?.practice.read({ state: room.state.practice, room: room.state, at: room.clock.now });
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

test("when the class ends every practice has ended with it", () => {
  const room = example(open()).after(teacher, "session.end");
  expect(summary(room, ann)).toMatchObject({
    running: null,
    last: { ...exampleResult, ended_by: "session" },
  });
  expect(practice.due?.({ state: room.state.practice, room: room.state })).toBeUndefined();
});
