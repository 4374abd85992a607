import { describe, expect, test } from "bun:test";
import { type Api, toApi } from "../../src/client/api.ts";
import type { HelpItem } from "../../src/client/fold/help.ts";
import type { LiveEvent } from "../../src/client/frames.ts";
import { at, called, event, foldWhole, person, progressed, session, subtask, welcome } from "./support.ts";

const item = (help_id: number, n: number, resolved_at: string | null = null): HelpItem => ({
  ...(called(0, help_id, n).data as HelpItem),
  created_at: at,
  acknowledged_at: null,
  resolved_at,
  position: null,
});

/** Views as the server would read them at `seq`. */
function views(seq: number, of: { help?: HelpItem[]; progress?: unknown[] } = {}): Api {
  return toApi(async (_, path) => {
    const [view = ""] = /\/(help|progress)\?limit=200$/.exec(path)?.slice(1) ?? [];
    // A list is newest first.
    const data: unknown = { help: of.help?.toReversed(), progress: of.progress }[view] ?? [];
    return { data: data as never, status: 200, seq };
  });
}

async function running(seq = 10, api = views(10)) {
  const fold = foldWhole();
  fold.welcome(welcome(seq));
  await fold.load(api);
  const apply = (...events: LiveEvent[]) => events.map(fold.apply);
  return { fold, apply };
}

describe("a list of several pages", () => {
  const base = "/api/sessions/00000000-0000-7000-8000-000000000100";

  test("is read to its end, and an event that some page holds already is applied once", async () => {
    const pages: Record<string, { data: unknown[]; seq: number; next?: string }> = {
      [`${base}/help?limit=200`]: { data: [item(4, 2), item(3, 3)], seq: 12, next: "/page/2" },
      "/page/2": { data: [item(2, 2), item(1, 3, at)], seq: 14 },
    };
    const fold = foldWhole();
    fold.welcome(welcome(10));
    const events = [called(11, 4, 2), event("help.resolved", 13, { help_id: 1, participant_id: person(3).id })];
    for (const one of [...events, called(14, 5, 3)]) fold.apply(one);
    await fold.load(toApi(async (_, path) => ({ status: 200, ...(pages[path] ?? { data: [], seq: 10 }) }) as never));
    expect(fold.room()?.help.map(({ help_id, resolved_at }) => [help_id, resolved_at])).toEqual([
      [1, at],
      [2, null],
      [3, null],
      [4, null],
      [5, null],
    ]);
  });

  test("the roster of a large class begins with the welcome, and the rest is read", async () => {
    const everybody = Array.from({ length: 502 }, (_, n) => person(n + 1));
    const asked: string[] = [];
    const api = toApi(async (_, path) => {
      asked.push(path);
      if (path === `${base}/participants?limit=200`)
        return { data: everybody.slice(0, 3), status: 200, seq: 10, next: "/more" } as never;
      return { data: path === "/more" ? everybody.slice(3) : [], status: 200, seq: 12 } as never;
    });
    const fold = foldWhole();
    fold.welcome(welcome(10, { participants: everybody.slice(0, 500) }));
    expect(fold.room()?.people.size).toBe(500);
    fold.apply(event("participant.left", 11, { ...person(501), is_online: false }));
    await fold.load(api);
    expect(fold.room()?.people.size).toBe(502);
    expect([501, 502].map((n) => fold.room()?.people.get(person(n).id)?.is_online)).toEqual([false, true]);
    asked.length = 0;
    fold.welcome(welcome(20, { participants: everybody.slice(0, 499) }));
    await fold.load(api);
    expect(asked.filter((path) => path.includes("participants"))).toEqual([]);
    expect(fold.room()?.people.size).toBe(499);
  });
});

test("a capture for a question that is not asked yet changes nothing; the question comes with it", () => {
  const fold = foldWhole();
  fold.welcome(welcome(10));
  const capture_url = "https://example.com/slide.png";
  const { questions } = fold.room() ?? {};
  fold.apply(event("question.intended", 11, { question_id: 1 }));
  fold.apply(event("question.captured", 12, { question_id: 1, visibility: "all", capture_url }));
  expect([questions, fold.room()?.questions, fold.room()?.intended.size]).toEqual([[], [], 1]);
  const asked = { question_id: 1, message_id: person(9).id, text: "?", cleaned_text: "?", capture_url };
  fold.apply(
    event("question.asked", 13, { ...asked, participant_id: person(2).id, user_name: "Student 2", visibility: "all" }),
  );
  expect(fold.room()?.questions).toMatchObject([{ question_id: 1, capture_url }]);
  expect(fold.room()?.intended.size).toBe(0);
});

