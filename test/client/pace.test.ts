/** What the pages know of a student-paced class: positions, gates, and the order of the board. */
import { expect, test } from "bun:test";
import { pacedPosition } from "../../src/client/paced-position.ts";
import type { Subtask } from "../../src/domain/session.ts";
import { toRows } from "../../src/web/room/board/rows.ts";
import { foldWhole, person, session, welcome } from "./support.ts";

const subtasks = [1, 2, 3, 4, 5].map(
  (id): Subtask => ({ ...(session().lesson?.subtasks[0] as Subtask), id, title: `Step ${id}`, order_index: id }),
);
const paced = (pace: "teacher" | "student" = "student") =>
  session({
    features: [],
    status: "IN_PROGRESS",
    lesson: { id: 1, title: "Lesson", subtasks },
    current_subtask: subtasks[0] ?? null,
    settings: { ...session().settings, pace },
  });
const idOf = (n: number) => person(n).id;

/** A student-paced class with these students, as their teacher sees it; `hear` applies events, a second apart. */
function open(...students: number[]) {
  const fold = foldWhole();
  const participants = students.map((n) => person(n, { is_online: true }));
  fold.welcome(welcome(1, { participants, session: paced() }));
  let seq = 1;
  const room = () => {
    const room = fold.room();
    if (!room) throw new Error("a welcome makes a room");
    return room;
  };
  // Its view would be read by HTTP: an empty one.
  const api: any = new Proxy({}, { get: () => async () => ({ data: emptyView, status: 200, seq: 1 }) });
  const emptyView: any = Object.assign([], { brought_to: null, gates: [] });
  return {
    room,
    load: () => fold.load(api),
    hear(type: any, data: any) {
      seq += 1;
      fold.apply({ type, seq, at: new Date(Date.UTC(2026, 2, 2, 9, 0, seq)).toISOString(), data } as never);
    },
    at: (n: number) => pacedPosition(room(), idOf(n)),
  };
}
const report = (n: number, subtask_id: number, status = "completed") => ({
  participant_id: idOf(n),
  user_id: n,
  user_name: "",
  subtask_id,
  status,
  note: null,
  finished: false,
});

test("T1 done leads on, an opened step is the position, and the teacher can bring everybody to one", async () => {
  const { hear, at, load } = open(2, 3);
  await load();
  hear("progress.updated", report(2, 1));
  expect([at(2).step?.id, at(3).step?.id]).toEqual([2, 1]);
  hear("step.opened", { participant_id: idOf(2), user_id: 2, user_name: "", subtask_id: 1 });
  expect(at(2).step?.id).toBe(1);
  hear("step.changed", { subtask: subtasks[3], message: null, status: "IN_PROGRESS", instructor: { id: 1, name: "" } });
  expect([at(2).step?.id, at(3).step?.id]).toEqual([4, 4]);
  hear("progress.updated", report(3, 5));
  expect(at(3)).toMatchObject({ step: { id: 5 }, finished: true });
});

test("T2 at a gate a student waits, with the latest count, and goes on when it opens", async () => {
  const { hear, at, room, load } = open(2, 3);
  await load();
  hear("gate.changed", { subtask_id: 1, is_closed: true, by: "teacher", working: 2, present: 2 });
  hear("progress.updated", report(2, 1));
  hear("gate.counted", { subtask_id: 1, working: 1, present: 2 });
  expect([at(2).step?.id, at(2).atGate, room().pace.gates.get(1)]).toEqual([1, true, { working: 1, present: 2 }]);
  hear("gate.changed", { subtask_id: 1, is_closed: false, by: "class", working: 0, present: 2 });
  expect([at(2).step?.id, at(2).atGate, room().pace.gates.size]).toEqual([2, false, 0]);
  hear("session.updated", { settings: { ...session().settings, pace: "teacher" } });
  expect([room().pace.pace, room().pace.opened.size]).toEqual(["teacher", 0]);
});

test("the board sorts a student-paced class by who is behind, and by step", async () => {
  const { hear, room, load } = open(2, 3, 4, 5, 6);
  await load();
  for (const [n, step] of [
    [2, 4],
    [3, 3],
    [4, 3],
    [5, 2],
  ] as const) {
    for (let id = 1; id <= step; id++) hear("progress.updated", report(n, id));
  }
  expect(toRows(room()).map(({ person, status, position }) => [person.user_id, status, position.step?.id])).toEqual([
    [6, "behind", 1],
    [5, "working", 3],
    [3, "working", 4],
    [4, "working", 4],
    [2, "working", 5],
  ]);
});
