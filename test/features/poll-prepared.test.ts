/** Polls that a class gets from its lesson. */
import { describe, expect, test } from "bun:test";
import type { PreparedLesson } from "../../src/domain/lesson.ts";
import type { PreparedPoll } from "../../src/domain/quiz/prepared-poll.ts";
import { ann, type Paper, paperRoom, steps, teacher } from "../support/rules.ts";

const poll = (question: string, change: Partial<PreparedPoll> = {}): PreparedPoll => ({
  kind: "choice",
  question,
  options: [{ text: "Busan" }, { text: "Seoul", correct: true }],
  results: "closed",
  named: false,
  speed_bonus: false,
  approve_first: false,
  ...change,
});
const lesson = (...polls: PreparedPoll[][]): PreparedLesson => ({
  id: 1,
  title: "Lesson",
  subtasks: steps.map((step, n) => ({ ...step, ...(polls[n] && { polls: polls[n] }) })),
});
const take = (room: Paper, prepared: PreparedLesson | null) =>
  room
    .moment(teacher, "updated", { change: {}, prepared })
    .filter(({ type }) => type.startsWith("poll."))
    .map(({ type, data }) => [type, (data as any).question ?? (data as any).poll_id]);
const questions = (room: Paper) =>
  Array.from(room.state.polls.polls.values(), ({ poll, status }) => [poll.question, poll.subtask_id, status]);

describe("a class gets the polls of its lesson", () => {
  test("as polls that are not open, each at its step", () => {
    const room = paperRoom();
    take(room, lesson([poll("Capital?"), poll("River?")], [], [poll("Sea?")]));
    expect(questions(room)).toEqual([
      ["Capital?", 11, "draft"],
      ["River?", 11, "draft"],
      ["Sea?", 13, "draft"],
    ]);
    expect(room.do(ann, "poll.vote", { poll_id: 1, choices: [2] })).toBe("poll_not_found");
    room.after(teacher, "poll.open", { poll_id: 1 }).after(ann, "poll.vote", { poll_id: 1, choices: [2] });
    expect(questions(room)[0]).toEqual(["Capital?", 11, "open"]);
  });

  test("a changed lesson replaces those that were not asked, and offers none that was asked again", () => {
    const room = paperRoom();
    take(room, lesson([poll("Capital?"), poll("River?"), poll("Sea?")]));
    room.after(teacher, "poll.open", { poll_id: 1 }).after(teacher, "poll.close", { poll_id: 1 });
    expect(take(room, lesson([poll("Capital?"), poll("River?", { seconds: 30 })], [poll("Sea?")]))).toEqual([
      ["poll.removed", 2],
      ["poll.removed", 3],
      ["poll.created", "River?"],
      ["poll.created", "Sea?"],
    ]);
    expect(questions(room)).toEqual([
      ["Capital?", 11, "closed"],
      ["River?", 11, "draft"],
      ["Sea?", 12, "draft"],
    ]);
    expect(take(room, lesson([poll("Capital?"), poll("River?", { seconds: 30 })], [poll("Sea?")]))).toEqual([]);
  });

  test("a poll that was stored with other fields than today's stays", () => {
    const room = paperRoom();
    take(room, lesson([poll("Capital?")]));
    for (const { poll } of room.state.polls.polls.values()) Object.assign(poll, { colour: "red" });
    expect(take(room, lesson([poll("Capital?")]))).toEqual([]);
  });

  test("equal polls are separate polls, and a poll that the teacher made at a step stays", () => {
    const room = paperRoom();
    take(room, lesson([poll("Capital?"), poll("Capital?")]));
    expect(room.state.polls.polls.size).toBe(2);
    room.after(teacher, "poll.create", { ...poll("Mine?"), subtask_id: 11 });
    expect(take(room, null)).toEqual([
      ["poll.removed", 1],
      ["poll.removed", 2],
    ]);
    expect(questions(room)).toEqual([["Mine?", 11, "draft"]]);
  });

  test("not if it then had more than 100", () => {
    const room = paperRoom();
    for (let n = 0; n < 98; n += 1) room.after(teacher, "poll.create", poll("Mine?"));
    take(room, lesson([poll("One?"), poll("Two?")]));
    expect(() => take(room, lesson([poll("One?"), poll("Two?"), poll("Three?")]))).toThrow("100 polls");
  });
});