describe("a room", () => {
  test("begins with the welcome, and is whole once its views are read", async () => {
    const fold = foldWhole();
    fold.welcome(welcome(10));
    expect([fold.room()?.session.code, fold.room()?.people.size, fold.loaded()]).toEqual(["ABC234", 3, false]);
    await fold.load(views(10, { help: [item(1, 2)] }));
    expect([fold.loaded(), fold.room()?.help]).toEqual([true, [item(1, 2)]]);
  });

  test("L4 applies each event once, however often it arrives", async () => {
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
      const fold = foldWhole();
      fold.welcome(welcome(10));
      fold.apply(called(11, 1, 2));
      fold.apply(called(12, 2, 3));
      await fold.load(views(seq, { help: [...help] }));
      expect(fold.room()?.help).toEqual([item(1, 2), item(2, 3)]);
    }
  });

  test("a view that is ahead of the events waits for none of those it holds", async () => {
    const fold = foldWhole();
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

  test("starts from the new welcome if the log is no longer kept", async () => {
    const { fold, apply } = await running();
    apply(called(11, 1, 2));
    fold.welcome(welcome(50));
    expect([fold.cursor()?.seq, fold.stale()]).toEqual([50, true]);
    await fold.load(views(50, { help: [item(9, 2)] }));
    expect(fold.room()?.help).toEqual([item(9, 2)]);
  });

  test("a feature that is turned on in the middle of the class shows what happened before", async () => {
    const fold = foldWhole();
    fold.welcome(welcome(10, { session: session({ features: ["steps"] }) }));
    await fold.load(views(10));
    fold.apply(event("session.updated", 11, { features: ["steps", "help"] }));
    // The page stays as it is until the view is read.
    expect([fold.loaded(), fold.stale()]).toEqual([true, true]);
    fold.apply(called(12, 2, 3));
    await fold.load(views(11, { help: [item(1, 2)] }));
    expect([fold.stale(), fold.room()?.help]).toEqual([false, [item(1, 2), item(2, 3)]]);
    // Turned off again before its view was read, it waits for none.
    fold.apply(event("session.updated", 13, { features: ["steps"] }));
    fold.apply(event("session.updated", 14, { features: ["steps", "help"] }));
    fold.apply(event("session.updated", 15, { features: ["steps"] }));
    expect([fold.stale(), fold.room()?.help]).toEqual([false, [item(1, 2), item(2, 3)]]);
  });

  test("a student who waits for help reads their position again after the connection was lost", async () => {
    const fold = foldWhole();
    const you = person(2);
    fold.welcome(welcome(10, { you, participants: null }));
    await fold.load(views(10, { help: [{ ...item(4, 2), position: 3 }] }));
    fold.apply({ type: "help.moved", at, data: { help_id: 4, participant_id: you.id, position: 2 } });
    expect(fold.room()?.help).toMatchObject([{ help_id: 4, position: 2 }]);
    fold.welcome(welcome(12, { you, participants: null, resumed: true }));
    expect([fold.loaded(), fold.stale()]).toEqual([true, true]);
    await fold.load(views(12, { help: [{ ...item(4, 2), position: 1 }] }));
    expect(fold.room()?.help).toMatchObject([{ help_id: 4, position: 1 }]);
    fold.apply(event("help.acknowledged", 13, { help_id: 4, participant_id: you.id }));
    expect(fold.room()?.help).toMatchObject([{ acknowledged_at: at, position: 1 }]);
    fold.apply(event("help.resolved", 14, { help_id: 4, participant_id: you.id }));
    expect(fold.room()?.help).toMatchObject([{ resolved_at: at, position: null }]);
    fold.welcome(welcome(14, { you, participants: null, resumed: true }));
    expect(fold.stale()).toBe(false);
  });

  test("a view that could not be read is read the next time", async () => {
    const fold = foldWhole();
    fold.welcome(welcome(10));
    const failing = toApi(() => Promise.reject(new Error("no network")));
    await expect(fold.load(failing)).rejects.toThrow("no network");
    fold.apply(called(11, 1, 2));
    await fold.load(views(10));
    expect([fold.loaded(), fold.room()?.help]).toEqual([true, [item(1, 2)]]);
  });
});

describe("the folds", () => {
  test("the class moves on, pauses, resumes and ends", async () => {
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

  test("a new lesson keeps the current step if it contains it", async () => {
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

  test("the open requests of a person who is removed are resolved", async () => {
    const { fold, apply } = await running();
    apply(called(11, 5, 2), called(12, 6, 3));
    apply(event("participant.removed", 13, { participant_id: person(3).id, nickname: "Student 3" }));
    const times = fold.room()?.help.filter(({ help_id }) => help_id >= 5);
    expect(times?.map(({ help_id, resolved_at }) => [help_id, resolved_at])).toEqual([
      [5, null],
      [6, at],
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
