import { describe, expect, test } from "bun:test";
import { type PageQuery, pageOf } from "../../src/domain/paging.ts";
import type { Participant } from "../../src/domain/session.ts";
import { chat } from "../../src/features/chat.ts";
import { ann, at, bob, nthId, type Paper, paperRoom, record, teacher, time } from "../support/rules.ts";

const list = (room: Paper, query: Partial<PageQuery> = {}, types: ("chat" | "question")[] = ["chat"], viewer = ann) => {
  const read = chat.views.list.read({
    state: room.state.chat,
    room: room.state,
    viewer,
    at: room.clock.now,
    query: { limit: 50, types },
  });
  return pageOf(read as Iterable<any>, { limit: 50, ...query }, ({ message_id }) => message_id).items;
};

const who = ({ id, user_id, nickname, role }: Participant) => ({ participant_id: id, user_id, nickname, role });

describe("a message", () => {
  const table: [string, Participant, string, string][] = [
    ["of a student", ann, "안녕하세요", "안녕하세요"],
    ["of the teacher", teacher, "hello", "hello"],
    ["is trimmed, and keeps its lines", ann, "  a\n\n b  ", "a\n\n b"],
    ["loses control characters and half letters", ann, "a\u0000\u001b[31m\ud83d", "a[31m\ufffd"],
    ["of 4,000 characters", ann, "x".repeat(4000), "x".repeat(4000)],
  ];
  test.each(table)("%s", (_, by, content, said) => {
    expect(paperRoom().do(by, "chat.send", { content })).toEqual({
      result: { message_id: nthId(0) },
      emitted: [{ type: "chat.sent", data: { message_id: nthId(0), content: said, ...who(by) } }],
    });
  });

  const refusals: [string, unknown, Parameters<typeof paperRoom>[0], string][] = [
    ["of nothing", { content: " \n\u0000 " }, {}, "does_not_fit"],
    ["of nothing that can be seen", { content: "\u200B\u3164\u2800 \uFE0F" }, {}, "does_not_fit"],
    ["of 4,001 characters", { content: "x".repeat(4001) }, {}, "does_not_fit"],
    ["that is not a text", { content: { $ne: null } }, {}, "does_not_fit"],
    ["if the session has no chat", { content: "x" }, { features: ["questions"] }, "feature_off"],
    ["after the end", { content: "x" }, { status: "ENDED" }, "session_ended"],
  ];
  test.each(refusals)("none %s", (_, input, session, expected) => {
    expect(paperRoom(session).do(ann, "chat.send", input)).toBe(expected);
  });

  test("also while the session is paused", () => {
    expect(typeof paperRoom({ status: "PAUSED" }).do(ann, "chat.send", { content: "x" })).toBe("object");
  });
});

describe("a message is taken back", () => {
  const table: [string, Participant, Participant, string][] = [
    ["by its author", ann, ann, "ok"],
    ["by the teacher", ann, teacher, "ok"],
    ["by the teacher, their own", teacher, teacher, "ok"],
    ["not by another student", ann, bob, "not_allowed"],
    ["not by a student, the teacher's", teacher, ann, "not_allowed"],
  ];
  test.each(table)("%s", (_, author, by, expected) => {
    const room = paperRoom().after(author, "chat.send", { content: "x" });
    const came = room.do(by, "chat.delete", { message_id: nthId(0) });
    if (expected !== "ok") {
      expect(came).toBe(expected);
      expect(list(room).length).toBe(1);
      return;
    }
    const message_id = nthId(0);
    expect(came).toEqual({ result: { message_id }, emitted: [{ type: "chat.deleted", data: { message_id } }] });
    expect(list(room)).toEqual([]);
    expect(room.do(by, "chat.delete", { message_id })).toBe("message_not_found");
  });

  test("is not possible without a message, or without its id", () => {
    expect(paperRoom().do(teacher, "chat.delete", { message_id: nthId(7) })).toBe("message_not_found");
    expect(paperRoom().do(teacher, "chat.delete", { message_id: "1" })).toBe("does_not_fit");
    expect(paperRoom().do(teacher, "chat.delete", {})).toBe("does_not_fit");
  });
});

test("typing is published, and is in no list and no report", () => {
  const room = paperRoom();
  for (const is_typing of [true, false]) {
    expect(room.do(ann, "typing.set", { is_typing })).toEqual({
      result: {},
      emitted: [{ type: "typing.changed", data: { participant_id: ann.id, nickname: "Ann", is_typing } }],
    });
  }
  expect(room.do(ann, "typing.set", { is_typing: "yes" })).toBe("does_not_fit");
  expect(chat.report?.messages.read({ state: room.state.chat, room: room.state, at })).toEqual([]);
});

