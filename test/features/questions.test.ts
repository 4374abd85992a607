import { describe, expect, test } from "bun:test";
import { type Audience, everyone, instructors } from "../../src/domain/roles.ts";
import type { Participant } from "../../src/domain/session.ts";
import { questions } from "../../src/features/questions.ts";
import { ann, at, bob, nthId, type Paper, paperRoom, record, teacher, time } from "../support/rules.ts";

const withSettings = (change: object) => paperRoom({ settings: { ...record.settings, ...change } });

const asked = (question_id: number, text: string, change: object = {}) => ({
  question_id,
  message_id: nthId(0),
  text,
  cleaned_text: text,
  capture_url: null,
  participant_id: ann.id,
  user_name: "Ann",
  visibility: "all",
  ...change,
});

const list = (room: Paper, viewer: Participant, sort: "likes" | "new" = "new"): any[] =>
  Array.from(
    questions.views.list.read({
      state: room.state.questions,
      room: room.state,
      viewer,
      at: room.clock.now,
      query: { sort, limit: 50 },
    }) as Iterable<any>,
  );

/** The number a question got, or the code of the fault. */
const numberOf = (came: ReturnType<Paper["do"]>) =>
  typeof came === "string" ? came : (came.result as any).question_id;

describe("a question's number", () => {
  test("is counted 1, 2, 3 within the session, regardless of the person", () => {
    const room = paperRoom();
    const ids = [ann, bob, ann].map((who) => numberOf(room.do(who, "question.ask", { text: "?" })));
    expect(ids).toEqual([1, 2, 3]);
  });

  test("may be had before the question comes, and questions of others come in between", () => {
    const room = paperRoom();
    const intent = room.do(ann, "question.intend");
    expect(intent).toEqual({
      result: { question_id: 1 },
      emitted: [{ type: "question.intended", data: { question_id: 1 } }],
    });
    expect(numberOf(room.do(bob, "question.ask", { text: "?" }))).toBe(2);
    expect(numberOf(room.do(bob, "question.intend"))).toBe(3);
    expect(numberOf(room.do(ann, "question.ask", { text: "?", question_id: 1 }))).toBe(1);
    expect(numberOf(room.do(ann, "question.ask", { text: "?" }))).toBe(4);
    expect(numberOf(room.do(bob, "question.ask", { text: "?", question_id: 3 }))).toBe(3);
  });

  const table: [string, (room: Paper) => Paper, Participant, unknown, unknown][] = [
    ["that was given to somebody else", (room) => room.after(bob, "question.intend"), ann, 1, "question_not_found"],
    ["that has a question", (room) => room.after(ann, "question.ask", { text: "?" }), ann, 1, "question_not_found"],
    [
      "that was given, once it has its question",
      (room) => room.after(ann, "question.intend").after(ann, "question.ask", { text: "?", question_id: 1 }),
      ann,
      1,
      "question_not_found",
    ],
    ["that nobody was given as yet, past the next", (room) => room, ann, 2, "question_not_found"],
    ["that is the next", (room) => room, ann, 1, 1],
    ["null, as some apps have it", (room) => room.after(ann, "question.intend"), ann, null, 2],
    ["zero", (room) => room, ann, 0, "does_not_fit"],
    ["that is a text", (room) => room, ann, "1", "does_not_fit"],
  ];
  test.each(table)("%s", (_, before, who, question_id, expected) => {
    expect(numberOf(before(paperRoom()).do(who, "question.ask", { text: "?", question_id }))).toBe(expected as never);
  });
});

