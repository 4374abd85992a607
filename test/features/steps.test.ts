import { describe, expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { fold } from "../../src/live/room.ts";
import { ann, at, bob, type Paper, paperRoom, steps, teacher, time } from "../support/rules.ts";

const instructor = { id: 1, name: "Teacher" };
const [first, second, third] = steps;

describe("the teacher moves the class", () => {
  const table: [string, () => Paper, unknown, unknown][] = [
    [
      "to a step: a class that waited has begun",
      () => paperRoom(),
      { subtask_id: 12 },
      { subtask: second, status: "IN_PROGRESS" },
    ],
    ["with no step named, to the first", () => paperRoom(), {}, { subtask: first, status: "IN_PROGRESS" }],
    [
      "with null for a step, as some apps have it",
      () => paperRoom(),
      { subtask_id: null },
      { subtask: first, status: "IN_PROGRESS" },
    ],
    [
      "then to the one after the current",
      () => paperRoom().after(teacher, "step.start", { subtask_id: 12 }),
      {},
      { subtask: third, status: "IN_PROGRESS" },
    ],
    [
      "back again",
      () => paperRoom().after(teacher, "step.start", { subtask_id: 13 }),
      { subtask_id: 11 },
      { subtask: first, status: "IN_PROGRESS" },
    ],
    [
      "to the current step",
      () => paperRoom().after(teacher, "step.start"),
      { subtask_id: 11 },
      { subtask: first, status: "IN_PROGRESS" },
    ],
    ["while paused: it stays paused", () => paperRoom({ status: "PAUSED" }), {}, { subtask: first, status: "PAUSED" }],
  ];
  test.each(table)("%s", (_, room, input, result) => {
    const { subtask, status } = result as { subtask: typeof first; status: string };
    const paper = room();
    expect(paper.do(teacher, "step.start", input)).toEqual({
      result,
      emitted: [{ type: "step.changed", data: { subtask, message: null, status, instructor } }],
    });
    expect(paper.state.session.record).toMatchObject({ status, current_subtask: subtask });
  });

  const refusals: [string, () => Paper, unknown, string][] = [
    ["past the last step", () => paperRoom().after(teacher, "step.start", { subtask_id: 13 }), {}, "no_next_step"],
    ["in a session with no lesson", () => paperRoom({ lesson: null }), {}, "no_next_step"],
    [
      "in a lesson with no step",
      () => paperRoom({ lesson: { id: 1, title: "Empty", subtasks: [] } }),
      {},
      "no_next_step",
    ],
    ["to a step of another lesson", () => paperRoom(), { subtask_id: 99 }, "subtask_not_found"],
    ["to a value that is not an id", () => paperRoom(), { subtask_id: "12" }, "does_not_fit"],
    ["to half a step", () => paperRoom(), { subtask_id: 1.5 }, "does_not_fit"],
    ["if the session does not use steps", () => paperRoom({ features: ["chat"] }), {}, "feature_off"],
  ];
  test.each(refusals)("not %s", (_, room, input, code) => {
    expect(room().do(teacher, "step.start", input)).toBe(code);
  });

  test("what the teacher did is written down, a start of the session being none of it", () => {
    const room = paperRoom();
    room.after(teacher, "session.start");
    room.after(teacher, "step.start", { message: "open it" });
    room.after(teacher, "session.pause", { message: "a break" });
    room.after(teacher, "session.resume");
    room.after(teacher, "session.end");
    const common = { instructor, created_at: time };
    expect(room.state.steps.controls).toEqual([
      { ...common, id: 1, action: "START_STEP", subtask: first ?? null, message: "open it" },
      { ...common, id: 2, action: "PAUSE", subtask: first ?? null, message: "a break" },
      { ...common, id: 3, action: "RESUME", subtask: first ?? null, message: "" },
      { ...common, id: 4, action: "END_STEP", subtask: first ?? null, message: "" },
    ]);
  });
});

test("the last 1,000 actions of the teacher are kept, and their ids go on", () => {
  const room = paperRoom();
  for (let n = 0; n < 1003; n++) room.do(teacher, "step.start", { subtask_id: 11 });
  const { controls } = room.state.steps;
  expect([controls.length, controls[0]?.id, controls.at(-1)?.id]).toEqual([1000, 4, 1003]);
});

test("however often the class goes to a step, the state holds its text once for each edition", () => {
  const room = paperRoom();
  const edited = { ...first, guide_text: "Open the settings." };
  const texts = [first, second, first, second, edited, first, edited];
  for (const subtask of texts) {
    const data = { subtask: structuredClone(subtask), message: null, status: "IN_PROGRESS", instructor };
    fold(room.state, { type: "step.changed", at, actor: teacher.id, data });
  }
  const held = room.state.steps.controls.map(({ subtask }) => subtask);
  expect<unknown>(held).toEqual(texts);
  expect(new Set(held).size).toBe(3);
});

describe("students say how far they are", () => {
  const said = (subtask_id: number, status: string, finished: boolean, note: string | null = null) => ({
    result: { subtask_id, status },
    emitted: [
      {
        type: "progress.updated",
        data: { participant_id: ann.id, user_id: 2, user_name: "Ann", subtask_id, status, note, finished },
      },
    ],
  });

  test("a completed step is published and moves the student on", () => {
    const room = paperRoom();
    expect(room.do(ann, "step.complete", { subtask_id: 12 })).toEqual(said(12, "completed", false));
    expect(room.person(ann)?.current_subtask).toEqual({ id: 12, title: "Choose", order_index: 2 });
    expect(room.do(ann, "progress.update", { subtask_id: 11, status: "started", note: " soon " })).toEqual(
      said(11, "started", false, "soon"),
    );
    expect(room.person(ann)?.current_subtask?.id).toBe(11);
  });

  test("a status is optional: in progress", () => {
    expect(paperRoom().do(ann, "progress.update", { subtask_id: 11 })).toEqual(said(11, "in_progress", false));
  });

  test("COMPLETED when the last step that was open is done, in whatever order, by whatever word", () => {
    const room = paperRoom();
    room.moment(ann, "connected");
    const status = () => room.person(ann)?.status;
    expect(room.do(ann, "step.complete", { subtask_id: 13 })).toEqual(said(13, "completed", false));
    expect(room.do(ann, "step.complete", { subtask_id: 11 })).toEqual(said(11, "completed", false));
    expect(room.do(ann, "step.complete", { subtask_id: 11 })).toEqual(said(11, "completed", false));
    expect(status()).toBe("ACTIVE");
    expect(room.do(ann, "progress.update", { subtask_id: 12, status: "completed" })).toEqual(
      said(12, "completed", true),
    );
    expect(status()).toBe("COMPLETED");
    // One who takes a step up again is at work again.
    expect(room.do(ann, "progress.update", { subtask_id: 11, status: "failed" })).toEqual(said(11, "failed", false));
    expect(status()).toBe("ACTIVE");
    expect(room.do(ann, "step.complete", { subtask_id: 11 })).toEqual(said(11, "completed", true));
    expect(status()).toBe("COMPLETED");
    expect(room.person(bob)?.status).toBe("WAITING");
  });

  test("a lesson that gets another step opens it for who had done them all", () => {
    const room = paperRoom();
    room.moment(ann, "connected");
    for (const { id } of steps) room.do(ann, "step.complete", { subtask_id: id });
    expect(room.person(ann)?.status).toBe("COMPLETED");
    const more = { ...steps[0], id: 14, order_index: 4 } as (typeof steps)[number];
    room.moment(teacher, "updated", { change: { lesson: { id: 1, title: "Lesson", subtasks: [...steps, more] } } });
    expect(room.person(ann)?.status).toBe("ACTIVE");
    expect(room.do(ann, "step.complete", { subtask_id: 14 })).toEqual(said(14, "completed", true));
    expect(room.person(ann)?.status).toBe("COMPLETED");
  });

  const refusals: [string, () => Paper, typeof ann, string, unknown, string][] = [
    ["a step of no lesson", () => paperRoom(), ann, "step.complete", { subtask_id: 99 }, "subtask_not_found"],
    [
      "a step if there is no lesson",
      () => paperRoom({ lesson: null }),
      ann,
      "step.complete",
      { subtask_id: 11 },
      "subtask_not_found",
    ],
    ["no step", () => paperRoom(), ann, "step.complete", {}, "does_not_fit"],
    [
      "an unknown status",
      () => paperRoom(),
      ann,
      "progress.update",
      { subtask_id: 11, status: "asleep" },
      "does_not_fit",
    ],
    [
      "while paused: done",
      () => paperRoom({ status: "PAUSED" }),
      ann,
      "step.complete",
      { subtask_id: 11 },
      "session_paused",
    ],
    [
      "while paused: progress",
      () => paperRoom({ status: "PAUSED" }),
      ann,
      "progress.update",
      { subtask_id: 11 },
      "session_paused",
    ],
    ["the teacher's own progress", () => paperRoom(), teacher, "step.complete", { subtask_id: 11 }, "not_allowed"],
    ["after the end", () => paperRoom({ status: "ENDED" }), ann, "step.complete", { subtask_id: 11 }, "session_ended"],
  ];
  test.each(refusals)("not %s", (_, room, who, command, input, code) => {
    expect(room().do(who, command, input)).toBe(code);
  });

  test("the teacher sees everybody's progress, a student their own", () => {
    const room = paperRoom();
    room.after(ann, "step.complete", { subtask_id: 11 });
    room.after(bob, "progress.update", { subtask_id: 12, status: "failed", note: "help" });
    const feature = features.find(({ name }) => name === "steps") as any;
    const seen = (viewer: typeof ann) =>
      Array.from(feature.views.progress.read({ state: room.state.steps, room: room.state, viewer, query: {} }));
    const anns = { participant_id: ann.id, steps: [{ subtask_id: 11, status: "completed", note: null, at: time }] };
    const bobs = { participant_id: bob.id, steps: [{ subtask_id: 12, status: "failed", note: "help", at: time }] };
    expect([seen(teacher), seen(ann), seen(bob)]).toEqual([[anns, bobs], [anns], [bobs]]);
  });
});
