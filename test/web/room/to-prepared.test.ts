/** Whether a lesson and a class that took it have the same polls. */
import { expect, test } from "bun:test";
import type { PreparedLesson } from "../../../src/domain/lesson.ts";
import type { PreparedPoll } from "../../../src/domain/quiz/prepared-poll.ts";
import { toPoll } from "../../../src/features/poll-input.ts";
import { differs } from "../../../src/web/room/polls/to-prepared.ts";
import { steps } from "../../support/rules.ts";

const rules = { results: "closed", named: false, speed_bonus: false, approve_first: false } as const;
const options = [{ text: "Busan" }, { text: "Seoul", correct: true }];
const polls: PreparedPoll[] = [
  { ...rules, kind: "choice", question: "Capital?", options },
  { ...rules, kind: "choice", question: "Capital?", options, approve_first: true },
  { ...rules, kind: "rank", question: "The largest?", options },
  { ...rules, kind: "words", question: "Why?", approve_first: true },
  { ...rules, kind: "number", question: "How many?", answer: { value: 7, tolerance: 0 } },
];

test("a poll that the class has as it can be differs from no poll of the lesson", () => {
  for (const poll of polls) {
    const lesson = { id: 1, title: "Cities", subtasks: steps.map((step) => ({ ...step })) } as PreparedLesson;
    const [first] = lesson.subtasks;
    if (!first) throw new Error("a step");
    Object.assign(first, { polls: [poll] });
    const made = toPoll(1, { ...poll, subtask_id: first.id });
    const there = { ...made.poll, ...made.solution, status: "draft" } as Parameters<typeof differs>[1][number];
    expect(differs(lesson, [there])).toBe(false);
    expect(differs(lesson, [])).toBe(true);
    expect(differs(lesson, [{ ...there, question: "Another?" }])).toBe(true);
  }
});