describe("asking", () => {
  const capture_url = "https://example.com/1.png";
  const table: [string, object, unknown, object][] = [
    ["plainly", {}, { text: "왜?" }, asked(1, "왜?")],
    ["with a picture", {}, { text: "?", capture_url }, asked(1, "?", { capture_url })],
    ["untidily", {}, { text: " a\u0000 \n\t b\u200b " }, asked(1, "a \n\t b\u200b", { cleaned_text: "a b" })],
    ["for the teacher alone", { questions_visibility: "host" }, { text: "?" }, asked(1, "?", { visibility: "host" })],
    [
      "without a name",
      { anonymous_questions: true },
      { text: "?" },
      asked(1, "?", { participant_id: null, user_name: null }),
    ],
  ];
  test.each(table)("%s", (_, settings, input, data) => {
    const { cleaned_text } = data as { cleaned_text: string };
    expect(withSettings(settings).do(ann, "question.ask", input)).toEqual({
      result: { question_id: 1, message_id: nthId(0), cleaned_text },
      emitted: [{ type: "question.asked", data }],
    });
  });

  test("reworded by a refiner, with the original text", () => {
    expect(paperRoom().do(ann, "question.ask", { text: "hä?" }, "Wie bitte?")).toEqual({
      result: { question_id: 1, message_id: nthId(0), cleaned_text: "Wie bitte?" },
      emitted: [{ type: "question.asked", data: asked(1, "hä?", { cleaned_text: "Wie bitte?" }) }],
    });
  });

  const refusals: [string, Participant, unknown, Parameters<typeof paperRoom>[0], string][] = [
    ["with no text", ann, { text: " \u0007 " }, {}, "does_not_fit"],
    ["of marks that nobody sees", ann, { text: "\u200b\u202e \u2060" }, {}, "does_not_fit"],
    ["of 4,001 characters", ann, { text: "x".repeat(4001) }, {}, "does_not_fit"],
    ["with a picture that is none", ann, { text: "?", capture_url: "javascript:alert(1)" }, {}, "does_not_fit"],
    ["if the session has no questions", ann, { text: "?" }, { features: ["chat"] }, "feature_off"],
    ["after the end", ann, { text: "?" }, { status: "ENDED" }, "session_ended"],
  ];
  test.each(refusals)("not %s", (_, who, input, session, expected) => {
    expect(paperRoom(session).do(who, "question.ask", input)).toBe(expected);
  });

  test("by the teacher too, who cannot like it", () => {
    const room = paperRoom();
    expect(room.do(teacher, "question.ask", { text: "다 했나요?" })).toMatchObject({
      emitted: [{ type: "question.asked", data: { participant_id: teacher.id, user_name: "Teacher" } }],
    });
    expect(room.do(teacher, "question.like", { question_id: 1 })).toBe("not_allowed");
    expect(room.do(ann, "question.like", { question_id: 1 })).toMatchObject({ result: { like_count: 1 } });
    expect(list(room, teacher)).toMatchObject([{ mine: true, like_count: 1 }]);
  });

  test("also while the session is paused", () => {
    expect(numberOf(paperRoom({ status: "PAUSED" }).do(ann, "question.ask", { text: "?" }))).toBe(1);
  });
});

describe("a like", () => {
  const one = () => paperRoom().after(ann, "question.ask", { text: "?" });
  const emitted = (like_count: number) => [
    { type: "question.likes_changed", data: { question_id: 1, visibility: "all", like_count } },
  ];
  const table: [string, (room: Paper) => Paper, string, Participant, number, readonly unknown[]][] = [
    ["is one a person", (room) => room, "like", bob, 1, emitted(1)],
    [
      "of a second person is the second",
      (room) => room.after(ann, "question.like", { question_id: 1 }),
      "like",
      bob,
      2,
      emitted(2),
    ],
    [
      "that is sent again is the same, and nobody hears of it",
      (room) => room.after(bob, "question.like", { question_id: 1 }),
      "like",
      bob,
      1,
      [],
    ],
    ["is taken back", (room) => room.after(bob, "question.like", { question_id: 1 }), "unlike", bob, 0, emitted(0)],
    ["that was none is not taken back", (room) => room, "unlike", bob, 0, []],
    [
      "is taken back by who gave it alone",
      (room) => room.after(bob, "question.like", { question_id: 1 }),
      "unlike",
      ann,
      1,
      [],
    ],
    [
      "comes again after it was taken back",
      (room) => room.after(bob, "question.like", { question_id: 1 }).after(bob, "question.unlike", { question_id: 1 }),
      "like",
      bob,
      1,
      emitted(1),
    ],
  ];
  test.each(table)("%s", (_, before, what, who, like_count, events) => {
    expect(before(one()).do(who, `question.${what}`, { question_id: 1 })).toEqual({
      result: { question_id: 1, like_count },
      emitted: events as never,
    });
  });

  test("is for a question that one may see", () => {
    expect(one().do(bob, "question.like", { question_id: 2 })).toBe("question_not_found");
    expect(one().after(teacher, "question.hide", { question_id: 1 }).do(bob, "question.like", { question_id: 1 })).toBe(
      "question_not_found",
    );
    const host = () => withSettings({ questions_visibility: "host" }).after(ann, "question.ask", { text: "?" });
    expect(host().do(bob, "question.like", { question_id: 1 })).toBe("question_not_found");
    expect(host().do(ann, "question.like", { question_id: 1 })).toMatchObject({ result: { like_count: 1 } });
    expect(one().do(teacher, "question.like", { question_id: 1 })).toBe("not_allowed");
  });
});

