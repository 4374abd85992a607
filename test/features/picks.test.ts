/** Random picks are fair over the class, and only the picked student's phone learns of them. */
import { describe, expect, test } from "bun:test";
import type { Participant } from "../../src/domain/session.ts";
import { ann, bob, newcomer, type Paper, paperRoom, teacher } from "../support/rules.ts";
import { readProjector, readReport, readView, received } from "../support/views.ts";

const student = (n: number): Participant => ({
  ...ann,
  id: `00000000-0000-7000-8000-0000000002${String(n).padStart(2, "0")}`,
  user_id: 200 + n,
  nickname: `S${n}`,
});
const enter = (room: Paper, who: Participant) => {
  room.moment(who, "joined");
  room.moment(who, "connected");
};
const draw = (room: Paper): string => (room.do(teacher, "pick.draw") as any).result.nickname;
const draws = (room: Paper, times: number) => Array.from({ length: times }, () => draw(room));
const skip = (room: Paper) =>
  room.after(teacher, "pick.skip", { pick_id: readView(room, "picks.list", teacher)[0].pick_id });

function classOf(size: number): Paper {
  const room = paperRoom();
  for (let n = 0; n < size; n++) enter(room, student(n));
  return room;
}

describe("R2 nobody is picked twice before everybody was picked", () => {
  test.each([1, 2, 5, 30])("of %d students, in three rounds, and never twice in a row", (size) => {
    const room = classOf(size);
    const names = draws(room, 3 * size);
    for (const round of [0, 1, 2]) {
      const inRound = names.slice(round * size, (round + 1) * size);
      expect(new Set(inRound).size).toBe(size);
    }
    if (size > 1) expect(names.filter((name, n) => name === names[n - 1])).toEqual([]);
  });

  test("in an order that chance decides", () => {
    const names = draws(classOf(30), 30);
    expect(names).not.toEqual(names.toSorted());
  });

  test("a student who comes later is picked once in the round, not as often as they missed", () => {
    const room = classOf(3);
    draws(room, 7);
    enter(room, student(9));
    const rest = draws(room, 3);
    expect(rest.toSorted()).toEqual([...new Set(rest)].toSorted());
    expect(rest).toContain("S9");
  });

  test("one who was skipped waits for the next round, and comes first then", () => {
    const room = classOf(4);
    const skipped = draw(room);
    skip(room);
    expect(draws(room, 3)).not.toContain(skipped);
    expect(draw(room)).toBe(skipped);
  });
});

test("only connected students are picked: not the teacher, not who left, was removed, or never came", () => {
  const room = paperRoom();
  room.moment(teacher, "connected");
  expect(room.do(teacher, "pick.draw")).toBe("nobody_here");
  for (const who of [ann, bob]) room.moment(who, "connected");
  room.moment(bob, "disconnected");
  expect(draws(room, 3)).toEqual(["Ann", "Ann", "Ann"]);
  room.after(teacher, "participant.remove", { participant_id: ann.id });
  expect(readProjector(room, "picks")).toBeNull();
  expect(room.do(teacher, "pick.draw")).toBe("nobody_here");
  expect(room.do(ann, "pick.draw")).toBe("removed");
});

test("the picked student's phone, the teacher and the projector show it, until another is picked or it is ended", () => {
  const room = paperRoom();
  room.moment(ann, "connected");
  expect(received(room, teacher, room.do(teacher, "pick.draw"))).toEqual({
    teacher: ["pick.drawn"],
    ann: ["pick.drawn"],
    bob: [],
  });
  expect(readView(room, "picks.list", ann)).toMatchObject([{ nickname: "Ann", status: "current" }]);
  expect(readView(room, "picks.list", bob)).toEqual([]);
  expect(readProjector(room, "picks")).toMatchObject({ pick_id: 1, nickname: "Ann" });
  room.moment(bob, "connected");
  expect(received(room, teacher, room.do(teacher, "pick.draw"))).toEqual({
    teacher: ["pick.ended", "pick.drawn"],
    ann: ["pick.ended"],
    bob: ["pick.drawn"],
  });
  expect(readView(room, "picks.list", ann)).toEqual([]);
  expect(room.do(teacher, "pick.skip", { pick_id: 1 })).toBe("not_found");
  skip(room);
  expect([readProjector(room, "picks"), readView(room, "picks.list", bob)]).toEqual([null, []]);
  expect(readReport(room, "picks", "picks").map(({ name, status }: any) => [name, status])).toEqual([
    ["Ann", "done"],
    ["Bob", "skipped"],
  ]);
  expect(room.do(teacher, "pick.end", { pick_id: 2 })).toMatchObject({ emitted: [] });
});

const refused: [Participant, string, unknown][] = [
  [ann, "pick.draw", {}],
  [ann, "pick.skip", { pick_id: 1 }],
  [ann, "pick.end", { pick_id: 1 }],
];
test.each(refused)("a student cannot pick, skip or end", (who, command, input) => {
  enter(paperRoom(), newcomer);
  expect(paperRoom().do(who, command, input)).toBe("not_allowed");
});

describe("a press on a page that does not show the current pick", () => {
  const after = (room: Paper, input: object) => (room.do(teacher, "pick.draw", input) as any).result;

  test("draws nobody: the result is the current pick", () => {
    const room = classOf(5);
    const first = after(room, { after: null });
    expect(after(room, { after: null })).toEqual(first);
    expect(after(room, { after: null, skip: true })).toEqual(first);
    expect(readView(room, "picks.list", teacher)).toMatchObject([{ pick_id: 1, status: "current" }]);
    expect(after(room, { after: 1 }).pick_id).toBe(2);
  });

  test("passes over nobody else", () => {
    const room = classOf(5);
    after(room, { after: null });
    expect(after(room, { after: 1, skip: true }).pick_id).toBe(2);
    expect(after(room, { after: 1, skip: true }).pick_id).toBe(2);
    expect(readView(room, "picks.list", teacher)).toMatchObject([{ status: "current" }, { status: "skipped" }]);
  });
});
