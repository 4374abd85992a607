/** Quotas: how much one person can create in a session, and when they can continue. */

import { describe, expect, test } from "bun:test";
import { Fault } from "../../src/domain/faults.ts";
import type { Participant } from "../../src/domain/session.ts";
import { catalogue } from "../../src/features/index.ts";
import { practice } from "../../src/features/practice.ts";
import { finish, play, type Running } from "../../src/features/practice-state.ts";
import { count, hourlyQuota, type Usage } from "../../src/features/quota.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { codeOf, openTestRoom } from "../support/room.ts";
import { ann, at, bob, type Paper, paperRoom, steps, teacher } from "../support/rules.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Does it `times` times; the codes of those that were refused. */
function refused(room: Paper, who: Participant, command: string, input: unknown, times: number): string[] {
  return Array.from({ length: times }, () => room.do(who, command, input)).filter((came) => typeof came === "string");
}

describe("within an hour a person can", () => {
  const table: [string, number, string, string, (n: number) => unknown][] = [
    ["send 500 messages", 500, "too_many_messages", "chat.send", () => ({ content: "hi" })],
    ["request help 10,000 times", 10_000, "too_often", "help.request", () => ({})],
    ["press 10,000 times", 10_000, "too_often", "feedback.give", () => ({ feedback_type: "OK" })],
    ["report 10,000 times", 10_000, "too_often", "progress.update", () => ({ subtask_id: steps[0]?.id })],
    ["begin 1,000 questions", 1000, "too_often", "question.intend", () => ({})],
    ["begin 1,000 practices", 1000, "too_often", "practice.start", () => ({})],
    ["play 20,000 chords", 20_000, "too_often", "chord.change", () => ({ chord: "C" })],
  ];
  test.each(table)("%s", (_, most, code, command, input) => {
    const room = paperRoom({ features: [...featureNames] });
    for (let n = 0; n < most; n++) {
      // Spread over 50 minutes, so that the hour rolls.
      room.clock.now = at + Math.floor((n * 50 * minute) / most);
      expect(room.do(ann, command, input(n))).not.toBeString();
    }
    expect(refused(room, ann, command, input(0), 3)).toEqual([code, code, code]);
    expect(room.do(bob, command, input(0))).not.toBeString();
    // The first minute's are over, and no more.
    room.clock.now = at + hour;
    const perMinute = Math.ceil(most / 50);
    expect(refused(room, ann, command, input(0), perMinute)).toEqual([]);
    expect(room.do(ann, command, input(0))).toBe(code);
    room.clock.now = at + 3 * hour;
    expect(room.do(ann, command, input(0))).not.toBeString();
  });

  test("like and take back 10,000 times; a like that changes nothing does not count", () => {
    const room = paperRoom().after(bob, "question.ask", { text: "Why?" });
    const like = (times: number, by: string) => refused(room, ann, by, { question_id: 1 }, times);
    for (let n = 0; n < 5000; n++) expect([...like(3, "question.like"), ...like(2, "question.unlike")]).toEqual([]);
    expect(like(1, "question.like")).toEqual(["too_often"]);
    expect(like(1, "question.unlike")).toEqual([]);
  });
});