describe("what the teacher does with a question", () => {
  const one = () => paperRoom().after(ann, "question.ask", { text: "?" });
  const seen = { question_id: 1, visibility: "all" };
  const capture_url = "https://example.com/1.png";
  const table: [string, string, object, unknown, readonly unknown[]][] = [
    [
      "a picture",
      "capture",
      { capture_url },
      { question_id: 1, capture_url },
      [{ type: "question.captured", data: { ...seen, capture_url } }],
    ],
    [
      "an answer in words",
      "answer",
      { text: " 42 " },
      { question_id: 1 },
      [{ type: "question.answered", data: { ...seen, text: "42" } }],
    ],
    [
      "an answer by word of mouth",
      "answer",
      {},
      { question_id: 1 },
      [{ type: "question.answered", data: { ...seen, text: null } }],
    ],
    ["off the screens", "hide", {}, { question_id: 1 }, [{ type: "question.hidden", data: seen }]],
  ];
  test.each(table)("%s", (_, what, input, result, emitted) => {
    const command = `question.${what}`;
    expect(one().do(teacher, command, { question_id: 1, ...input })).toEqual({ result, emitted: emitted as never });
    expect(one().do(teacher, command, { question_id: 2, ...input })).toBe("question_not_found");
    expect(one().do(ann, command, { question_id: 1, ...input })).toBe("not_allowed");
  });

  test("a question that is hidden stays so, whatever is said to it", () => {
    const room = one().after(teacher, "question.hide", { question_id: 1 });
    expect(room.do(teacher, "question.hide", { question_id: 1 })).toEqual({ result: { question_id: 1 }, emitted: [] });
    room.after(teacher, "question.answer", { question_id: 1, text: "no" });
    room.after(teacher, "question.capture", { question_id: 1, capture_url });
    expect(list(room, ann)).toEqual([]);
    expect(list(room, teacher)).toMatchObject([{ status: "hidden", answer: "no", capture_url }]);
  });
});

describe("a capture for a question that is intended and not asked yet", () => {
  const capture = { question_id: 1, capture_url: "https://example.com/slide.png" };
  const intended = (change: object = {}) => withSettings(change).after(ann, "question.intend");
  const captureOf = (came: ReturnType<Paper["do"]>) =>
    typeof came === "string" ? came : (came.emitted[0]?.data as { capture_url: unknown } | undefined)?.capture_url;

  test("is published at once and part of the question when it is asked", () => {
    const room = intended();
    expect(room.do(teacher, "question.capture", capture)).toEqual({
      result: capture,
      emitted: [{ type: "question.captured", data: { ...capture, visibility: "all" } }],
    });
    expect(captureOf(room.do(bob, "question.ask", { text: "?" }))).toBeNull();
    expect(captureOf(room.do(ann, "question.ask", { text: "?", question_id: 1 }))).toBe(capture.capture_url);
    expect(list(room, bob).find(({ question_id }) => question_id === 1)?.capture_url).toBe(capture.capture_url);
  });

  test("is replaced by a later one, and by the student's own", () => {
    const later = "https://example.com/later.png";
    const room = intended().after(teacher, "question.capture", capture);
    room.after(teacher, "question.capture", { ...capture, capture_url: later });
    expect(captureOf(room.do(ann, "question.ask", { text: "?", question_id: 1 }))).toBe(later);
    const own = { text: "?", question_id: 1, capture_url: "https://example.com/own.png" };
    expect(captureOf(intended().after(teacher, "question.capture", capture).do(ann, "question.ask", own))).toBe(
      own.capture_url,
    );
  });

  test("is for the teacher and the author if questions are for the teacher", () => {
    const room = intended({ questions_visibility: "host" });
    expect(room.do(teacher, "question.capture", capture)).toMatchObject({
      emitted: [{ data: { visibility: "host" } }],
    });
    const { to } = questions.events["question.captured"];
    const seen = { ...capture, visibility: "host" } as const;
    expect(typeof to === "function" && to(seen, teacher.id, room.state.questions)).toEqual({
      ...instructors,
      and: ann.id,
    });
  });

  test("is the teacher's to add, and for an id that was assigned", () => {
    expect(intended().do(ann, "question.capture", capture)).toBe("not_allowed");
    expect(intended().do(teacher, "question.capture", { ...capture, question_id: 2 })).toBe("question_not_found");
  });
});

