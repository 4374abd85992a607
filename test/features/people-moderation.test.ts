/** Moderation of people: names, muting, the lock and the nickname filter. */
import { describe, expect, test } from "bun:test";
import { defaultNicknameFilter, isRefusedNickname } from "../../src/domain/nickname-filter.ts";
import type { Participant } from "../../src/domain/session.ts";
import { ann, bob, newcomer, type Paper, paperRoom, teacher } from "../support/rules.ts";
import { readReport, readView, received } from "../support/views.ts";

const of = ({ id: participant_id }: Participant) => ({ participant_id });
const rename = (room: Paper, who: Participant, nickname: string) =>
  room.do(teacher, "participant.rename", { ...of(who), nickname });

describe("a student who is renamed", () => {
  test("has the new name everywhere, also on what they wrote before", () => {
    const room = paperRoom().after(ann, "chat.send", { content: "hi" }).after(ann, "question.ask", { text: "Why?" });
    room.after(ann, "help.request");
    const renamed = rename(room, ann, "Anna");
    expect(renamed).toMatchObject({ result: { ...of(ann), nickname: "Anna" } });
    expect(received(room, teacher, renamed).bob).toEqual(["participant.renamed"]);
    expect(room.person(ann)?.nickname).toBe("Anna");
    const written = ["chat.list", "questions.list", "help.list"].map((view) => readView(room, view, teacher)[0]);
    expect(written).toMatchObject([{ nickname: "Anna" }, { user_name: "Anna" }, { user_name: "Anna" }]);
    expect(readReport(room, "participants", "attendance").map(({ name }: any) => name)).toContain("Anna");
  });

  test("gets a number if the name is taken; their former name is free again, and their own is not in the way", () => {
    const room = paperRoom();
    expect(rename(room, ann, "Bob")).toMatchObject({ result: { nickname: "Bob (2)" } });
    expect(rename(room, ann, "bob")).toMatchObject({ result: { nickname: "bob (2)" } });
    expect(rename(room, bob, "BOB")).toMatchObject({ result: { nickname: "BOB" } });
    expect(rename(room, bob, "Ann")).toMatchObject({ result: { nickname: "Ann" } });
    expect(rename(room, bob, "Ann")).toMatchObject({ emitted: [] });
  });

  const refused: [string, Participant, Participant, string, string][] = [
    ["by a student", ann, ann, "Anna", "not_allowed"],
    ["if it is the teacher", teacher, teacher, "Anna", "not_allowed"],
    ["if they are not there", teacher, newcomer, "Anna", "participant_not_found"],
    ["to nothing", teacher, ann, "\u200b ", "does_not_fit"],
    ["to a name that the class does not allow", teacher, ann, "shit", "nickname_refused"],
  ];
  test.each(refused)("is not renamed %s", (_, who, whom, nickname, code) => {
    expect(paperRoom().do(who, "participant.rename", { ...of(whom), nickname })).toBe(code);
  });
});

