import { describe, expect, test } from "bun:test";
import { practice } from "../../src/features/practice.ts";
import { after, practiceRoom as open, plays, summary, when } from "../support/practice.ts";
import { ann, at, bob, type Paper, paperRoom, teacher, time } from "../support/rules.ts";

const updated = (who: typeof ann, more: object) => ({
  type: "practice.updated",
  data: { participant_id: who.id, user_id: who.user_id, timestamp: time, exercise: null, ended_by: null, ...more },
});
const sounded = (who: typeof ann, chord: string, timestamp = time) => ({
  type: "chord.changed",
  data: { chord, timestamp, participant_id: who.id, user_id: who.user_id },
});

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
      emitted: [updated(ann, { status: "started", ...data })],
    });
  });

  const refused: [string, unknown, string][] = [
    ["not with a time of more than 64 characters", { timestamp: "x".repeat(65) }, "does_not_fit"],
    ["not with a time that is an object", { timestamp: {} }, "does_not_fit"],
    ["not with one chord", { exercise: { pair: ["C"] } }, "does_not_fit"],
    ["not with something that is not a chord", { exercise: { pair: ["C", "H"] } }, "not_a_chord"],
    ["not with a rest", { exercise: { pair: ["C", "N.C."] } }, "not_a_chord"],
    ["not to and fro between a chord and itself", { exercise: { pair: ["C#", "Db"] } }, "does_not_fit"],
    ["not for nine seconds", { exercise: { pair: ["C", "G"], seconds: 9 } }, "does_not_fit"],
    ["not for eleven minutes", { exercise: { pair: ["C", "G"], seconds: 660 } }, "does_not_fit"],
  ];
  test.each(refused)("%s", (_, input, code) => {
    expect(open().do(ann, "practice.start", input)).toBe(code);
  });

  test("ends the practice that is already running, and starts another", () => {
    const room = when(open().after(ann, "practice.start", { exercise }), 5);
    expect(room.do(ann, "practice.start", { timestamp: "again" })).toEqual({
      result: { started_at: after(5), exercise: null },
      emitted: [
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
    expect(room.do(teacher, "practice.start")).toMatchObject({ emitted: [updated(teacher, { status: "started" })] });
    expect(paperRoom({ features: ["practice"], status: "ENDED" }).do(ann, "practice.start")).toBe("session_ended");
    expect(paperRoom().do(ann, "practice.start")).toBe("feature_off");
  });
});

describe("playing a chord", () => {
  const table: [string, string, string][] = [
    ["a chord", "F#m7", "F#m7"],
    ["with white space around it", " G/B\t", "G/B"],
    ["with its spelling unchanged", "B♭maj7", "B♭maj7"],
    ["a rest", "N.C.", "N.C."],
  ];
  test.each(table)("%s", (_, sent, chord) => {
    expect(open().do(ann, "chord.change", { chord: sent })).toEqual({
      result: { chord, timestamp: time },
      emitted: [sounded(ann, chord)],
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

  test("is published without a practice, but not counted", () => {
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
      recent: [{ chord: "D", timestamp: after(3) }],
    });
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

  test("count from the start if nothing was played, and per person: the longest silence is due first", () => {
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
