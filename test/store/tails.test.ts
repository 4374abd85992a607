import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { openAnswerIndex } from "../../src/store/answer-index.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { openTails, type TailBounds } from "../../src/store/tails.ts";
import { temporaryFolder } from "../support/class.ts";

/** The tails of classes in which Ann has sent so many commands each. */
function openClasses(counts: readonly number[], bounds: TailBounds) {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  {
    using store = openStore(folder);
    for (const [n, count] of counts.entries()) {
      const instructor_id = store.users.ownerAccount().id;
      store.sessions.add({ id: `class ${n}`, code: `CLASS${n}`, instructor_id, created_at: 0 });
      store.log.batch(() => {
        for (let seq = 1; seq <= count; seq++) {
          const event = { seq, at: 0, type: "x", actor: "ann", data: {}, card: false };
          store.log.append(`class ${n}`, event, { id: `c${seq}`, answer: { result: seq } });
        }
      });
    }
  }
  const sqlite = stack.use(new Database(join(folder, databaseFile)));
  const tails = openTails(sqlite, openAnswerIndex(sqlite), bounds);
  const answersOf = (n: number) => tails.of(`class ${n}`)?.answers.get("ann")?.size;
  return { tails, answersOf, [Symbol.dispose]: () => stack.dispose() };
}

test("of more classes than fit, the oldest in memory is dropped, and read again if it is needed", () => {
  using classes = openClasses([3, 4, 5], { maxSessions: 2, maxAnswers: 100 });
  const { tails, answersOf } = classes;
  const [first, second] = [tails.of("class 0"), tails.of("class 1")];
  expect(tails.of("class 0")).toBe(first);
  expect(answersOf(2)).toBe(5);
  expect(tails.of("class 1")).toBe(second);
  expect(answersOf(0)).toBe(3);
  expect(tails.of("class 0")).not.toBe(first);
});

test("of more answers than fit, those of the oldest class are dropped, but never those of the class in use", () => {
  using classes = openClasses([6, 6, 20], { maxSessions: 10, maxAnswers: 10 });
  const { tails, answersOf } = classes;
  const first = tails.of("class 0");
  expect(answersOf(1)).toBe(6);
  expect(tails.of("class 0")).not.toBe(first);
  expect(answersOf(2)).toBe(20);
  const second = tails.of("class 1");
  // Answers that are added count, too.
  for (let seq = 7; seq <= 12; seq++) tails.add("class 0", { seq, actor: "ann", id: `c${seq}`, answer: "{}" });
  expect(tails.of("class 1")).not.toBe(second);
});

test("answers that are in the index on disk do not count any more", () => {
  using classes = openClasses([6, 3], { maxSessions: 10, maxAnswers: 8 });
  const { tails, answersOf } = classes;
  const first = tails.of("class 0");
  if (first) tails.empty(first);
  expect(answersOf(1)).toBe(3);
  expect(tails.of("class 0")).toBe(first);
});
