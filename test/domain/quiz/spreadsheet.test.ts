import { describe, expect, test } from "bun:test";
import type { QuizQuestion } from "../../../src/domain/quiz/quiz.ts";
import { type Cell, fromRows, toClassQuiz, toKahoot } from "../../../src/domain/quiz/spreadsheet.ts";

const capital: QuizQuestion = {
  kind: "choice",
  question: "Capital of France?",
  options: [
    { text: "Berlin", correct: false },
    { text: "Paris", correct: true },
  ],
  answer: null,
  seconds: 20,
};
const primes: QuizQuestion = {
  kind: "choice",
  question: "Primes?",
  options: [
    { text: "2", correct: true },
    { text: "3", correct: true },
    { text: "4", correct: false },
    { text: "6", correct: false },
  ],
  answer: null,
  seconds: 90,
};
const empty = (count: number): Cell[][] => Array.from({ length: count }, () => []);

describe("Kahoot's template", () => {
  const heading = [
    null,
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
  ];
  const rows: Cell[][] = [
    [],
    [null, "Quiz template"],
    ...empty(5),
    heading,
    [1, "Capital of France?", "Berlin", "Paris", null, null, 20, 2],
    [2, "Primes?", 2, 3, 4, 6, "90", "1,2"],
    [3, null, null, null, null, null, null, null],
    [4, "Gap?", "a", null, null, null, 20, "2"],
    [5, "Alone?", "a", null, null, null, 20, "1"],
  ];

  test("is read; rows that cannot be used are named", () => {
    expect(fromRows(rows)).toEqual({
      title: null,
      questions: [capital, primes],
      problems: [
        { line: 12, problem: "unknown_right_option" },
        { line: 13, problem: "too_few_options" },
      ],
      notes: [],
      skipped: 0,
    });
  });

  test("is read also if columns were moved", () => {
    const moved = [
      ["Correct answer", "Question", "Answer 1", "Answer 2", "Time"],
      ["2", "Capital of France?", "Berlin", "Paris", 20],
    ];
    expect(fromRows(moved).questions).toEqual([capital]);
  });

  test("is written with its heading in row 8 and times that it allows", () => {
    const written = toKahoot("Mixed", [capital, { ...primes, seconds: 100 }]);
    expect([written.length, written[7]]).toEqual([10, heading]);
    expect(written.slice(8)).toEqual([
      [1, "Capital of France?", "Berlin", "Paris", "", "", 20, "2"],
      [2, "Primes?", "2", "3", "4", "6", 90, "1,2"],
    ]);
    expect(fromRows(written)).toEqual({
      title: "Mixed",
      questions: [capital, primes],
      problems: [],
      notes: [],
      skipped: 0,
    });
  });
});

describe("ClassQuiz's template", () => {
  test("is read: title in C5, questions from row 14, whatever its headings say", () => {
    const rows: Cell[][] = [
      ...empty(4),
      [null, "Title", "Europe"],
      [null, "Description", "Capitals"],
      ...empty(7),
      [null, "Capital of France?", "Berlin", "Paris", null, null, 20, "2"],
    ];
    expect(fromRows(rows)).toEqual({ title: "Europe", questions: [capital], problems: [], notes: [], skipped: 0 });
  });

  test("is written, with the longest time that it allows", () => {
    const written = toClassQuiz("Europe", [capital, { ...primes, seconds: 600 }]);
    expect(written[4]?.[2]).toBe("Europe");
    expect(fromRows(written).questions).toEqual([capital, { ...primes, seconds: 120 }]);
    expect(written[13]?.[1]).toBe("Capital of France?");
  });
});

test("questions that a spreadsheet cannot hold are left out", () => {
  const number: QuizQuestion = {
    kind: "number",
    question: "Pi?",
    options: [],
    answer: { value: 3, tolerance: 1 },
    seconds: null,
  };
  expect(fromRows(toKahoot("Mixed", [number, capital])).questions).toEqual([capital]);
});
