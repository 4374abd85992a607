/** The history of moderation: who did what, and that everything can be undone. */
import { describe, expect, test } from "bun:test";
import { Settings } from "../../src/features/whole-session.ts";
import { ann, bob, newcomer, type Paper, paperRoom, teacher, time } from "../support/rules.ts";
import { readReport, readView, received } from "../support/views.ts";

const history = (room: Paper) => readView(room, "moderation.list", teacher);
const undoLast = (room: Paper) => room.do(teacher, "moderation.undo", { action_id: history(room)[0].action_id });
const q = (question_id: number) => ({ question_id });
const settings = Settings.parse({ questions_approval: true });

/** A class in which Ann and Bob are connected and have asked, Ann's question is approved, and groups exist. */
function classroom(): Paper {
  const room = paperRoom({ settings });
  for (const who of [ann, bob]) room.moment(who, "connected");
  for (const who of [ann, bob]) room.after(who, "question.ask", { text: `${who.nickname}'s` });
  room.after(teacher, "question.ask", { text: "The teacher's" }).after(teacher, "question.approve", q(1));
  return room.after(teacher, "groups.make", { by: "count", n: 2 });
}

/** What moderation changes, as the teacher reads it. */
const stateOf = (room: Paper) => ({
  names: Array.from(room.state.participants.people.values(), ({ nickname }) => nickname),
  muted: readView(room, "people_moderation.muted", teacher),
  filter: readView(room, "people_moderation.nicknameFilter", teacher),
  locked: room.state.session.record?.settings.locked,
  questions: readView(room, "questions.list", teacher),
  groups: new Map(room.state.groups.current?.of),
});

const muteAnn = { participant_id: ann.id };
const muteBob = { participant_id: bob.id };
const table: [string, string, object, object, string?][] = [
  ["rename", "participant.rename", { ...muteAnn, nickname: "Zoe" }, { name: "Zoe", text: "Ann" }],
  ["mute", "participant.mute", muteAnn, { name: "Ann", text: null }],
  ["lock", "session.lock", { locked: true }, { name: null, text: null }],
  ["filter", "nicknames.filter", { ko: [], en: ["zoe"] }, { name: null, text: null }],
  ["hide", "question.hide", q(1), { question_id: 1, text: "Ann's" }],
  ["approve", "question.approve", q(2), { question_id: 2, text: "Bob's" }],
  ["refuse", "question.refuse", q(2), { question_id: 2, text: "Bob's" }],
  ["pin", "question.pin", q(3), { question_id: 3, text: "The teacher's" }],
  ["archive", "question.archive", q(1), { question_id: 1 }],
  ["merge", "question.merge", { question_id: 3, into: 1 }, { question_id: 3 }],
  ["groups", "groups.make", { by: "count", n: 1 }, { name: null }],
  ["groups", "groups.clear", {}, { name: null }],
];

describe("R5 is in the history with who did it, and can be undone once", () => {
  test.each(table)("%s by %s", (kind, command, input, about) => {
    const room = classroom();
    const before = stateOf(room);
    room.after(teacher, command, input);
    expect(stateOf(room)).not.toEqual(before);
    const [action] = history(room);
    expect(action).toMatchObject({ kind, by: "Teacher", at: time, can_undo: true, undone_at: null, ...about });
    const length = history(room).length;
    expect(undoLast(room)).toMatchObject({ result: { action_id: action.action_id } });
    expect(stateOf(room)).toEqual(before);
    // What undid it is not an action of its own.
    expect(history(room)).toHaveLength(length);
    expect(history(room)[0]).toMatchObject({ undone_at: time, undone_by: "Teacher", can_undo: false });
    expect(undoLast(room)).toMatchObject({ emitted: [] });
  });

  test("unmuting, unlocking, unpinning and separating", () => {
    const room = classroom();
    room.after(teacher, "participant.mute", muteAnn).after(teacher, "session.lock", { locked: true });
    room.after(teacher, "question.pin", q(1)).after(teacher, "question.merge", { question_id: 3, into: 1 });
    const before = stateOf(room);
    room.after(teacher, "participant.unmute", muteAnn).after(teacher, "session.lock", { locked: false });
    room.after(teacher, "question.unpin", q(1)).after(teacher, "question.separate", q(3));
    const kinds = history(room).slice(0, 4);
    expect(kinds.map(({ kind }: any) => kind)).toEqual(["separate", "unpin", "unlock", "unmute"]);
    for (const { action_id } of kinds) room.after(teacher, "moderation.undo", { action_id });
    expect(stateOf(room)).toEqual(before);
  });
});

test("undoing an action on a question leaves what else was decided about it", () => {
  for (const [first, second] of [["hide", "archive"] as const, ["archive", "hide"] as const]) {
    const room = classroom().after(teacher, `question.${first}`, q(1));
    const before = stateOf(room);
    room.after(teacher, `question.${second}`, q(1));
    expect(received(room, teacher, undoLast(room)).bob).toEqual([]);
    expect(stateOf(room)).toEqual(before);
  }
  for (const [first, second] of [["refuse", "approve"] as const, ["approve", "refuse"] as const]) {
    const room = classroom().after(teacher, `question.${first}`, q(2));
    const before = stateOf(room);
    room.after(teacher, `question.${second}`, q(2));
    undoLast(room);
    expect(stateOf(room)).toEqual(before);
  }
});

