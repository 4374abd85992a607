import { expect, test } from "bun:test";
import { LessonInput } from "../../src/domain/session.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

const capital = {
  kind: "choice" as const,
  question: "The capital of Korea?",
  options: [{ text: "Busan" }, { text: "Seoul", correct: true }],
  results: "closed" as const,
};

test("a lesson's polls are in its versions, its copy and its search, and come back when a version is restored", () => {
  using folder = temporaryFolder();
  using store = openStore(folder.path, Date.now);
  const { lessons, users } = store;
  const { id: owner } = users.ownerAccount();
  const lesson = (...polls: object[]) =>
    LessonInput.parse({
      title: "L",
      subtasks: [
        { id: 1, title: "One" },
        { id: 2, title: "Two", polls },
      ],
    });
  const pollsOf = ({ subtasks }: { subtasks: readonly { polls?: readonly { question: string }[] | undefined }[] }) =>
    subtasks.map(({ polls }) => polls?.map(({ question }) => question));

  const { id } = lessons.create(owner, lesson(capital, { kind: "words", question: "A word?", results: "live" }));
  const first = lessons.get(owner, id);
  expect(pollsOf(first)).toEqual([undefined, ["The capital of Korea?", "A word?"]]);
  expect(lessons.cards(owner, { search: "seoul" }).map(({ id }) => id)).toEqual([id]);
  expect(pollsOf(lessons.copy(owner, id))).toEqual(pollsOf(first));

  lessons.replace(owner, id, lesson());
  expect(pollsOf(lessons.get(owner, id))).toEqual([undefined, undefined]);
  expect(lessons.versions(owner, id).length).toBe(2);
  expect(pollsOf(lessons.version(owner, id, 1))).toEqual(pollsOf(first));
  expect(lessons.restore(owner, id, 1).subtasks).toEqual(first.subtasks);
});

test("a lesson has at most 50 polls", () => {
  const steps = (n: number) => ({ title: "L", subtasks: [{ title: "One", polls: Array(n).fill(capital) }] });
  expect(LessonInput.safeParse(steps(50)).success).toBe(true);
  expect(LessonInput.safeParse(steps(51)).error?.issues[0]?.message).toBe("A lesson can have at most 50 polls.");
});
