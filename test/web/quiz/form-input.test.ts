/** The form of a poll, and the polls of a class as they were prepared. */
import { expect, test } from "bun:test";
import type { Poll } from "../../../src/client/fold/polls.ts";
import { isSamePoll } from "../../../src/domain/quiz/poll-text.ts";
import { PreparedPoll, type PreparedPollInput } from "../../../src/domain/quiz/prepared-poll.ts";
import { toPoll } from "../../../src/features/poll-input.ts";
import { toForm, toPollInput } from "../../../src/web/quiz/form-input.ts";
import { differs, toPrepared } from "../../../src/web/room/polls/to-prepared.ts";
import { steps } from "../../support/rules.ts";

const options = [{ text: "Busan" }, { text: "Seoul", correct: true }, { text: "Daegu" }];
const polls: PreparedPollInput[] = [
  { kind: "choice", question: "Capital?", options, results: "closed", seconds: 20, points: 100, speed_bonus: true },
  { kind: "choice", question: "Which two?", options, max_choices: 2, results: "hidden", named: true },
  { kind: "choice", question: "All?", options, max_choices: 3, results: "live" },
  { kind: "rank", question: "Order?", options: options.map(({ text }) => ({ text })), results: "closed" },
  { kind: "scale", question: "Fast?", scale: { min: 1, max: 5, min_label: "no" }, results: "live" },
  { kind: "number", question: "Pi?", answer: { value: 3.14, tolerance: 0.01 }, points: 5, results: "closed" },
  { kind: "words", question: "Word?", max_choices: 5, approve_first: true, results: "live" },
];

test.each(polls)("$question is the same poll after the form has shown it", (poll) => {
  expect(isSamePoll(toPollInput(toForm(poll)) ?? ({} as never), poll)).toBe(true);
});

test("a poll with one choice that gets several can be answered with all options", () => {
  const form = toForm({ ...(polls[1] as PreparedPollInput), max_choices: 1 });
  expect(toPollInput({ ...form, several: true })?.max_choices).toBe(3);
});

/** The lesson's polls as a class has them. */
const inClass = (): Poll[] =>
  polls.map((input, n) => {
    const { poll, solution } = toPoll(n + 1, { ...PreparedPoll.parse(input), subtask_id: steps[0]?.id });
    return { ...poll, ...solution, status: "draft" } as Poll;
  });
const lesson = (own: readonly PreparedPollInput[]) => ({
  id: 1,
  title: "Lesson",
  subtasks: steps.map((step, n) => ({
    ...step,
    ...(n === 0 && { polls: own.map((poll) => PreparedPoll.parse(poll)) }),
  })),
});

test("a poll of the class is exported as it was prepared", () => {
  const [quiz, , , , , number] = inClass().map(toPrepared);
  expect([quiz, number].map((poll) => poll && isSamePoll(poll, polls[poll === quiz ? 0 : 5] as never))).toEqual([
    true,
    true,
  ]);
});

test("a lesson differs from its class if a poll was added, changed or removed, but not once it was asked", () => {
  const there = inClass();
  expect(differs(lesson(polls), there)).toBe(false);
  expect(differs(lesson(polls.slice(1)), there)).toBe(true);
  expect(differs(lesson([...polls, { ...(polls[0] as PreparedPollInput), question: "New?" }]), there)).toBe(true);
  const asked = there.map((poll, n) => (n === 0 ? { ...poll, status: "closed" as const } : poll));
  expect(differs(lesson(polls.slice(1)), asked)).toBe(false);
  expect(differs(lesson([]), [{ ...there[0], subtask_id: null } as Poll])).toBe(false);
});
