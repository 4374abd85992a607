import { describe, expect, test } from "bun:test";
import { pacedPositionOf } from "../../src/domain/pace.ts";
import { pace } from "../../src/features/pace.ts";
import { positionOf } from "../../src/features/paced-position.ts";
import { Settings } from "../../src/features/whole-session.ts";
import { dueOf } from "../../src/live/rule.ts";
import { ann, at, bob, newcomer, type Paper, paperRoom, steps, teacher } from "../support/rules.ts";

const [first, second, third] = steps.map(({ id }) => id) as [number, number, number];
const paced = Settings.parse({ pace: "student" });

/** A student-paced class that has begun, with Ann and Bob connected. */
function pacedRoom(): Paper {
  const room = paperRoom({ settings: paced });
  room.after(teacher, "step.start", { subtask_id: first });
  for (const who of [ann, bob]) room.moment(who, "connected");
  return tick(room);
}
/** A second later. */
function tick(room: Paper, ms = 1000): Paper {
  room.clock.now += ms;
  return room;
}
const orderOf = (room: Paper, who = ann) => positionOf(room.state.pace, room.state, who.id).step?.order_index;
const doneBy = (room: Paper, who: typeof ann, subtask_id: number) =>
  tick(room.after(who, "step.complete", { subtask_id }));
/** Announces what is due, as the room's timer does. */
function whatIsDue(room: Paper) {
  const due = dueOf(room.state);
  if (due === undefined) return [];
  room.clock.now = Math.max(room.clock.now, due);
  return room.moment(teacher, "due");
}
const changed = (subtask_id: number, is_closed: boolean, by: string, [working, present]: [number, number]) => ({
  type: "gate.changed",
  data: { subtask_id, working, present, is_closed, by },
});

describe("T1 students move on by themselves", () => {
  test("T1 done leads to the next step; any step can be opened again, and the last one done is the end", () => {
    const room = pacedRoom();
    expect(orderOf(room)).toBe(1);
    doneBy(room, ann, first);
    expect([orderOf(room), orderOf(room, bob)]).toEqual([2, 1]);
    expect(room.do(ann, "step.open", { subtask_id: first })).toEqual({
      result: { subtask_id: first },
      emitted: [
        {
          type: "step.opened",
          data: { participant_id: ann.id, user_id: 2, user_name: "Ann", subtask_id: first },
        },
      ],
    });
    expect(orderOf(room)).toBe(1);
    expect(room.person(ann)?.current_subtask?.id).toBe(first);
    // Looking back does not undo what was done.
    expect(room.state.steps.progress.get(ann.id)?.get(first)?.status).toBe("completed");
    tick(room).after(ann, "step.open", { subtask_id: third });
    doneBy(room, ann, third);
    expect(positionOf(room.state.pace, room.state, ann.id)).toMatchObject({ finished: true, atGate: false });
  });

  test("T1 a student who joins late starts at the first step, or where the teacher brought everybody to", () => {
    const room = pacedRoom();
    doneBy(room, ann, first);
    expect(orderOf(room, newcomer)).toBe(1);
    tick(room.after(teacher, "step.start", { subtask_id: third }));
    expect([ann, bob, newcomer].map((who) => orderOf(room, who))).toEqual([3, 3, 3]);
    room.after(bob, "step.open", { subtask_id: second });
    expect([ann, bob].map((who) => orderOf(room, who))).toEqual([3, 2]);
  });

  const refusals: [string, () => Paper, string][] = [
    ["if the teacher sets the pace", () => paperRoom({ status: "IN_PROGRESS" }), "teacher_paced"],
    ["before the class begins", () => paperRoom({ settings: paced }), "wrong_status"],
    ["if the session does not use steps", () => paperRoom({ settings: paced, features: ["chat"] }), "feature_off"],
    ["in a session with no lesson", () => paperRoom({ settings: paced, lesson: null }), "subtask_not_found"],
  ];
  test.each(refusals)("T1 nobody opens a step %s", (_, room, code) => {
    expect(room().do(ann, "step.open", { subtask_id: second })).toBe(code);
  });

  test("T1 a pause lets students read, and complete nothing", () => {
    const room = pacedRoom().after(teacher, "session.pause");
    expect(room.do(ann, "step.complete", { subtask_id: first })).toBe("session_paused");
    expect(room.do(ann, "step.open", { subtask_id: second })).toMatchObject({ result: { subtask_id: second } });
  });

  test("T1 if the teacher sets the pace again, gates and opened steps are gone", () => {
    const room = pacedRoom().after(teacher, "gate.close", { subtask_id: second });
    room.after(ann, "step.open", { subtask_id: second });
    room.moment(teacher, "updated", { change: { settings: Settings.parse({}) } });
    expect([room.state.pace.gates.size, room.state.pace.opened.size]).toEqual([0, 0]);
    expect(room.do(teacher, "gate.close", { subtask_id: second })).toBe("teacher_paced");
    expect(dueOf(room.state)).toBeUndefined();
  });
});

