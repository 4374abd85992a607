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

test("numbers with commas between thousands are read, and what is no number is named", () => {
  const { questions, problems } = fromPlainText(
    "A?\n= 1,000\n\nB?\n= 9,700,000 +- 1,500\n\nC?\n= 1.2.3\n\nD?\n= 5 +- 1.2.3",
  );
  expect([questions.map(({ answer }) => answer), problems]).toEqual([
    [
      { value: 1000, tolerance: 0 },
      { value: 9_700_000, tolerance: 1500 },
    ],
    [
      { line: 7, problem: "not_a_number" },
      { line: 10, problem: "not_a_number" },
    ],
  ]);
});

test.each([
  "Which is right?\n- the first\n* the second",
  "- begins with a mark",
  "Solve\n= 5\nfor x",
  "# a comment in Python",
  "\\- with a backslash",
  "\\\\= with two",
  "Is it late (20 s)",
  "Is it late (20 s)\\",
  "-1 + 1?",
])("the question %p is read again as it was written, with and without a time", (question) => {
  const options = ["a", "b"].map((text) => ({ text, correct: text === "a" }));
  const questions: QuizQuestion[] = [
    { kind: "choice", question, options, answer: null, seconds: null },
    { kind: "words", question, options: [], answer: null, seconds: 30 },
    { kind: "number", question, options: [], answer: { value: 1e21, tolerance: 1e-7 }, seconds: null },
  ];
  const { title, questions: read } = fromPlainText(toPlainText("Title", questions));
  expect([title, read]).toEqual(["Title", questions]);
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
