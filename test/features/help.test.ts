import { describe, expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { ann, at, bob, paperRoom, teacher, time } from "../support/rules.ts";

const requested = (help_id: number, who: typeof ann, { subtask_id = null as number | null, message = "" } = {}) => ({
  help_id,
  participant_id: who.id,
  user_id: who.user_id,
  user_name: who.nickname,
  subtask_id,
  message,
});

describe("asking for help", () => {
  const table: [string, unknown, number | null, string][] = [
    ["with nothing", {}, null, ""],
    ["with a step", { subtask_id: 12 }, 12, ""],
    ["with words", { message: " I am lost\u0007 " }, null, "I am lost"],
    ["with null for either", { subtask_id: null, message: null }, null, ""],
  ];
  test.each(table)("%s", (_, input, subtask_id, message) => {
    expect(paperRoom().do(ann, "help.request", input)).toEqual({
      result: { help_id: 1 },
      emitted: [{ type: "help.requested", data: { ...requested(1, ann, { subtask_id, message }), position: 1 } }],
    });
  });

  test("requests are numbered 1, 2, 3 within their session, regardless of the person; a person may ask again", () => {
    const room = paperRoom();
    const ids = [ann, bob, ann].map((who) => (room.do(who, "help.request") as any).result.help_id);
    expect(ids).toEqual([1, 2, 3]);
  });

  test("also while the session is paused, but not by the teacher, not for a step that is none, not after the end", () => {
    expect(paperRoom({ status: "PAUSED" }).do(ann, "help.request")).toMatchObject({ result: { help_id: 1 } });
    expect(paperRoom().do(teacher, "help.request")).toBe("not_allowed");
    expect(paperRoom().do(ann, "help.request", { subtask_id: 99 })).toBe("subtask_not_found");
    expect(paperRoom({ lesson: null }).do(ann, "help.request", { subtask_id: 11 })).toBe("subtask_not_found");
    expect(paperRoom({ status: "ENDED" }).do(ann, "help.request")).toBe("session_ended");
  });
});

describe("a request is dealt with", () => {
  const table: [string, typeof ann, unknown, string][] = [
    ["by the teacher", teacher, { help_id: 1 }, "ok"],
    ["by who asked", ann, { help_id: 1 }, "ok"],
    ["not by another student, who does not even learn that it is there", bob, { help_id: 1 }, "help_not_found"],
    ["not if it does not exist", teacher, { help_id: 2 }, "help_not_found"],
    ["not without saying which", teacher, {}, "does_not_fit"],
    ["not the noughth", teacher, { help_id: 0 }, "does_not_fit"],
  ];
  test.each(table)("%s", (_, who, input, expected) => {
    const came = paperRoom().after(ann, "help.request").do(who, "help.resolve", input);
    if (expected !== "ok") return expect(came).toBe(expected);
    expect(came).toEqual({
      result: { help_id: 1 },
      emitted: [{ type: "help.resolved", data: { help_id: 1, participant_id: ann.id } }],
    });
  });

  test("once", () => {
    const room = paperRoom().after(ann, "help.request").after(ann, "help.resolve", { help_id: 1 });
    expect(room.do(ann, "help.resolve", { help_id: 1 })).toBe("already_resolved");
    expect(room.do(teacher, "help.resolve", { help_id: 1 })).toBe("already_resolved");
    expect(room.do(bob, "help.resolve", { help_id: 1 })).toBe("help_not_found");
  });

  test("the teacher sees all requests, newest first; a student their own; by whether they are resolved", () => {
    const room = paperRoom().after(ann, "help.request", { message: "a" }).after(bob, "help.request", { message: "b" });
    room.after(teacher, "help.resolve", { help_id: 1 });
    const feature = features.find(({ name }) => name === "help") as any;
    const seen = (viewer: typeof ann, resolved?: string) =>
      Array.from(feature.views.list.read({ state: room.state.help, room: room.state, viewer, query: { resolved } }));
    const times = { created_at: time, acknowledged_at: null };
    const first = { ...requested(1, ann, { message: "a" }), ...times, resolved_at: time, position: null };
    const second = { ...requested(2, bob, { message: "b" }), ...times, resolved_at: null, position: 1 };
    expect([seen(teacher), seen(ann), seen(bob)]).toEqual([[second, first], [first], [second]]);
    expect([seen(teacher, "true"), seen(teacher, "false"), seen(ann, "false")]).toEqual([[first], [second], []]);
  });
});

test("the state has no name or user id for each request: these are read from the people", () => {
  const room = paperRoom().after(ann, "help.request", { message: "a" }).after(teacher, "help.resolve", { help_id: 1 });
  const times = { requestedAt: at, acknowledgedAt: null, resolvedAt: at };
  const request = { help_id: 1, participant_id: ann.id, subtask_id: null, message: "a", ...times };
  expect(room.state.help.items.get(1)).toStrictEqual(request);
});

test("above 2,000 requests the oldest resolved one is dropped, or one of the same person, never somebody else's", () => {
  const room = paperRoom().after(ann, "help.request").after(bob, "help.request").after(bob, "help.request");
  room.after(teacher, "help.resolve", { help_id: 2 });
  for (let n = 0; n < 1998; n++) room.do(bob, "help.request");
  const { items, queue } = room.state.help;
  expect([items.size, items.has(1), items.has(2), items.has(3)]).toEqual([2000, true, false, true]);
  room.do(bob, "help.request");
  expect([items.size, queue.size, items.has(1), items.has(3)]).toEqual([2000, 2000, true, false]);
  expect((room.do(teacher, "help.acknowledge", { help_id: 1 }) as any).result).toEqual({ help_id: 1 });
});

test("the last 2,000 requests are kept: the oldest leaves the list and the queue, and ids go on", () => {
  const room = paperRoom();
  for (let n = 0; n < 2002; n++) room.do(n % 2 ? ann : bob, "help.request");
  const { items, queue } = room.state.help;
  expect([items.size, queue.size, items.keys().next().value, queue.values().next().value]).toEqual([2000, 2000, 3, 3]);
  expect(room.do(teacher, "help.resolve", { help_id: 2 })).toBe("help_not_found");
  expect((room.do(teacher, "help.resolve", { help_id: 3 }) as any).result).toEqual({ help_id: 3 });
  expect((room.do(ann, "help.request") as any).result).toEqual({ help_id: 2003 });
});

describe("the queue", () => {
  const moved = (help_id: number, who: typeof ann, position: number) => ({
    type: "help.moved",
    data: { help_id, participant_id: who.id, position },
  });
  const resolve = (room: ReturnType<typeof paperRoom>, help_id: number) =>
    (room.do(teacher, "help.resolve", { help_id }) as any).emitted.slice(1);

  test("a request is told its position, and its new one if a request before it is resolved", () => {
    const room = paperRoom();
    const positions = [ann, bob, ann].map((who) => (room.do(who, "help.request") as any).emitted[0].data.position);
    expect(positions).toEqual([1, 2, 3]);
    expect(resolve(room, 2)).toEqual([moved(3, ann, 2)]);
    expect(resolve(room, 1)).toEqual([moved(3, ann, 1)]);
    expect(resolve(room, 3)).toEqual([]);
    expect((room.do(bob, "help.request") as any).emitted[0].data.position).toBe(1);
  });

  test("a person who is removed leaves it", () => {
    const room = paperRoom().after(ann, "help.request").after(bob, "help.request").after(ann, "help.request");
    room.after(teacher, "participant.remove", { participant_id: ann.id });
    const feature = features.find(({ name }) => name === "help") as any;
    const read = (query: object) =>
      Array.from(feature.views.list.read({ state: room.state.help, room: room.state, viewer: teacher, query })).map(
        ({ help_id, position }: any) => [help_id, position],
      );
    expect([read({ resolved: "false" }), read({ resolved: "true" })]).toEqual([
      [[2, 1]],
      [
        [3, null],
        [1, null],
      ],
    ]);
    expect(resolve(room, 2)).toEqual([]);
  });

  test("one resolved request moves at most the first 50, however many wait; those further back have no position", () => {
    const room = paperRoom();
    const positions = Array.from({ length: 300 }, () => (room.do(ann, "help.request") as any).emitted[0].data.position);
    expect([positions[49], positions[50], positions[299]]).toEqual([50, null, null]);
    const front = resolve(room, 1);
    expect([front.length, front[0], front[49]]).toEqual([50, moved(2, ann, 1), moved(51, ann, 50)]);
    expect(resolve(room, 200)).toEqual([]);
  });
});

describe("the teacher is coming", () => {
  const table: [string, typeof ann, unknown, string][] = [
    ["says the teacher", teacher, { help_id: 1 }, "ok"],
    ["not a student, not even of their own request", ann, { help_id: 1 }, "not_allowed"],
    ["not to a request that does not exist", teacher, { help_id: 2 }, "help_not_found"],
  ];
  test.each(table)("%s", (_, who, input, expected) => {
    const came = paperRoom().after(ann, "help.request").do(who, "help.acknowledge", input);
    if (expected !== "ok") return expect(came).toBe(expected);
    const data = { help_id: 1, participant_id: ann.id };
    expect(came).toEqual({ result: { help_id: 1 }, emitted: [{ type: "help.acknowledged", data }] });
  });

  test("once, not after the request is resolved, and the request keeps its place", () => {
    const room = paperRoom().after(ann, "help.request").after(bob, "help.request");
    room.after(teacher, "help.acknowledge", { help_id: 2 });
    expect(room.do(teacher, "help.acknowledge", { help_id: 2 })).toEqual({ result: { help_id: 2 }, emitted: [] });
    const feature = features.find(({ name }) => name === "help") as any;
    const read = { state: room.state.help, room: room.state, viewer: teacher, query: {} };
    expect(Array.from(feature.views.list.read(read))).toMatchObject([
      { help_id: 2, acknowledged_at: time, position: 2 },
      { help_id: 1, acknowledged_at: null, position: 1 },
    ]);
    room.after(teacher, "help.resolve", { help_id: 2 });
    expect(room.do(teacher, "help.acknowledge", { help_id: 2 })).toBe("already_resolved");
  });
});