describe("R5 an action cannot be undone while a later decision about the same stands", () => {
  const rename = (nickname: string) => ["participant.rename", { ...muteAnn, nickname }] as const;
  const lock = (locked: boolean) => ["session.lock", { locked }] as const;
  const filter = (word: string) => ["nicknames.filter", { ko: [], en: [word] }] as const;
  const make = ["groups.make", { by: "count", n: 2 }] as const;
  test.each([
    ["names", [rename("Zoe"), rename("Zara")]],
    ["the lock", [lock(true), lock(false)]],
    ["the filter", [filter("zoe"), filter("zara")]],
    ["groups", [make, make]],
    ["hiding", [["question.hide", q(1)] as const, ["question.restore", q(1)] as const]],
    ["merging", [["question.merge", { question_id: 3, into: 1 }] as const, ["question.separate", q(3)] as const]],
  ] as const)("%s", (_, commands) => {
    const room = classroom();
    for (const [command, input] of commands) room.after(teacher, command, input);
    const [last, first] = history(room);
    expect(first.can_undo).toBe(false);
    expect(room.do(teacher, "moderation.undo", { action_id: first.action_id })).toBe("undo_refused");
    if (!last.can_undo) return;
    undoLast(room);
    expect(history(room)[1].can_undo).toBe(true);
  });

  test("decisions about something else do not matter", () => {
    const room = classroom()
      .after(teacher, ...rename("Zoe"))
      .after(teacher, "participant.mute", muteAnn);
    room.after(teacher, "participant.rename", { ...muteBob, nickname: "Zara" }).after(teacher, "question.hide", q(1));
    room.after(teacher, "question.archive", q(1)).after(teacher, "question.hide", q(3));
    expect(
      history(room)
        .slice(0, 6)
        .map(({ can_undo }: any) => can_undo),
    ).toEqual(Array(6).fill(true));
  });
});

test("a move between groups is undone; who connected meanwhile keeps a group", () => {
  const room = classroom();
  const groups = () => new Map(room.state.groups.current?.of);
  const before = groups();
  const group_id = before.get(bob.id);
  room.after(teacher, "group.move", { participant_id: ann.id, group_id });
  room.moment(newcomer, "joined");
  room.moment(newcomer, "connected");
  expect(received(room, teacher, undoLast(room)).ann).toEqual(["group.changed"]);
  const { [newcomer.id]: late, ...others } = Object.fromEntries(groups());
  expect(others).toEqual(Object.fromEntries(before));
  expect(late).toBeNumber();
});

test("undoing a move leaves the others where they are", () => {
  const room = classroom();
  const of = (id: string) => room.state.groups.current?.of.get(id) ?? 0;
  const former = of(ann.id);
  for (const { id } of [ann, bob]) room.after(teacher, "group.move", { participant_id: id, group_id: 3 - of(id) });
  room.after(teacher, "moderation.undo", { action_id: history(room)[1].action_id });
  expect([of(ann.id), of(bob.id)]).toEqual([former, former]);
});

test("groups come back without who was removed, and with who came since then", () => {
  const room = classroom();
  room.after(teacher, "groups.make", { by: "count", n: 1 }).after(teacher, "participant.remove", muteBob);
  room.after(teacher, "moderation.undo", { action_id: history(room)[1].action_id });
  expect(Array.from(room.state.groups.current?.of.keys() ?? [])).toEqual([ann.id]);
  room.after(teacher, "groups.clear", {});
  room.moment(newcomer, "joined");
  room.moment(newcomer, "connected");
  undoLast(room);
  expect(Array.from(room.state.groups.current?.of.keys() ?? []).toSorted()).toEqual([ann.id, newcomer.id].toSorted());
});

test("removing a student is in the history, and final", () => {
  const room = paperRoom().after(teacher, "participant.remove", { participant_id: bob.id });
  expect(history(room)).toMatchObject([{ kind: "remove", name: "Bob", can_undo: false }]);
  expect(undoLast(room)).toBe("undo_refused");
});

test("students neither read the history nor undo anything, and the settings' page is not moderation", () => {
  const room = paperRoom().after(teacher, "participant.mute", muteAnn);
  expect(room.do(bob, "moderation.undo", { action_id: 1 })).toBe("not_allowed");
  expect(room.do(teacher, "moderation.undo", { action_id: 9 })).toBe("not_found");
  expect(received(room, teacher, undoLast(room))).toEqual({
    teacher: ["participant.muted", "moderation.undone"],
    ann: ["participant.muted"],
    bob: [],
  });
  room.moment(teacher, "updated", { change: { settings } });
  expect(history(room)).toHaveLength(1);
});

test("the report names who did what, and the newest 500 actions are kept", () => {
  const room = paperRoom();
  expect(readReport(room, "moderation", "moderation")).toEqual([]);
  for (let n = 0; n < 501; n++) room.after(teacher, "session.lock", { locked: n % 2 === 0 });
  const rows = readReport(room, "moderation", "moderation");
  expect(rows).toHaveLength(500);
  expect(rows[0]).toEqual({ at: time, by: "Teacher", kind: "unlock", name: null, text: null, undone_by: null });
  // Undoing drops none of them.
  for (let n = 0; n < 3; n++) {
    const { action_id } = history(room).find(({ can_undo }: any) => can_undo);
    room.after(teacher, "moderation.undo", { action_id });
    expect(readReport(room, "moderation", "moderation")).toHaveLength(500);
  }
});
