/** Groups: balanced and random, and each phone receives its own. */
import { describe, expect, test } from "bun:test";
import type { Participant } from "../../src/domain/session.ts";
import { ann, bob, newcomer, type Paper, paperRoom, teacher } from "../support/rules.ts";
import { readProjector, readView, received } from "../support/views.ts";

/** A class of `size` connected students. */
function classOf(size: number): { room: Paper; students: Participant[] } {
  const room = paperRoom();
  const students = Array.from({ length: size }, (_, n) => ({
    ...ann,
    id: `00000000-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`,
    user_id: 100 + n,
    nickname: `S${n}`,
  }));
  for (const student of students) {
    room.moment(student, "joined");
    room.moment(student, "connected");
  }
  return { room, students };
}

const membersOf = (room: Paper): string[][] =>
  readView(room, "groups.list", teacher).map(({ members }: any) => members.map(({ nickname }: any) => nickname));

describe("the connected students are divided into", () => {
  const table: [string, number, object, number[]][] = [
    ["three groups of nearly the same size", 11, { by: "count", n: 3 }, [3, 4, 4]],
    ["groups of at most four", 9, { by: "size", n: 4 }, [3, 3, 3]],
    ["one group", 5, { by: "count", n: 1 }, [5]],
    ["more groups than people", 2, { by: "count", n: 3 }, [0, 1, 1]],
  ];
  test.each(table)("%s", (_, size, input, sizes) => {
    const { room, students } = classOf(size);
    room.after(teacher, "groups.make", input);
    const groups = membersOf(room);
    expect(groups.map(({ length }) => length).sort()).toEqual(sizes);
    expect(groups.flat().sort()).toEqual(students.map(({ nickname }) => nickname).sort());
  });

  test("other ones each time", () => {
    const { room } = classOf(12);
    const made = Array.from({ length: 5 }, () =>
      JSON.stringify(membersOf(room.after(teacher, "groups.make", { by: "count", n: 3 }))),
    );
    expect(new Set(made).size).toBeGreaterThan(1);
  });
});

const refused: [string, Participant, string, unknown, string][] = [
  ["by a student", ann, "groups.make", { by: "count", n: 2 }, "not_allowed"],
  ["by size while nobody is connected", teacher, "groups.make", { by: "size", n: 2 }, "nobody_here"],
  ["into no group", teacher, "groups.make", { by: "count", n: 0 }, "does_not_fit"],
  ["into a group that does not exist", teacher, "group.move", { participant_id: ann.id, group_id: 3 }, "not_found"],
  ["with the teacher", teacher, "group.move", { participant_id: teacher.id, group_id: 1 }, "participant_not_found"],
  ["by a student who moves", ann, "group.move", { participant_id: ann.id, group_id: 1 }, "not_allowed"],
  ["by a student who clears", ann, "groups.clear", {}, "not_allowed"],
];
test.each(refused)("groups are not made or changed %s", (_, who, command, input, code) => {
  const room = paperRoom().after(teacher, "groups.make", { by: "count", n: 2 });
  expect(room.do(who, command, input)).toBe(code);
});

test("who connects later joins the smallest group, and stays in it after a reload", () => {
  const { room } = classOf(5);
  room.after(teacher, "groups.make", { by: "count", n: 2 });
  const [small] = membersOf(room).toSorted((a, b) => a.length - b.length);
  room.moment(newcomer, "joined");
  expect(room.moment(newcomer, "connected").map(({ type }) => type)).toContain("group.changed");
  expect(membersOf(room).find((names) => names.includes("Cid"))).toEqual([...(small ?? []), "Cid"]);
  room.moment(newcomer, "disconnected");
  expect(room.moment(newcomer, "connected").map(({ type }) => type)).not.toContain("group.changed");
});

test("each phone receives and reads its own group, the teacher all", () => {
  const room = paperRoom();
  for (const who of [ann, bob]) room.moment(who, "connected");
  const made = room.do(teacher, "groups.make", { by: "count", n: 2 });
  expect(received(room, teacher, made)).toEqual({
    teacher: ["groups.made"],
    ann: ["group.assigned"],
    bob: ["group.assigned"],
  });
  const own = readView(room, "groups.list", ann);
  expect(own).toHaveLength(1);
  expect(own[0].members).toEqual([{ participant_id: ann.id, nickname: "Ann" }]);
  const [{ group_id }] = readView(room, "groups.list", bob);
  const moved = room.do(teacher, "group.move", { participant_id: ann.id, group_id });
  expect(received(room, teacher, moved)).toEqual({ teacher: ["group.changed"], ann: ["group.changed"], bob: [] });
  expect(readView(room, "groups.list", bob)[0].members.map(({ nickname }: any) => nickname)).toEqual(["Bob", "Ann"]);
  expect(readProjector(room, "groups")).toEqual(
    [1, 2].map((id) => ({ group_id: id, names: id === group_id ? ["Bob", "Ann"] : [], more: 0 })),
  );
  room.after(teacher, "groups.clear");
  expect(readView(room, "groups.list", ann)).toEqual([]);
  expect(readProjector(room, "groups")).toBeNull();
});

test("a removed student is in no group", () => {
  const { room, students } = classOf(3);
  room.after(teacher, "groups.make", { by: "count", n: 1 });
  room.after(teacher, "participant.remove", { participant_id: students[1]?.id });
  expect(membersOf(room).flat().sort()).toEqual(["S0", "S2"]);
});

test("many who connect later are assigned without a copy of all groups for each", () => {
  const { room } = classOf(2);
  room.after(teacher, "groups.make", { by: "count", n: 2 });
  const { current } = room.state.groups as any;
  room.moment(newcomer, "joined");
  room.moment(newcomer, "connected");
  expect((room.state.groups as any).current).toBe(current);
  expect(current.of.size).toBe(3);
});

test("the groups before a change of the teacher stay as they were", () => {
  const { room, students } = classOf(2);
  room.after(teacher, "groups.make", { by: "count", n: 2 });
  room.after(teacher, "group.move", { participant_id: students[0]?.id, group_id: 1 });
  room.after(teacher, "group.move", { participant_id: students[0]?.id, group_id: 2 });
  const { before } = room.state.groups as any;
  const kept = Array.from(before.of);
  room.moment(newcomer, "joined");
  room.moment(newcomer, "connected");
  room.after(teacher, "participant.remove", { participant_id: students[1]?.id });
  expect(Array.from(before.of)).toEqual(kept);
  expect(Array.from((room.state.groups as any).current.of.keys())).toEqual([students[0]?.id, newcomer.id]);
});
