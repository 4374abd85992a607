import { expect, test } from "bun:test";
import { toApi } from "../../src/client/api.ts";
import { createFetcher } from "../../src/client/http.ts";
import { readStudentCopy } from "../../src/client/student-copy.ts";
import { answerOf } from "../../src/client/vote-text.ts";
import { openClass } from "../support/class.ts";

test("a student's copy has what they did and wrote, and nothing of others", async () => {
  await using room = await openClass({ code: "KEPT01" });
  const [ann, bob] = [await room.join("Ann"), await room.join("Bob")];
  const call = (path: string, token: string, body: object = {}) =>
    room.call("POST", `/api/sessions/KEPT01${path}`, token, body);
  const [first, second] = room.lesson.subtasks;
  await call(`/steps/${first?.id}/start`, room.teacher);
  await call(`/steps/${first?.id}/complete`, ann.token);
  await call(`/steps/${second?.id}/progress`, ann.token, { status: "failed", note: "My battery is empty." });
  await call(`/steps/${second?.id}/complete`, bob.token);
  await call("/help", bob.token, { message: "Bob's call" });
  await call("/help", ann.token, { message: "Ann's call" });
  await call("/questions", bob.token, { text: "Bob's question" });
  const { body } = await call("/questions", ann.token, { text: "Ann's question" });
  await call(`/questions/${body.question_id}/answer`, room.teacher, { text: "The answer" });
  await call("/important", room.teacher, { note: "Important" });
  await call("/end", room.teacher);
  const fetcher = createFetcher(room.url, (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${ann.token}` } }),
  );
  const copy = await readStudentCopy(toApi(fetcher), "KEPT01");
  expect(copy.name).toBe("Ann");
  expect(copy.steps.map(({ step, report }) => [step.title, report?.status, report?.note])).toEqual([
    ["Step 1", "completed", null],
    ["Step 2", "failed", "My battery is empty."],
    ["Step 3", undefined, undefined],
  ]);
  expect(copy.questions.map(({ text, answer }) => [text, answer])).toEqual([["Ann's question", "The answer"]]);
  expect(copy.help.map(({ message }) => message)).toEqual(["Ann's call"]);
  expect(copy.important.map(({ note }) => note)).toEqual(["Important"]);
  expect(JSON.stringify(copy)).not.toContain("Bob");
});

test("a vote is written as the texts of its options, in order", () => {
  const options = [
    { option_id: 1, text: "Red" },
    { option_id: 2, text: "Blue" },
  ];
  const none = { choices: null, value: null, words: null, ranking: null };
  expect(answerOf({ options, vote: null })).toBeUndefined();
  expect(answerOf({ options, vote: { ...none, choices: [2, 1] } })).toBe("Blue, Red");
  expect(answerOf({ options, vote: { ...none, ranking: [2, 1] } })).toBe("1. Blue, 2. Red");
  expect(answerOf({ options: [], vote: { ...none, words: ["sun", "moon"] } })).toBe("sun, moon");
  expect(answerOf({ options: [], vote: { ...none, value: 0 } })).toBe("0");
});