describe("open questions", () => {
  test("are 50 at most per person; one that is answered or hidden makes room, once", () => {
    const room = paperRoom();
    const ask = (times: number) => refused(room, ann, "question.ask", { text: "Why?" }, times);
    expect(ask(51)).toEqual(["too_many_questions"]);
    expect(room.do(bob, "question.ask", { text: "Why?" })).not.toBeString();
    room.do(teacher, "question.answer", { question_id: 1 });
    room.do(teacher, "question.answer", { question_id: 1 });
    room.do(teacher, "question.hide", { question_id: 1 });
    expect(ask(2)).toEqual(["too_many_questions"]);
    room.do(teacher, "question.hide", { question_id: 2 });
    room.do(teacher, "question.answer", { question_id: 2 });
    expect(ask(2)).toEqual(["too_many_questions"]);
  });

  test("that are only intended are ten numbers per person, the oldest used again", () => {
    const room = paperRoom();
    const intend = (who: Participant) => (room.do(who, "question.intend") as { result: any }).result.question_id;
    expect(Array.from({ length: 10 }, () => intend(ann))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(intend(bob)).toBe(11);
    expect([intend(ann), intend(ann), intend(bob)]).toEqual([1, 2, 12]);
    for (let n = 0; n < 980; n++) intend(ann);
    expect(room.state.questions.intended.size).toBe(12);
    expect(room.do(ann, "question.ask", { text: "Why?", question_id: 10 })).not.toBeString();
    expect(intend(ann)).toBe(13);
  });
});

test("a practice that never ends keeps its last 20,000 chords", () => {
  const room = paperRoom({ features: ["practice"] }).after(ann, "practice.start");
  for (let n = 0; n < 20_100; n++) {
    play(room.state.practice, { participant_id: ann.id, chord: n % 2 ? "C" : "G" }, at + n * 1000);
  }
  const { names, times } = room.state.practice.running.get(ann.id) ?? {};
  expect([names?.length, times?.length, names?.[0], times?.[0]]).toEqual([20_000, 20_000, "G", at + 100_000]);
});

test("what is read of a practice stays within 1 MiB, whatever was played", () => {
  const room = paperRoom({ features: ["practice"] });
  const summary = () => practice.views.summary.read({ ...viewing(room), query: {} } as never) as any;
  const roots = ["C", "D", "E", "F", "G", "A", "B"].flatMap((root) => [root, `${root}#`, `${root}b`]);
  const names = roots.flatMap((root) => ["", "m", "7", "m7", "maj7", "sus4", "dim"].map((kind) => `${root}${kind}`));
  room.do(ann, "practice.start", { exercise: { pair: ["C", "G"], seconds: 600 } });
  for (let n = 0; n < 20_000; n++) {
    const chord = names[(n * n + (n >> 7)) % names.length] ?? "C";
    play(room.state.practice, { participant_id: ann.id, chord }, at + n * 20);
  }
  room.clock.now = at + 400_000;
  const { running } = summary();
  expect(running.recent.length).toBe(3000);
  const whole = finish(room.state.practice.running.get(ann.id) as Running, {
    at: at + 400_000,
    ended_by: "person",
    best: undefined,
  });
  expect([running.messages, running.changes]).toEqual([whole.messages, whole.changes]);
  room.do(ann, "practice.end", {});
  expect(summary().last.transitions.length).toBe(500);
  expect(JSON.stringify(summary()).length).toBeLessThan(1024 * 1024);
});

const viewing = (room: Paper) => ({
  state: room.state.practice,
  room: room.state,
  viewer: ann,
  at: room.clock.now,
});

describe("the count of a quota", () => {
  test("takes 60 numbers per person, whatever they do, and says when there is room again", () => {
    const usage: Usage = new Map();
    for (let n = 0; n < 100_000; n++) count(usage, "ann", at + n * 100);
    expect(usage.get("ann")?.size).toBeLessThanOrEqual(60);
    const last = at + 10_000 * 1000;
    let fault: unknown;
    try {
      hourlyQuota(1000, catalogue.too_many_messages)(usage, "ann", last);
    } catch (cause) {
      fault = cause;
    }
    if (!(fault instanceof Fault)) throw new Error("it was not refused");
    expect([fault.code, (fault.retryAfter ?? 0) <= 60]).toEqual(["too_many_messages", true]);
  });

  test("is the same when the room is read again, and a refused command can succeed later under its own id", async () => {
    await using room = await openTestRoom();
    const [student] = room.students;
    const send = (id: string) => codeOf(room.command(student?.id ?? "", "chat.send", { content: "hi" }, id));
    for (let n = 0; n < 500; n++) expect(send(`${n}`)).toBe("ok");
    expect(send("late")).toBe("too_many_messages");
    expect(room.replayed().state.chat.sent).toEqual(room.room.state.chat.sent);
    room.clock.now += hour;
    expect([send("late"), send("late")]).toEqual(["ok", "ok"]);
    expect(room.room.state.chat.messages.size).toBe(501);
  });
});
