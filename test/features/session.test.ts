import { describe, expect, test } from "bun:test";
import type { SessionStatus } from "../../src/domain/session.ts";
import { ann, at, paperRoom, record, steps, teacher, time } from "../support/rules.ts";

const statuses = ["WAITING", "IN_PROGRESS", "PAUSED", "ENDED"] as const;

describe("a session waits, runs, pauses and ends", () => {
  const table: [string, Record<SessionStatus, string>][] = [
    ["start", { WAITING: "IN_PROGRESS", IN_PROGRESS: "wrong_status", PAUSED: "wrong_status", ENDED: "session_ended" }],
    ["pause", { WAITING: "PAUSED", IN_PROGRESS: "PAUSED", PAUSED: "wrong_status", ENDED: "session_ended" }],
    ["resume", { WAITING: "wrong_status", IN_PROGRESS: "wrong_status", PAUSED: "IN_PROGRESS", ENDED: "session_ended" }],
    ["end", { WAITING: "ENDED", IN_PROGRESS: "ENDED", PAUSED: "ENDED", ENDED: "session_ended" }],
    // The record of this table has not started.
    ["reopen", { WAITING: "wrong_status", IN_PROGRESS: "wrong_status", PAUSED: "wrong_status", ENDED: "WAITING" }],
  ];
  const rows = table.flatMap(([action, to]) => statuses.map((from) => [action, from, to[from]] as const));
  test.each(rows)("%s while %s: %s", (action, status, expected) => {
    const came = paperRoom({ status }).do(teacher, `session.${action}`, { message: "a word" });
    if (!(statuses as readonly string[]).includes(expected)) return expect(came).toBe(expected);
    const instructor = { id: 1, name: "Teacher" };
    expect(came).toEqual({
      result: { status: expected },
      emitted: [{ type: "session.status_changed", data: { status: expected, action, message: "a word", instructor } }],
    });
  });

  test.each(["start", "pause", "resume", "end", "reopen"])("a student cannot %s it", (action) => {
    for (const status of statuses) expect(paperRoom({ status }).do(ann, `session.${action}`)).toBe("not_allowed");
  });

  test("it stores when it first started and when it ended, and resuming does not change that", () => {
    const room = paperRoom();
    const { session } = room.state;
    expect(session.record).toEqual(record);
    room.after(teacher, "session.pause");
    expect([session.record?.started_at, session.record?.ended_at]).toEqual([null, null]);
    room.after(teacher, "session.resume");
    expect(session.record?.started_at).toBe(time);
    room.after(teacher, "session.end");
    expect(session.record).toEqual({ ...record, status: "ENDED", started_at: time, ended_at: time });
  });

  test("M3 a class that had started runs again when it is reopened, and the time in between is a break", () => {
    const room = paperRoom();
    const { session } = room.state;
    room.after(teacher, "step.start", {}).after(teacher, "session.end");
    room.clock.now += 600_000;
    room.after(teacher, "session.reopen");
    expect(session.record).toMatchObject({ status: "IN_PROGRESS", started_at: time, ended_at: null });
    expect(session.record?.current_subtask?.id).toBe(11);
    room.clock.now += 60_000;
    room.after(teacher, "session.end");
    expect(session.record?.ended_at).toBe(new Date(at + 660_000).toISOString());
    expect(session.breaks).toEqual([{ from: at, to: at + 600_000 }]);
  });

  test("a message is optional, cleaned, and no longer than 1,000 characters", () => {
    const messageOf = (message: unknown) => {
      const came = paperRoom().do(teacher, "session.start", { message });
      return typeof came === "string"
        ? came
        : came.emitted.map(({ data }) => (data as { message: unknown }).message)[0];
    };
    const given = [undefined, null, "", "  ", " hi\u0000 ", "x".repeat(1000), "x".repeat(1001), 5];
    expect(given.map(messageOf)).toEqual([
      null,
      null,
      null,
      null,
      "hi",
      "x".repeat(1000),
      "does_not_fit",
      "does_not_fit",
    ]);
  });
});

describe("a change of the session's card", () => {
  test("names only what changed, and leaves the rest", () => {
    const room = paperRoom();
    expect(room.moment(teacher, "updated", { change: { title: "New" } })).toEqual([
      { type: "session.updated", data: { title: "New" } },
    ]);
    expect(room.state.session.record).toEqual({ ...record, title: "New" });
  });

  test("to another lesson keeps the current step only if that lesson has it, too", () => {
    const room = paperRoom().after(teacher, "step.start", { subtask_id: 12 });
    const longer = { id: 1, title: "Lesson", subtasks: [{ ...steps[1], title: "Chosen" }, steps[0]] as typeof steps };
    room.moment(teacher, "updated", { change: { lesson: longer } });
    expect(room.state.session.record?.current_subtask).toEqual({ ...steps[1], title: "Chosen" } as never);
    room.moment(teacher, "updated", { change: { lesson: null } });
    expect(room.state.session.record?.current_subtask).toBeNull();
  });

  test("is refused once it has ended", () => {
    const room = paperRoom({ status: "ENDED" });
    expect(() => room.moment(teacher, "updated", { change: { title: "New" } })).toThrow("The session has ended.");
  });
});

describe("what every command goes through", () => {
  const table: [string, () => unknown, string][] = [
    ["a command that is none", () => paperRoom().do(teacher, "no.such"), "unknown_type"],
    ["a word of every object's", () => paperRoom().do(teacher, "constructor"), "unknown_type"],
    ["the wrong role, before its input is even read", () => paperRoom().do(ann, "step.start", 5), "not_allowed"],
    [
      "input that does not fit, also in a session that has ended",
      () => paperRoom({ status: "ENDED" }).do(ann, "step.complete", {}),
      "does_not_fit",
    ],
    ["an ended session", () => paperRoom({ status: "ENDED" }).do(ann, "help.request"), "session_ended"],
    [
      "a feature that the session does without",
      () => paperRoom({ features: ["steps"] }).do(ann, "help.request"),
      "feature_off",
    ],
    [
      "a session's own commands, which it never does without",
      () => paperRoom({ features: [] }).do(teacher, "session.start"),
      "ok",
    ],
    [
      "somebody who was removed",
      () => paperRoom().after(teacher, "participant.remove", { participant_id: ann.id }).do(ann, "help.request"),
      "removed",
    ],
  ];
  test.each(table)("%s", (_, came, code) => {
    const given = came();
    expect(typeof given === "string" ? given : "ok").toBe(code);
  });

  test("the clock is an argument", () => {
    expect(new Date(at).toISOString()).toBe(time);
  });
});