describe("T2 the class waits at a gate", () => {
  test("T2 whoever has done the step waits, nobody passes, and everybody goes on once the last one is done", () => {
    const room = pacedRoom();
    expect(room.do(teacher, "gate.close", { subtask_id: first })).toEqual({
      result: { subtask_id: first, working: 2, present: 2 },
      emitted: [changed(first, true, "teacher", [2, 2])],
    });
    doneBy(room, ann, first);
    expect(positionOf(room.state.pace, room.state, ann.id)).toMatchObject({ step: { id: first }, atGate: true });
    for (const who of [ann, bob]) expect(room.do(who, "step.open", { subtask_id: second })).toBe("gate_closed");
    expect(whatIsDue(room)).toEqual([{ type: "gate.counted", data: { subtask_id: first, working: 1, present: 2 } }]);
    expect(whatIsDue(room)).toEqual([]);
    doneBy(room, bob, first);
    expect(whatIsDue(room)).toEqual([changed(first, false, "class", [0, 2])]);
    expect([ann, bob].map((who) => orderOf(room, who))).toEqual([2, 2]);
    expect(dueOf(room.state)).toBeUndefined();
  });

  test("T2 the teacher opens the gate; closing or opening it twice changes nothing", () => {
    const room = pacedRoom().after(teacher, "gate.close", { subtask_id: first });
    expect(room.do(teacher, "gate.close", { subtask_id: first })).toMatchObject({ emitted: [] });
    doneBy(room, ann, first);
    expect(room.do(teacher, "gate.open", { subtask_id: first })).toMatchObject({
      emitted: [changed(first, false, "teacher", [1, 2])],
    });
    expect(room.do(teacher, "gate.open", { subtask_id: first })).toMatchObject({ emitted: [] });
    expect(orderOf(room)).toBe(2);
    expect(room.do(ann, "gate.close", { subtask_id: first })).toBe("not_allowed");
  });

  test("T2 who is past the gate when it closes may go on, and is not waited for", () => {
    const room = pacedRoom().after(ann, "step.open", { subtask_id: second });
    tick(room).after(teacher, "gate.close", { subtask_id: first });
    expect(room.state.pace.gates.get(first)?.waiting).toEqual(new Set([ann.id]));
    expect(room.do(ann, "step.open", { subtask_id: third })).toMatchObject({ result: { subtask_id: third } });
  });

  test("T2 a student who left is waited for 30 s: a locked phone does not open the gate, going home does", () => {
    const room = pacedRoom().after(teacher, "gate.close", { subtask_id: first });
    doneBy(room, ann, first);
    whatIsDue(room);
    const left = room.clock.now;
    room.moment(bob, "disconnected");
    // The new count is due first.
    expect(whatIsDue(room)).toMatchObject([{ type: "gate.counted", data: { working: 0, present: 1 } }]);
    expect(dueOf(room.state)).toBe(left + 30_000);
    room.moment(bob, "connected");
    expect(whatIsDue(room)).toMatchObject([{ type: "gate.counted", data: { working: 1, present: 2 } }]);
    expect(dueOf(room.state)).toBeUndefined();
    room.after(teacher, "participant.remove", { participant_id: bob.id });
    expect(whatIsDue(room)).toEqual([changed(first, false, "class", [0, 1])]);
  });

  test("T2 a restart opens no gate: nobody is present, and the first one back waits for the others", () => {
    const room = pacedRoom().after(teacher, "gate.close", { subtask_id: first });
    doneBy(room, ann, first);
    whatIsDue(room);
    room.moment(teacher, "opened");
    expect(whatIsDue(room)).toMatchObject([{ type: "gate.counted", data: { working: 0, present: 0 } }]);
    expect(dueOf(room.state)).toBeUndefined();
    tick(room, 600_000).moment(ann, "connected");
    const back = room.clock.now;
    whatIsDue(room);
    expect(dueOf(room.state)).toBe(back + 30_000);
  });

  test("T2 the class's end, and a lesson without the step, leave no gate to open", () => {
    const room = pacedRoom().after(teacher, "gate.close", { subtask_id: first });
    doneBy(room, ann, first);
    doneBy(room, bob, first);
    room.after(teacher, "session.end");
    expect(dueOf(room.state)).toBeUndefined();
    const other = pacedRoom().after(teacher, "gate.close", { subtask_id: first });
    other.moment(teacher, "updated", { change: { lesson: { id: 2, title: "Other", subtasks: steps.slice(1) } } });
    expect(other.state.pace.gates.size).toBe(0);
  });

  test("T2 what students read says how many still work, and only their own position", () => {
    const room = pacedRoom().after(teacher, "gate.close", { subtask_id: first });
    room.after(ann, "step.open", { subtask_id: first }).after(bob, "step.open", { subtask_id: first });
    const context = { state: room.state.pace, room: room.state, viewer: ann, at, query: { limit: 50 } };
    const { gates, positions } = pace.views as any;
    expect(gates.read(context)).toEqual({
      brought_to: { subtask_id: first, at: new Date(at).toISOString() },
      gates: [{ subtask_id: first, working: 2, present: 2 }],
    });
    const seen = (viewer: typeof ann) =>
      Array.from(positions.read({ ...context, viewer }), ({ participant_id }: any) => participant_id);
    expect([seen(ann), seen(teacher)]).toEqual([[ann.id], [ann.id, bob.id]]);
  });
});

