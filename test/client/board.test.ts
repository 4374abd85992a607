/** A student's position in the lesson, and the board's rows. */
import { describe, expect, test } from "bun:test";
import type { StepReport, Steps } from "../../src/client/fold/progress.ts";
import { lessonPositionOf, skippedStepOf } from "../../src/client/lesson-position.ts";
import { countByStatus, countByStep, countPresent, keepOrder, toRows } from "../../src/web/room/board/rows.ts";
import { person, session, subtask } from "./support.ts";

const { lesson } = session();
const minute = (n: number) => `2026-03-02T09:${String(n).padStart(2, "0")}:00.000Z`;
/** What somebody said of steps, one a minute. */
const said = (...all: [step: number, status: StepReport["status"]][]): Steps =>
  new Map(all.map(([step, status], n) => [step, { status, note: null, at: minute(n) }]));

describe("a student's place", () => {
  const cases: [string, number | null, Steps, { step: number | undefined; done: boolean; behind: number }][] = [
    ["before the class has begun there is none", null, said(), { step: undefined, done: false, behind: 0 }],
    ["without a report they are at the class's step", 2, said(), { step: 2, done: false, behind: 0 }],
    ["completing the class's step counts as done", 1, said([1, "completed"]), { step: 1, done: true, behind: 0 }],
    ["those who are done move on with the class", 2, said([1, "completed"]), { step: 2, done: false, behind: 0 }],
    ["a begun step stays theirs", 3, said([1, "completed"], [2, "started"]), { step: 2, done: false, behind: 1 }],
    ["also one that failed", 3, said([1, "failed"]), { step: 1, done: false, behind: 2 }],
    [
      "going to the class's step leaves the old one",
      3,
      said([1, "started"], [3, "started"]),
      { step: 3, done: false, behind: 0 },
    ],
    [
      "being ahead counts as having done the class's step",
      1,
      said([1, "completed"], [2, "completed"]),
      { step: 1, done: true, behind: 0 },
    ],
    ["taking Done back opens the step again", 1, said([1, "in_progress"]), { step: 1, done: false, behind: 0 }],
  ];
  for (const [name, current, steps, expected] of cases) {
    test(name, () => {
      const { step, done, behind } = lessonPositionOf(lesson, current === null ? null : subtask(current), steps);
      expect({ step: step?.id, done, behind }).toEqual(expected);
    });
  }

  test("the class's step has its content before they report on it, and after they complete it", () => {
    const content = "- [ ] four rows";
    const rich = lesson && { ...lesson, subtasks: lesson.subtasks.map((step) => ({ ...step, content })) };
    for (const steps of [said(), said([1, "completed"])]) {
      expect(lessonPositionOf(rich, subtask(1), steps).step?.content).toBe(content);
    }
  });
});

test("a step that the class did while a student was on an earlier one is offered after catching up", () => {
  const skipped = (steps: Steps, taught: readonly number[], current = 3) =>
    skippedStepOf(lesson, {
      position: lessonPositionOf(lesson, subtask(current), steps),
      steps,
      taught: new Set(taught),
    })?.id;
  expect(skipped(said([1, "completed"]), [1, 2, 3])).toBe(2);
  expect(skipped(said([1, "completed"], [3, "started"]), [1, 2, 3])).toBe(2);
  expect(skipped(said([1, "completed"], [3, "started"], [2, "completed"]), [1, 2, 3])).toBeUndefined();
  // Still on step 1, not in class before, or the teacher left step 2 out.
  expect(skipped(said([1, "started"]), [1, 2, 3])).toBeUndefined();
  expect(skipped(said([3, "started"]), [1, 2, 3])).toBeUndefined();
  expect(skipped(said([1, "completed"]), [1, 3])).toBeUndefined();
});