describe("a student who is muted", () => {
  const muted = () => paperRoom().after(teacher, "participant.mute", of(ann));

  test.each([
    ["chat.send", { content: "hi" }, "muted"],
    ["question.ask", { text: "Why?" }, "muted"],
    ["typing.set", { is_typing: true }, "muted"],
    ["help.request", {}, "ok"],
    ["hand.raise", {}, "ok"],
    ["feedback.give", { feedback_type: "HARD" }, "ok"],
  ])("%s", (command, input, expected) => {
    const came = muted().do(ann, command, input);
    expect(typeof came === "string" ? came : "ok").toBe(expected);
    expect(muted().do(bob, command, input)).not.toBeString();
    expect(muted().after(teacher, "participant.unmute", of(ann)).do(ann, command, input)).not.toBeString();
  });

  test("votes, but writes no words", () => {
    const room = muted();
    const poll = (kind: string) =>
      room.do(teacher, "poll.create", { kind, question: "?", results: "live", open: true }) as any;
    expect(room.do(ann, "poll.vote", { poll_id: poll("words").result.poll_id, words: ["x"] })).toBe("muted");
    expect(room.do(bob, "poll.vote", { poll_id: 1, words: ["x"] })).not.toBeString();
    expect(room.do(ann, "poll.vote", { poll_id: poll("number").result.poll_id, value: 1 })).not.toBeString();
  });

  test("R4 learns of it at once and after a reload; no other student does", () => {
    const room = paperRoom();
    expect(received(room, teacher, room.do(teacher, "participant.mute", of(ann)))).toEqual({
      teacher: ["participant.muted"],
      ann: ["participant.muted"],
      bob: [],
    });
    const muted = [teacher, ann, bob].map((who) => readView(room, "people_moderation.muted", who));
    expect(muted).toEqual([[of(ann)], [of(ann)], []]);
    expect(room.do(teacher, "participant.mute", of(ann))).toMatchObject({ emitted: [] });
    expect(room.do(bob, "participant.unmute", of(ann))).toBe("not_allowed");
    expect(room.do(teacher, "participant.mute", of(teacher))).toBe("not_allowed");
  });
});

test("the class is locked and unlocked by the teacher, and nothing else of its settings changes", () => {
  const room = paperRoom();
  const before = room.state.session.record?.settings;
  room.after(teacher, "session.lock", { locked: true });
  expect(room.state.session.record?.settings).toEqual({ ...(before as any), locked: true });
  expect(() => room.moment(newcomer, "joined")).toThrow("locked");
  expect(room.do(teacher, "session.lock", { locked: true })).toMatchObject({ emitted: [] });
  expect(room.do(ann, "session.lock", { locked: false })).toBe("not_allowed");
  room.after(teacher, "session.lock", { locked: false });
  expect(room.moment(newcomer, "joined")).toHaveLength(1);
});

describe("the nickname filter", () => {
  const table: [string, boolean][] = [
    ["Ann", false],
    ["Dickinson", false],
    ["dick", true],
    ["Big D\u200bICK", true],
    ["ＦＵＣＫ you", true],
    ["시발점", true],
    ["시 발", true],
    ["시.발", true],
    ["김시발년", true],
    ["발시", false],
    ["다시 발표", false],
    ["역시 발레", false],
    ["엿 먹어 1", true],
    ["S.h.i.t", true],
    ["a f u c k", true],
    ["Ann S. Hit", false],
  ];
  test.each(table)("refuses %s: %p", (nickname, refused) => {
    expect(isRefusedNickname(defaultNicknameFilter, nickname)).toBe(refused);
  });

  test("applies to whoever joins; who has a seat keeps it", () => {
    const room = paperRoom();
    const rude = { ...newcomer, nickname: "Shit" };
    expect(() => room.moment(rude, "joined")).toThrow("does not allow this nickname");
    room.after(teacher, "nicknames.filter", { ko: [], en: ["ann"] });
    expect(room.moment(rude, "joined")).toHaveLength(1);
    expect(room.moment(ann, "joined")).toEqual([]);
    expect(rename(room, bob, "Ann B")).toBe("nickname_refused");
  });

  test("is the teacher's to see and to edit, and has a bound", () => {
    const room = paperRoom();
    expect(received(room, teacher, room.do(teacher, "nicknames.filter", { ko: ["ㅋ"], en: [] }))).toEqual({
      ...{ teacher: ["nicknames.filtered"], ann: [], bob: [] },
    });
    expect(readView(room, "people_moderation.nicknameFilter", teacher)).toEqual({ ko: ["ㅋ"], en: [] });
    expect(room.do(ann, "nicknames.filter", { ko: [], en: [] })).toBe("not_allowed");
    const many = Array.from({ length: 201 }, (_, n) => `w${n}`);
    expect(room.do(teacher, "nicknames.filter", { ko: many, en: [] })).toBe("does_not_fit");
  });
});