test("T1 the last thing that happened decides a position, and in one millisecond a report comes last", () => {
  const all = steps;
  const isGated = () => false;
  const report = (status: string, at: number) => ({ status, at });
  const table: [Parameters<typeof pacedPositionOf>[0], number | undefined][] = [
    [{ all: [], reports: undefined, opened: undefined, brought: undefined, isGated }, undefined],
    [{ all, reports: undefined, opened: undefined, brought: undefined, isGated }, first],
    [{ all, reports: new Map([[first, report("started", 5)]]), opened: undefined, brought: undefined, isGated }, first],
    [
      {
        all,
        reports: new Map([[first, report("completed", 5)]]),
        opened: { subtask_id: first, at: 5 },
        brought: undefined,
        isGated,
      },
      second,
    ],
    [
      {
        all,
        reports: new Map([[first, report("completed", 5)]]),
        opened: { subtask_id: third, at: 5 },
        brought: { subtask_id: second, at: 4 },
        isGated,
      },
      third,
    ],
    // A step that the lesson no longer has.
    [{ all, reports: undefined, opened: { subtask_id: 99, at: 5 }, brought: undefined, isGated }, first],
  ];
  for (const [pacing, id] of table) expect(pacedPositionOf(pacing).step?.id).toBe(id as number);
});
