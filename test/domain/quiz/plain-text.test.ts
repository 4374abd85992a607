import { expect, test } from "bun:test";
import fc from "fast-check";
import { fromPlainText, toPlainText } from "../../../src/domain/quiz/plain-text.ts";
import type { QuizQuestion } from "../../../src/domain/quiz/quiz.ts";

test("a quiz as one types it", () => {
  const text = `# Geography

What is the capital of Korea? (20 s)
* Seoul
- Busan

7 x 8?
= 56

Pi,
roughly?
= 3,14 +- 0,01

One word about today?
`;
  expect(fromPlainText(text)).toEqual({
    title: "Geography",
    questions: [
      {
        kind: "choice",
        question: "What is the capital of Korea?",
        options: [
          { text: "Seoul", correct: true },
          { text: "Busan", correct: false },
        ],
        answer: null,
        seconds: 20,
      },
      { kind: "number", question: "7 x 8?", options: [], answer: { value: 56, tolerance: 0 }, seconds: null },
      {
        kind: "number",
        question: "Pi,\nroughly?",
        options: [],
        answer: { value: 3.14, tolerance: 0.01 },
        seconds: null,
      },
      { kind: "words", question: "One word about today?", options: [], answer: null, seconds: null },
    ],
    problems: [],
    notes: [],
    skipped: 0,
  });
});

test("what cannot be used is named by its line, and the rest is read", () => {
  const { questions, problems } = fromPlainText(
    "\n* only an option\n- and another\n\nOne option?\n* yes\n\nGood?\r\n* yes\r\n- no\r\n",
  );
  expect([questions.map(({ question }) => question), problems]).toEqual([
    ["Good?"],
    [
      { line: 2, problem: "no_question" },
      { line: 5, problem: "too_few_options" },
    ],
  ]);
});

test("a time is brought into the range that a poll can have", () => {
  const times = ["(1 s)", "(90s)", "(9999 s)", "(0 s)", "(5 초)"].map(
    (time) => fromPlainText(`When? ${time}`).questions[0]?.seconds,
  );
  expect(times).toEqual([5, 90, 3600, null, 5]);
});

test("what was written is read again", () => {
  const word = fc.stringMatching(/^[a-z가-힣?][a-z가-힣 ?]{0,20}[a-z가-힣?]$/);
  const option = fc.record({ text: word, correct: fc.boolean() });
  const choice = fc.record({
    question: word,
    options: fc.array(option, { minLength: 2, maxLength: 6 }),
    seconds: fc.constantFrom(null, 5, 300),
  });
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 5 }), (choices) => {
      const questions: QuizQuestion[] = choices.map((one) => ({ ...one, kind: "choice", answer: null }));
      expect(fromPlainText(toPlainText("Title", questions))).toEqual({
        title: "Title",
        questions,
        problems: [],
        notes: [],
        skipped: 0,
      });
    }),
    { numRuns: 50 },
  );
});
