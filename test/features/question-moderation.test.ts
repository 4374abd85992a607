/** Moderation of questions: who sees a question, and what becomes of its likes and its answer. */
import { describe, expect, test } from "bun:test";
import type { Participant } from "../../src/domain/session.ts";
import { Settings } from "../../src/features/whole-session.ts";
import { ann, bob, newcomer, type Paper, paperRoom, teacher } from "../support/rules.ts";
import { readProjector, readReport, readView, received } from "../support/views.ts";

const approving = () => paperRoom({ settings: Settings.parse({ questions_approval: true }) });
const list = (room: Paper, viewer: Participant, sort = "new") =>
  readView(room, "questions.list", viewer, { sort }).map(({ question_id }: any) => question_id);
const one = (room: Paper, viewer: Participant, question_id = 1) =>
  readView(room, "questions.list", viewer).find((question: any) => question.question_id === question_id);
const shownOnProjector = (room: Paper) =>
  readProjector(room, "questions").top.map(({ question_id }: any) => question_id);
/** A room with the questions 1 (Ann's), 2 (Bob's) and 3 (Ann's). */
function three(): Paper {
  const room = paperRoom();
  room.moment(newcomer, "joined");
  for (const [who, text] of [[ann, "a"] as const, [bob, "b"] as const, [ann, "c"] as const])
    room.after(who, "question.ask", { text });
  return room;
}
const q = (question_id: number) => ({ question_id });

describe("approve first", () => {
  test("R1 a new question is its author's and the teacher's to see, until the teacher approves it", () => {
    const room = approving();
    expect(received(room, ann, room.do(ann, "question.ask", { text: "Why?" }))).toEqual({
      teacher: ["question.asked"],
      ann: ["question.asked"],
      bob: [],
    });
    expect([list(room, teacher), list(room, ann), list(room, bob), shownOnProjector(room)]).toEqual([[1], [1], [], []]);
    expect(one(room, ann)).toMatchObject({ approval: "waiting", mine: true });
    expect(room.do(bob, "question.like", q(1))).toBe("question_not_found");
    expect(received(room, teacher, room.do(teacher, "question.approve", q(1)))).toEqual({
      teacher: ["question.moderated"],
      ann: ["question.moderated"],
      bob: ["question.shown"],
    });
    expect([one(room, bob), shownOnProjector(room)]).toMatchObject([{ approval: null, visibility: "all" }, [1]]);
    expect(room.do(bob, "question.like", q(1))).toMatchObject({ result: { like_count: 1 } });
  });

  test("one that is refused stays between its author and the teacher, who may change their mind", () => {
    const room = approving().after(ann, "question.ask", { text: "Why?" });
    expect(received(room, teacher, room.do(teacher, "question.refuse", q(1))).bob).toEqual([]);
    expect([one(room, ann).approval, list(room, bob)]).toEqual(["refused", []]);
    expect(readReport(room, "questions", "questions")[0].status).toBe("refused");
    room.after(teacher, "question.approve", q(1));
    expect(list(room, bob)).toEqual([1]);
    expect(received(room, teacher, room.do(teacher, "question.refuse", q(1)) as any)).toBeDefined();
  });

  test("a picture for a question that waits reaches its author only, also before the question is asked", () => {
    const room = approving().after(ann, "question.intend");
    const picture = { question_id: 1, capture_url: "https://example.com/a.png" };
    const early = room.do(teacher, "question.capture", picture);
    expect(received(room, teacher, early)).toEqual({
      teacher: ["question.captured"],
      ann: ["question.captured"],
      bob: [],
    });
    room.after(ann, "question.ask", { text: "Why?", question_id: 1 });
    expect(received(room, teacher, room.do(teacher, "question.capture", picture)).bob).toEqual([]);
  });

  test("questions of the teacher, and those that only the teacher sees, need no approval", () => {
    const room = approving().after(teacher, "question.ask", { text: "Why?" });
    expect(list(room, bob)).toEqual([1]);
    const settings = Settings.parse({ questions_approval: true, questions_visibility: "host" });
    const hosted = paperRoom({ settings }).after(ann, "question.ask", { text: "Why?" });
    expect(one(hosted, ann).approval).toBeNull();
    expect(hosted.do(teacher, "question.approve", q(1))).toBe("question_not_found");
  });
});

test("pinned questions come first, for everyone and in both orders", () => {
  const room = three().after(bob, "question.like", q(3));
  expect(received(room, teacher, room.do(teacher, "question.pin", q(1)))).toEqual({
    teacher: ["question.moderated"],
    ann: ["question.moderated"],
    bob: ["question.shown"],
  });
  expect([list(room, bob), list(room, bob, "likes"), shownOnProjector(room)]).toEqual([
    [1, 3, 2],
    [1, 3, 2],
    [1, 3, 2],
  ]);
  expect(room.do(teacher, "question.pin", q(1))).toMatchObject({ emitted: [] });
  room.after(teacher, "question.unpin", q(1));
  expect(list(room, bob)).toEqual([3, 2, 1]);
});