/** A class on step 2: 2 works, 3 is done, 4 is behind, 5 calls, 6 is gone, 7 calls since longer. */
const room: Parameters<typeof toRows>[0] = {
  session: session({ current_subtask: subtask(2) }),
  people: new Map(
    [1, 2, 3, 4, 5, 6, 7].map((n) => [
      person(n).id,
      person(n, { role: n === 1 ? "INSTRUCTOR" : "STUDENT", is_online: n !== 6 }),
    ]),
  ),
  progress: new Map([
    [person(2).id, said([1, "completed"], [2, "started"])],
    [person(3).id, said([1, "completed"], [2, "completed"])],
    [person(4).id, said([1, "started"])],
  ]),
  help: [7, 5].map((n, at) => ({
    help_id: at + 1,
    participant_id: person(n).id,
    user_id: n,
    user_name: `Student ${n}`,
    subtask_id: 2,
    message: "",
    created_at: minute(at),
    acknowledged_at: null,
    resolved_at: null,
    position: null,
  })),
  controls: [],
};

describe("the board", () => {
  test("shows first who called, the longest first, then who is behind, and last who is gone", () => {
    expect(toRows(room).map(({ person, status }) => `${person.user_id} ${status}`)).toEqual([
      "7 help",
      "5 help",
      "4 behind",
      "2 working",
      "3 done",
      "6 away",
    ]);
  });

  test("shows calls that nobody has answered yet before those to whom the teacher is coming", () => {
    const help = room.help.map((item) => (item.help_id === 1 ? { ...item, acknowledged_at: minute(3) } : item));
    expect(
      toRows({ ...room, help })
        .slice(0, 2)
        .map(({ person }) => person.user_id),
    ).toEqual([5, 7]);
  });

  test("counts as present who is connected, asks for help, or left less than ten minutes ago", () => {
    const rows = toRows(room);
    const left = rows.find(({ status }) => status === "away")?.since ?? 0;
    expect([left + 9 * 60_000, left + 11 * 60_000].map((now) => countPresent(rows, now))).toEqual([6, 5]);
  });

  test("counts who is on which step; who is gone is on none", () => {
    expect(countByStep(toRows(room)).map(({ step, on, done, help }) => [step.id, on, done, help])).toEqual([
      [2, 4, 1, 2],
      [1, 1, 0, 0],
    ]);
    expect(countByStatus(toRows(room))).toEqual({ help: 2, behind: 1, working: 1, waiting: 0, done: 1, away: 1 });
  });

  test("before the class begins everybody is just here", () => {
    const before = { ...room, session: session({ status: "WAITING", current_subtask: null }), help: [] };
    expect(toRows(before).map(({ status }) => status)).toEqual([
      "waiting",
      "waiting",
      "waiting",
      "waiting",
      "waiting",
      "away",
    ]);
  });

  test("after the class it shows how far everybody came", () => {
    const after = { ...room, session: session({ status: "ENDED", current_subtask: subtask(2) }) };
    const people = new Map(Array.from(room.people, ([id, one]) => [id, { ...one, is_online: false }]));
    const lesson = { id: 1, title: "Lesson", subtasks: [subtask(1), subtask(2)] };
    const rows = toRows({ ...after, people, session: { ...after.session, lesson } });
    expect(rows.map(({ person, status, stepsDone }) => `${person.user_id} ${status} ${stepsDone}`)).toEqual([
      "2 waiting 1",
      "4 waiting 0",
      "5 waiting 0",
      "6 waiting 0",
      "7 waiting 0",
      "3 done 2",
    ]);
  });

  test("under a hand nothing changes its place; who is new comes last", () => {
    const order = [person(6).id, person(2).id, person(7).id];
    expect(keepOrder(toRows(room), order).map(({ person }) => person.user_id)).toEqual([6, 2, 7, 5, 4, 3]);
  });

  test("a thousand students have a row each", () => {
    const people = new Map(Array.from({ length: 1000 }, (_, n) => [person(n + 2).id, person(n + 2)]));
    expect(toRows({ ...room, people }).length).toBe(1000);
  });
});