describe("changes to a question are sent to", () => {
  const { events } = questions;
  const toWhom = (room: Paper, visibility: "all" | "host") => {
    const seen = { question_id: 1, visibility, text: null, capture_url: "", like_count: 1 };
    return Object.entries(events).flatMap(([name, { to }]) =>
      typeof to === "function" && name !== "question.asked"
        ? [to(seen as never, teacher.id, room.state.questions)]
        : [],
    );
  };
  const table: [string, "all" | "host", boolean, Audience, Audience][] = [
    ["everyone", "all", false, everyone, everyone],
    [
      "the teacher and the author, if only they can see it",
      "host",
      false,
      { ...instructors, and: ann.id },
      { ...instructors, and: ann.id },
    ],
    ["the teacher alone, once it is hidden, but for the hiding", "all", true, instructors, everyone],
    [
      "the teacher alone, once it is hidden, but for the hiding, to who asked",
      "host",
      true,
      instructors,
      { ...instructors, and: ann.id },
    ],
  ];
  test.each(table)("%s", (_, questions_visibility, hidden, others, hiding) => {
    // Anonymous: who asked is in no event of it.
    const room = withSettings({ questions_visibility, anonymous_questions: true }).after(ann, "question.ask", {
      text: "?",
    });
    if (hidden) room.after(teacher, "question.hide", { question_id: 1 });
    expect(toWhom(room, questions_visibility)).toEqual([others, others, others, hiding]);
  });
});

describe("the list", () => {
  test("holds all there is of a question, as its reader sees it", () => {
    const room = paperRoom()
      .after(ann, "question.ask", { text: "왜?" })
      .after(bob, "question.like", { question_id: 1 });
    const whole = { ...asked(1, "왜?"), like_count: 1, status: "open", answer: null, created_at: time };
    Object.assign(whole, { approval: null, pinned: false, archived: false, merged_into: null });
    expect(list(room, ann)).toEqual([{ ...whole, liked: false, mine: true }]);
    expect(list(room, bob)).toEqual([{ ...whole, liked: true, mine: false }]);
    expect(list(room, teacher)).toEqual([{ ...whole, liked: false, mine: false }]);
  });

  test("is newest first, or by likes, the newer of two first", () => {
    const room = paperRoom();
    for (const text of ["a", "b", "c", "d"]) {
      room.after(ann, "question.ask", { text });
      room.clock.now += 1000;
    }
    room.after(bob, "question.like", { question_id: 1 }).after(bob, "question.like", { question_id: 3 });
    room.after(ann, "question.like", { question_id: 3 });
    expect(list(room, bob).map(({ text }) => text)).toEqual(["d", "c", "b", "a"]);
    expect(list(room, bob, "likes").map(({ text, like_count }) => text + like_count)).toEqual(["c2", "a1", "d0", "b0"]);
    expect(list(room, bob)[3].created_at).toBe(new Date(at).toISOString());
  });

  test("shows a student what is for them, and the teacher all, whatever the settings became", () => {
    const room = withSettings({ questions_visibility: "host" }).after(ann, "question.ask", { text: "to the teacher" });
    const setTo = (change: object) =>
      room.moment(teacher, "updated", { change: { settings: { ...record.settings, ...change } } });
    setTo({});
    room.after(bob, "question.ask", { text: "to all" });
    setTo({ anonymous_questions: true });
    room.after(bob, "question.ask", { text: "by nobody" });
    room.after(ann, "question.ask", { text: "hidden" }).after(teacher, "question.hide", { question_id: 4 });
    const texts = (who: Participant) => list(room, who).map(({ text, user_name, mine }) => [text, user_name, mine]);
    expect(texts(ann)).toEqual([
      ["by nobody", null, false],
      ["to all", "Bob", false],
      ["to the teacher", "Ann", true],
    ]);
    expect(texts(bob)).toEqual([
      ["by nobody", null, true],
      ["to all", "Bob", true],
    ]);
    expect(texts(teacher).map(([text]) => text)).toEqual(["hidden", "by nobody", "to all", "to the teacher"]);
    expect(texts(teacher)[0]?.[1]).toBeNull();
  });
});

test("the report has every question with its likes, and no name if it was anonymous", () => {
  const room = withSettings({ anonymous_questions: true }).after(ann, "question.ask", { text: "왜?" });
  room
    .after(bob, "question.like", { question_id: 1 })
    .after(teacher, "question.answer", { question_id: 1, text: "so" });
  expect(questions.report?.questions.read({ state: room.state.questions, room: room.state, at })).toEqual([
    { question: 1, name: null, text: "왜?", likes: 1, status: "answered", answer: "so", asked_at: time },
  ]);
});