describe("a question that is archived or hidden", () => {
  test("disappears for the others, and comes back as it was", () => {
    const room = three().after(teacher, "question.answer", { question_id: 1, text: "Because" });
    for (const action of ["archive", "hide"]) {
      room.after(teacher, `question.${action}`, q(1));
      expect([list(room, bob), shownOnProjector(room)]).toEqual([[3, 2], [3, 2].toReversed()]);
      expect(received(room, teacher, room.do(teacher, "question.restore", q(1))).bob).toEqual(["question.shown"]);
      expect(one(room, bob)).toMatchObject({ status: "answered", answer: "Because", archived: false });
    }
  });

  test("has its answer and its picture for its author only", () => {
    const room = three().after(teacher, "question.archive", q(1));
    const answered = room.do(teacher, "question.answer", { question_id: 1, text: "Because" });
    expect(received(room, teacher, answered)).toMatchObject({ ann: ["question.answered"], bob: [] });
    const picture = { question_id: 1, capture_url: "https://example.com/a.png" };
    const captured = room.do(teacher, "question.capture", picture);
    expect(received(room, teacher, captured)).toMatchObject({ ann: ["question.captured"], bob: [] });
  });

  test("no longer counts towards the open questions of its author, and does again", () => {
    const room = paperRoom();
    for (let n = 0; n < 50; n++) room.after(ann, "question.ask", { text: `${n}` });
    expect(room.do(ann, "question.ask", { text: "one more" })).toBe("too_many_questions");
    room.after(teacher, "question.archive", q(1)).after(ann, "question.ask", { text: "one more" });
    room.after(teacher, "question.restore", q(1));
    expect(room.do(ann, "question.ask", { text: "one more" })).toBe("too_many_questions");
    room.after(teacher, "question.answer", q(1)).after(teacher, "question.hide", q(1));
    room.after(teacher, "question.restore", q(1));
    expect(one(room, ann)).toMatchObject({ status: "answered" });
  });
});

describe("duplicates that are merged", () => {
  test("R3 count each person's like once, and are answered together", () => {
    const room = three();
    for (const [who, n] of [[bob, 1] as const, [bob, 3] as const, [newcomer, 3] as const, [newcomer, 2] as const])
      room.after(who, "question.like", q(n));
    room.after(teacher, "question.merge", { question_id: 3, into: 1 });
    room.after(teacher, "question.merge", { question_id: 2, into: 3 });
    expect(one(room, newcomer)).toMatchObject({ like_count: 2, liked: true });
    // Only those who asked still see theirs, as merged.
    expect([list(room, newcomer), list(room, bob), list(room, ann)]).toEqual([[1], [2, 1], [3, 1]]);
    expect(one(room, bob, 2)).toMatchObject({ merged_into: 1 });
    expect(room.do(newcomer, "question.like", q(3))).toBe("question_not_found");
    // One like for all of them is one unlike.
    expect(room.do(newcomer, "question.unlike", q(1))).toMatchObject({ result: { like_count: 1 } });
    expect(one(room, newcomer)).toMatchObject({ like_count: 1, liked: false });
    room.after(teacher, "question.answer", { question_id: 1, text: "Because" });
    expect(one(room, bob, 2)).toMatchObject({ status: "answered", answer: "Because", merged_into: 1 });
    expect(readReport(room, "questions", "questions").map(({ status }: any) => status)).toEqual([
      ...["answered", "merged", "merged"],
    ]);
  });

  test("can be separated, and then have their own likes again", () => {
    const room = three().after(bob, "question.like", q(1)).after(newcomer, "question.like", q(3));
    const merged = room.do(teacher, "question.merge", { question_id: 3, into: 1 });
    expect(received(room, teacher, merged)).toEqual({
      teacher: ["question.moderated", "question.moderated"],
      ann: ["question.moderated", "question.moderated"],
      bob: ["question.withdrawn", "question.shown"],
    });
    expect(one(room, bob)).toMatchObject({ like_count: 2 });
    const separated = room.do(teacher, "question.separate", q(3));
    expect(received(room, teacher, separated).bob).toEqual(["question.shown", "question.shown"]);
    expect([one(room, bob, 1), one(room, bob, 3)]).toMatchObject([{ like_count: 1 }, { like_count: 1 }]);
    expect(room.do(teacher, "question.separate", q(3))).toMatchObject({ emitted: [] });
  });

  test.each(["archive", "refuse", "hide"])(
    "do not take a question that all see into one that is gone by %s",
    (name) => {
      const room = three().after(teacher, `question.${name}`, q(1));
      expect(room.do(teacher, "question.merge", { question_id: 3, into: 1 })).toBe("does_not_fit");
      expect(room.do(teacher, "question.merge", { question_id: 1, into: 3 })).toMatchObject({ result: q(1) });
    },
  );

  test("cost nothing for the lists of the others", () => {
    const room = paperRoom();
    for (let n = 1; n <= 2000; n++) {
      room.after(ann, "question.ask", { text: `${n}` }).after(teacher, "question.answer", { question_id: n });
    }
    room.after(teacher, "question.merge", { question_id: 2, into: 1 });
    const start = performance.now();
    expect(list(room, teacher)).toHaveLength(2000);
    expect(performance.now() - start).toBeLessThan(150);
  });

  const table: [string, number, number, string][] = [
    ["into itself", 1, 1, "does_not_fit"],
    ["into one that does not exist", 1, 9, "question_not_found"],
    ["in a circle", 1, 3, "does_not_fit"],
    ["twice", 3, 2, "does_not_fit"],
  ];
  test.each(table)("are not merged %s", (_, question_id, into, code) => {
    const room = three().after(teacher, "question.merge", { question_id: 3, into: 1 });
    expect(room.do(teacher, "question.merge", { question_id, into })).toBe(code);
  });
});

const commands = ["approve", "refuse", "pin", "unpin", "archive", "restore", "merge", "separate"];
test.each(commands)("a student cannot %s, not even their own question", (name) => {
  expect(three().do(ann, `question.${name}`, { question_id: 1, into: 2 })).toBe("not_allowed");
});
