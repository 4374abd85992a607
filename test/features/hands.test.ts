/** Raised hands: their order, and who learns of it. */
import { describe, expect, test } from "bun:test";
import type { Participant } from "../../src/domain/session.ts";
import { ann, at, bob, newcomer, type Paper, paperRoom, teacher, time } from "../support/rules.ts";
import { readView, received } from "../support/views.ts";

const room3 = () => {
  const room = paperRoom();
  room.moment(newcomer, "joined");
  return room;
};
const of = ({ id: participant_id }: Participant) => ({ participant_id });
/** The names of the raised hands in order, with the place of those who wait. */
const order = (room: Paper, viewer = teacher) =>
  readView(room, "hands.list", viewer).map(
    ({ nickname, position, called }: any) => `${nickname} ${called ? "called" : position}`,
  );

test("hands are a queue in the order in which they are raised; each student sees only their own place", () => {
  const room = room3();
  expect(room.do(ann, "hand.raise")).toEqual({
    result: { position: 1 },
    emitted: [{ type: "hand.raised", data: { participant_id: ann.id, nickname: "Ann", position: 1 } }],
  });
  room.clock.now = at + 5000;
  const raised = room.do(bob, "hand.raise");
  expect(received(room, bob, raised)).toEqual({ teacher: ["hand.raised"], ann: [], bob: ["hand.raised"] });
  // Pressed twice, as with a bad connection.
  expect(room.do(ann, "hand.raise")).toEqual({ result: { position: 1 }, emitted: [] });
  expect(order(room)).toEqual(["Ann 1", "Bob 2"]);
  expect(readView(room, "hands.list", ann)).toEqual([
    { participant_id: ann.id, nickname: "Ann", raised_at: time, called: false, position: 1 },
  ]);
});

test("whoever is called on waits no more; the others move up, and the one before is done", () => {
  const room = room3().after(ann, "hand.raise").after(bob, "hand.raise").after(newcomer, "hand.raise");
  const called = room.do(teacher, "hand.call", of(bob));
  expect((called as any).emitted).toEqual([
    { type: "hand.called", data: of(bob) },
    { type: "hand.moved", data: { ...of(newcomer), position: 2 } },
  ]);
  expect(order(room)).toEqual(["Ann 1", "Bob called", "Cid 2"]);
  expect((room.do(teacher, "hand.call", of(ann)) as any).emitted).toEqual([
    { type: "hand.lowered", data: of(bob) },
    { type: "hand.called", data: of(ann) },
    { type: "hand.moved", data: { ...of(newcomer), position: 1 } },
  ]);
  expect(order(room)).toEqual(["Ann called", "Cid 1"]);
  expect(room.do(teacher, "hand.call", of(ann))).toMatchObject({ emitted: [] });
});

test("a press on a page that does not show who is called on calls on nobody", () => {
  const room = room3().after(ann, "hand.raise").after(bob, "hand.raise");
  room.after(teacher, "hand.call", { ...of(ann), after: null });
  expect(room.do(teacher, "hand.call", { ...of(bob), after: null })).toEqual({ result: of(bob), emitted: [] });
  expect(order(room)).toEqual(["Ann called", "Bob 1"]);
  room.after(teacher, "hand.call", { ...of(bob), after: ann.id });
  expect(order(room)).toEqual(["Bob called"]);
});

test("a student lowers a hand, the teacher one or all, and a removed student's goes down", () => {
  const room = room3().after(ann, "hand.raise").after(bob, "hand.raise").after(newcomer, "hand.raise");
  const lowered = room.do(ann, "hand.lower", of(ann));
  expect(received(room, ann, lowered)).toEqual({
    teacher: ["hand.lowered"],
    ann: ["hand.lowered"],
    bob: ["hand.moved"],
  });
  expect(room.do(ann, "hand.lower", of(ann))).toMatchObject({ emitted: [] });
  room.after(teacher, "participant.remove", of(bob));
  expect(order(room)).toEqual(["Cid 1"]);
  expect(received(room, teacher, room.do(teacher, "hands.lower")).ann).toEqual(["hands.lowered"]);
  expect(order(room)).toEqual([]);
  expect(room.do(teacher, "hands.lower")).toMatchObject({ emitted: [] });
});

test("a hand stays up while its owner is disconnected", () => {
  const room = room3();
  room.moment(ann, "connected");
  room.after(ann, "hand.raise").moment(ann, "disconnected");
  room.moment(ann, "connected");
  expect(order(room, ann)).toEqual(["Ann 1"]);
});

describe("is rejected", () => {
  const table: [string, Participant, string, unknown, string][] = [
    ["a teacher's own hand", teacher, "hand.raise", {}, "not_allowed"],
    ["lowering another student's hand", bob, "hand.lower", of(ann), "not_allowed"],
    ["a student who calls", bob, "hand.call", of(bob), "not_allowed"],
    ["a student who lowers all", bob, "hands.lower", {}, "not_allowed"],
    ["calling on a student whose hand is down", teacher, "hand.call", of(bob), "not_found"],
  ];
  test.each(table)("%s", (_, who, command, input, code) => {
    expect(paperRoom().after(ann, "hand.raise").do(who, command, input)).toBe(code);
  });

  test("a hand in a class without raised hands", () => {
    expect(paperRoom({ features: ["chat"] }).do(ann, "hand.raise")).toBe("feature_off");
  });
});
