import { describe, expect, test } from "bun:test";
import { fromGift, toGift } from "../../../src/domain/quiz/gift.ts";

const only = (source: string) => {
  const { questions, problems } = fromGift(source);
  return questions[0] ?? problems[0]?.problem;
};
const options = (source: string) => {
  const question = only(source);
  return typeof question === "object"
    ? question.options.map(({ text, correct }) => (correct ? `*${text}` : text))
    : question;
};

describe("a question in GIFT", () => {
  const table: [string, string, string[]][] = [
    ["multiple choice", "Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}", ["Grant", "Jefferson", "*no one"]],
    ["over several lines, with feedback", "::Q1:: 1+1?\n{\n=2 # yes\n~3 # no\n}", ["*2", "3"]],
    ["several right answers by weight", "Primes? {~%50%2 ~%50%3 ~%-100%4}", ["*2", "*3", "4"]],
    ["partial credit besides a right answer", "Which? {=right ~%50%nearly ~wrong}", ["*right", "nearly", "wrong"]],
    ["true or false", "The sun rises in the west.{F}", ["True", "*False"]],
    ["true or false in full, with feedback", "2 is even.{TRUE#no#yes}", ["*True", "False"]],
    ["escaped characters", "Which is \\{a\\: set\\}? {=\\{1\\=1\\} ~\\~x}", ["*{1=1}", "~x"]],
  ];
  test.each(table)("%s", (_, source, expected) => expect(options(source)).toEqual(expected));

  test("its text is without title, escapes, format and tags", () => {
    const texts = ["::t:: a \\: b {T}", "[html]<p>a &amp; <b>b</b></p> {T}", "[plain]a {T}", "a\\nb {T}"].map(
      (source) => {
        const question = only(source);
        return typeof question === "object" ? question.question : question;
      },
    );
    expect(texts).toEqual(["a : b", "a & b", "a", "a\nb"]);
  });

  test("an answer in the middle of a sentence becomes a gap", () => {
    expect(only("The {=sun ~moon} rises in the east.")).toMatchObject({ question: "The _____ rises in the east." });
  });

  const numbers: [string, unknown][] = [
    ["When? {#1822:5}", { value: 1822, tolerance: 5 }],
    ["When? {#1822}", { value: 1822, tolerance: 0 }],
    ["Pi? {#2.11..2.12}", { value: expect.closeTo(2.115, 9), tolerance: expect.closeTo(0.005, 9) }],
    ["When? {#=1822:0 =%50%1822:2}", { value: 1822, tolerance: 0 }],
  ];
  test.each(numbers)("a number: %s", (source, answer) =>
    expect(only(source)).toMatchObject({ kind: "number", answer }),
  );

  test("a short answer and an essay are answered with words", () => {
    expect([only("Two plus two? {=four =4}"), only("Describe it. {}")]).toMatchObject([
      { kind: "words" },
      { kind: "words" },
    ]);
  });

  const problems: [string, string][] = [
    ["matching", "Match. {=Italy -> Rome =Japan -> Tokyo}"],
    ["a description", "Only a text."],
  ].map(([name = "", source = ""]) => [name, source]);
  test.each(problems)("not %s", (_, source) => expect(only(source)).toBe("unknown_kind"));
  test("not without an end, one option or a wrong number", () => {
    expect([only("What? {=a ~b"), only("What? {~a}"), only("What? {#many}")]).toEqual([
      "incomplete",
      "too_few_options",
      "not_a_number",
    ]);
  });
});

test("a file has comments, a category and questions; what cannot be used is named by its line", () => {
  const file =
    "\uFEFF// made by hand\n$CATEGORY: top/Space\n\nSun? {T}\n\nMatch. {=a -> b =c -> d}\n\n\n::Moon::\nMoon? {F}\n";
  const { title, questions, problems } = fromGift(file);
  expect([title, questions.map(({ question }) => question), problems]).toEqual([
    "Space",
    ["Sun?", "Moon?"],
    [{ line: 6, problem: "unknown_kind" }],
  ]);
});

test("at most 100 questions of a file are read", () => {
  expect(fromGift("Sun? {T}\n\n".repeat(150)).questions.length).toBe(100);
});

test("what was written is read again", () => {
  const written = toGift("Mixed", [
    {
      kind: "choice",
      question: "a = {b}: #c ~d \\e?",
      options: [
        { text: "=x", correct: true },
        { text: "->?", correct: false },
      ]
        .slice(0, 1)
        .concat({ text: "y", correct: false }),
      answer: null,
      seconds: null,
    },
    {
      kind: "choice",
      question: "three?",
      options: [
        { text: "1", correct: true },
        { text: "2", correct: true },
        { text: "3", correct: true },
        { text: "4", correct: false },
      ],
      answer: null,
      seconds: null,
    },
    { kind: "number", question: "Pi?", options: [], answer: { value: 3.14, tolerance: 0.01 }, seconds: null },
    { kind: "words", question: "two\nlines", options: [], answer: null, seconds: null },
  ]);
  const { questions, problems } = fromGift(written);
  expect(problems).toEqual([]);
  expect(
    questions.map(({ kind, question, options, answer }) => [
      kind,
      question,
      options.map(({ text, correct }) => [text, correct]),
      answer,
    ]),
  ).toEqual([
    [
      "choice",
      "a = {b}: #c ~d \\e?",
      [
        ["=x", true],
        ["y", false],
      ],
      null,
    ],
    [
      "choice",
      "three?",
      [
        ["1", true],
        ["2", true],
        ["3", true],
        ["4", false],
      ],
      null,
    ],
    ["number", "Pi?", [], { value: 3.14, tolerance: 0.01 }],
    ["words", "two\nlines", [], null],
  ]);
});