test("the list is newest first, and continues behind one of its messages", () => {
  const room = paperRoom();
  for (let n = 1; n <= 5; n++) {
    room.after(n % 2 ? ann : teacher, "chat.send", { content: `${n}` });
    room.clock.now += 1000;
  }
  const contents = (query: object) => list(room, query).map(({ content }) => content);
  expect(contents({})).toEqual(["5", "4", "3", "2", "1"]);
  expect(contents({ limit: 2 })).toEqual(["5", "4"]);
  expect(contents({ limit: 2, before: nthId(3) })).toEqual(["3", "2"]);
  expect(contents({ limit: 2, before: nthId(1) })).toEqual(["1"]);
  expect(contents({ before: nthId(0) })).toEqual([]);
  expect(() => contents({ before: nthId(9) })).toThrow("before: No item of this list has this id.");
  expect(list(room, { limit: 1 })).toEqual([
    {
      ...{ message_id: nthId(4), message_type: "chat", question_id: null, content: "5", ...who(ann) },
      created_at: "2026-03-02T08:00:04.000Z",
    },
  ]);
  room.after(teacher, "chat.delete", { message_id: nthId(1) });
  expect(contents({ limit: 3, before: nthId(3) })).toEqual(["3", "1"]);
  expect(chat.report?.messages.read({ state: room.state.chat, room: room.state, at })?.[0]).toEqual({
    name: "Ann",
    content: "1",
    sent_at: time,
  });
});

test("the state has no name, role or user id for each message: these are read from the people", () => {
  const room = paperRoom().after(ann, "chat.send", { content: "hi" });
  const message = { message_id: nthId(0), content: "hi", participant_id: ann.id, at };
  expect([...room.state.chat.messages.values()]).toStrictEqual([message]);
});

describe("messages and questions as one list", () => {
  const talk = () => {
    const room = paperRoom();
    for (const [what, content] of [
      ["chat.send", "a"],
      ["question.ask", "b?"],
      ["question.ask", "c?"],
      ["chat.send", "d"],
    ] as const) {
      room.after(ann, what, what === "chat.send" ? { content } : { text: content });
      room.clock.now += 1000;
    }
    return room;
  };
  const contents = (...read: Parameters<typeof list>) => list(...read).map(({ content }) => content);

  test("newest first, across pages", () => {
    const room = talk();
    expect(contents(room, {}, ["chat", "question"])).toEqual(["d", "c?", "b?", "a"]);
    expect(contents(room, { limit: 2 }, ["chat", "question"])).toEqual(["d", "c?"]);
    expect(contents(room, { before: nthId(2) }, ["question", "chat"])).toEqual(["b?", "a"]);
    expect(contents(room, {}, ["question"])).toEqual(["c?", "b?"]);
    expect(list(room, { limit: 1 }, ["question"])).toEqual([
      {
        ...{ message_id: nthId(2), message_type: "question", question_id: 2, content: "c?", ...who(ann) },
        created_at: "2026-03-02T08:00:02.000Z",
      },
    ]);
  });

  test("a question that is hidden, for the teacher only or anonymous stays so", () => {
    const room = talk().after(teacher, "question.hide", { question_id: 1 });
    const set = (change: object) =>
      room.moment(teacher, "updated", { change: { settings: { ...record.settings, ...change } } });
    set({ questions_visibility: "host" });
    room.after(ann, "question.ask", { text: "e?" });
    set({ anonymous_questions: true });
    room.after(ann, "question.ask", { text: "f?" });
    expect(contents(room, {}, ["question"], bob)).toEqual(["f?", "c?"]);
    expect(contents(room, {}, ["question"], ann)).toEqual(["f?", "e?", "c?"]);
    expect(contents(room, {}, ["question"], teacher)).toEqual(["f?", "e?", "c?", "b?"]);
    expect(list(room, {}, ["question"], bob)[0]).toMatchObject({ participant_id: null, user_id: null, nickname: null });
  });

  test("lists messages only if the session has no questions", () => {
    const room = talk();
    room.moment(teacher, "updated", { change: { features: ["chat"] } });
    expect(contents(room, {}, ["chat", "question"])).toEqual(["d", "a"]);
  });
});
