/** What happens often in a room must not visit everybody in it: a class of 300 costs what a class of 30 costs. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { projectedParts } from "../../src/features/projector.ts";
import { dueOf } from "../../src/live/rule.ts";
import { codeOf, openTestRoom, type TestRoom } from "../support/room.ts";
import { visitsOf } from "../support/visits.ts";

/** A class in which everybody is connected, has pressed Hard, voted and completed the first step. */
async function openBusyClass(students: number): Promise<TestRoom> {
  const room = await openTestRoom({ students });
  const { teacher, lesson } = room;
  const everybody = [teacher, ...room.students];
  const subtask_id = lesson.subtasks[0]?.id;
  room.turn(...everybody.map(({ id }) => ({ by: id, moment: "connected" as const })));
  room.command(teacher.id, "step.start", { subtask_id });
  const options = [{ text: "A" }, { text: "B" }];
  const poll = { kind: "choice", question: "Which one?", options, results: "live", open: true };
  expect(codeOf(room.command(teacher.id, "poll.create", poll))).toBe("ok");
  for (const { id: by } of room.students) {
    const commands = [
      { by, command: "feedback.give", input: { feedback_type: "HARD" } },
      { by, command: "poll.vote", input: { poll_id: 1, choices: [1] } },
      { by, command: "progress.update", input: { subtask_id, status: "completed" } },
    ];
    expect(room.turn(...commands).map(codeOf)).toEqual(["ok", "ok", "ok"]);
  }
  return room;
}

const rooms: TestRoom[] = [];
beforeAll(async () => {
  for (const students of [30, 300]) rooms.push(await openBusyClass(students));
}, 60_000);
afterAll(async () => {
  for (const room of rooms) await room[Symbol.asyncDispose]();
});

const student = ({ students }: TestRoom) => students[7]?.id ?? "";
const does = (command: string, input: (room: TestRoom) => unknown) => (room: TestRoom) =>
  void room.command(student(room), command, input(room));
const first = ({ lesson }: TestRoom) => lesson.subtasks[0]?.id;

const table: [string, (room: TestRoom) => void][] = [
  ["a press of Understood", does("feedback.give", () => ({ feedback_type: "OK" }))],
  ["a press of Hard", does("feedback.give", () => ({ feedback_type: "HARD" }))],
  ["a report of progress", does("progress.update", (room) => ({ subtask_id: first(room), status: "failed" }))],
  ["a completed step", does("step.complete", (room) => ({ subtask_id: first(room) }))],
  ["a vote", does("poll.vote", () => ({ poll_id: 1, choices: [2] }))],
  ["a call for help", does("help.request", () => ({}))],
  ["a step of the teacher", (room) => void room.command(room.teacher.id, "step.start", { subtask_id: first(room) })],
  ["a disconnection", (room) => void room.turn({ by: student(room), moment: "disconnected" })],
  ["a connection", (room) => void room.turn({ by: student(room), moment: "connected" })],
  ["what the projector shows", ({ room, clock }) => void projectedParts(room.state, clock.now)],
  ["when something is due next", ({ room }) => void dueOf(room.state)],
];

describe("in a class of 300, no more is visited than in one of 30 by", () => {
  test.each(table)("%s", (_, work) => {
    const [small = 0, large = 0] = rooms.map((room) => {
      // The first time may compile a schema.
      work(room);
      return visitsOf(() => work(room));
    });
    // The names of the last 48 students who joined.
    expect(large - small).toBeLessThan(60);
  });

  test("and the visits are really counted", () => {
    const everybody = rooms.map(({ room }) => visitsOf(() => Array.from(room.state.participants.people.values())));
    expect(everybody).toEqual([32, 302]);
  });
});
