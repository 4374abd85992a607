/** Which polls of the lesson the room and the remote offer. */
import { expect, test } from "bun:test";
import { preparedNow } from "../../../src/web/room/polls/prepared-now.ts";

const step = (id: number) => ({ id });
const polls = [
  { poll_id: 1, subtask_id: 20, status: "draft" },
  { poll_id: 2, subtask_id: 10, status: "draft" },
  { poll_id: 3, subtask_id: 20, status: "revealed" },
  { poll_id: 4, subtask_id: null, status: "draft" },
  { poll_id: 5, subtask_id: 20, status: "draft" },
];
const classOf = (status: string, pace: string, current: number | null): Parameters<typeof preparedNow>[0] =>
  ({
    polls,
    session: {
      status,
      settings: { pace },
      current_subtask: current === null ? null : step(current),
      lesson: { subtasks: [step(10), step(20)] },
    },
  }) as never;

const table: [string, string, string, number | null, number[]][] = [
  ["at the current step", "IN_PROGRESS", "teacher", 20, [1, 5]],
  ["at no step", "IN_PROGRESS", "teacher", null, []],
  ["at all steps of a student-paced class", "IN_PROGRESS", "student", null, [2, 1, 5]],
  ["at all steps of a student-paced class that was brought on", "PAUSED", "student", 20, [2, 1, 5]],
  ["before a student-paced class", "WAITING", "student", null, []],
];
test.each(table)("the prepared polls %s", (_, status, pace, current, ids) => {
  expect(preparedNow(classOf(status, pace, current)).map(({ poll_id }) => poll_id)).toEqual(ids);
});
