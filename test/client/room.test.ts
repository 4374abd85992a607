import { describe, expect, test } from "bun:test";
import { type Api, toApi } from "../../src/client/api.ts";
import type { HelpItem } from "../../src/client/fold/help.ts";
import type { LiveEvent } from "../../src/client/frames.ts";
import { openRoomFold } from "../../src/client/room.ts";
import { at, called, event, person, progressed, subtask, welcome } from "./support.ts";

const item = (help_id: number, n: number, resolved_at: string | null = null): HelpItem => ({
  ...(called(0, help_id, n).data as HelpItem),
  created_at: at,
  resolved_at,
});

/** Views as the server would read them at `seq`. */
function views(seq: number, of: { help?: HelpItem[]; progress?: unknown[] } = {}): Api {
  return toApi(async (_, path) => {
    const data: unknown = path.endsWith("/help")
      ? (of.help ?? [])
      : path.endsWith("/progress")
        ? (of.progress ?? [])
        : [];
    return { data: data as never, status: 200, seq };
  });
}

async function running(seq = 10, api = views(10)) {
  const fold = openRoomFold();
  fold.welcome(welcome(seq));
  await fold.load(api);
  const apply = (...events: LiveEvent[]) => events.map(fold.apply);
  return { fold, apply };
}

describe("a room", () => {
  test("begins with the welcome, and is whole once its views are read", async () => {
    const fold = openRoomFold();
    fold.welcome(welcome(10));
    expect([fold.room()?.session.code, fold.room()?.people.size, fold.loaded()]).toEqual(["ABC234", 3, false]);
    await fold.load(views(10, { help: [item(1, 2)] }));
    expect([fold.loaded(), fold.room()?.help]).toEqual([true, [item(1, 2)]]);
  });

  test("applies each event once, however often it comes", async () => {
    const { fold, apply } = await running();
    expect(apply(called(11, 1, 2), called(11, 1, 2), called(10, 1, 2))).toEqual([true, false, false]);
    expect([fold.room()?.help.length, fold.cursor()?.seq]).toEqual([1, 11]);
  });

  test("an event that comes while a view is being read is in it, or applied after it, and never twice", async () => {
    for (const [seq, help] of [
      [10, []],
      [11, [item(1, 2)]],
      [12, [item(1, 2), item(2, 3)]],
    ] as const) {
      const fold = openRoomFold();
      fold.welcome(welcome(10));
      fold.apply(called(11, 1, 2));
      fold.apply(called(12, 2, 3));
      await fold.load(views(seq, { help: [...help] }));
      expect(fold.room()?.help).toEqual([item(1, 2), item(2, 3)]);
    }
  });

  test("a view that is ahead of the events waits for none of those it holds", async () => {
    const fold = openRoomFold();
    fold.welcome(welcome(10));
    await fold.load(views(12, { help: [item(1, 2), item(2, 3)] }));
    fold.apply(called(11, 1, 2));
    fold.apply(called(12, 2, 3));
    fold.apply(called(13, 3, 2));
    expect(fold.room()?.help).toEqual([item(1, 2), item(2, 3), item(3, 2)]);
  });

  test("a resumed welcome changes nothing but who is here: the events that follow do", async () => {
    const { fold, apply } = await running();
    apply(called(11, 1, 2));
    fold.welcome(welcome(15, { resumed: true, online_count: 7, connections: 2, participants: [] }));
    expect([fold.cursor()?.seq, fold.room()?.help.length, fold.room()?.people.size]).toEqual([11, 1, 3]);
    expect(fold.room()?.presence).toEqual({ online_count: 7, teacher_online: true, connections: 2 });
    apply(called(14, 2, 3));
    expect([fold.cursor()?.seq, fold.room()?.help.length]).toEqual([14, 2]);
  });

  test("where the log is not kept any more it starts from the new welcome", async () => {
    const { fold, apply } = await running();
    apply(called(11, 1, 2));
    fold.welcome(welcome(50));
    expect([fold.cursor()?.seq, fold.loaded()]).toEqual([50, false]);
    await fold.load(views(50, { help: [item(9, 2)] }));
    expect(fold.room()?.help).toEqual([item(9, 2)]);
  });

  test("a view that could not be read is read the next time", async () => {
    const fold = openRoomFold();
    fold.welcome(welcome(10));
    const failing = toApi(() => Promise.reject(new Error("no network")));
    await expect(fold.load(failing)).rejects.toThrow("no network");
    fold.apply(called(11, 1, 2));
    await fold.load(views(10));
    expect([fold.loaded(), fold.room()?.help]).toEqual([true, [item(1, 2)]]);
  });
});

describe("the folds", () => {
  test("the class moves on, pauses, goes on and ends", async () => {
    const { fold, apply } = await running();
    const instructor = { id: 1, name: "Teacher" };
    const changed = (seq: number, status: "PAUSED" | "IN_PROGRESS" | "ENDED", action: "pause" | "resume" | "end") =>
      event("session.status_changed", seq, { status, action, message: null, instructor });
    apply(event("step.changed", 11, { subtask: subtask(2), message: null, status: "IN_PROGRESS", instructor }));
    expect(fold.room()?.session.current_subtask?.id).toBe(2);
    apply(changed(12, "PAUSED", "pause"));
    expect(fold.room()?.session.status).toBe("PAUSED");
    apply(changed(13, "IN_PROGRESS", "resume"), changed(14, "ENDED", "end"));
    expect([fold.room()?.session.status, fold.room()?.session.ended_at]).toEqual(["ENDED", at]);
    expect(fold.room()?.controls.map(({ action }) => action)).toEqual(["START_STEP", "PAUSE", "RESUME", "END_STEP"]);
  });

  test("a new lesson keeps the step where it has it", async () => {
    const { fold, apply } = await running();
    apply(event("session.updated", 11, { lesson: { id: 2, title: "Other", subtasks: [subtask(7)] } }));
    expect([fold.room()?.session.lesson?.id, fold.room()?.session.current_subtask]).toEqual([2, null]);
  });

  test("people come, go and are removed", async () => {
    const { fold, apply } = await running();
    apply(event("participant.joined", 11, person(4, { is_online: false })));
    apply(event("participant.arrived", 12, person(4)));
    apply(event("participant.left", 13, person(2, { is_online: false, status: "DISCONNECTED" })));
    apply(event("participant.removed", 14, { participant_id: person(3).id, nickname: "Student 3" }));
    apply(event("participant.left", 15, person(3, { is_online: false })));
    const people = Array.from(fold.room()?.people.values() ?? [], ({ user_id, is_online }) => [user_id, is_online]);
    expect(people).toEqual([
      [1, true],
      [2, false],
      [4, true],
    ]);
  });

  test("progress is the last that was said of each step", async () => {
    const { fold, apply } = await running();
    apply(progressed(11, 2, 1, "started"), progressed(12, 2, 1), progressed(13, 2, 2, "started"));
    const steps = Array.from(fold.room()?.progress.get(person(2).id) ?? [], ([id, { status }]) => [id, status]);
    expect(steps).toEqual([
      [1, "completed"],
      [2, "started"],
    ]);
  });

  test("a call for help is open until it is dealt with", async () => {
    const { fold, apply } = await running();
    apply(called(11, 1, 2), event("help.resolved", 12, { help_id: 1, participant_id: person(2).id }));
    expect(fold.room()?.help).toEqual([item(1, 2, at)]);
  });
});
