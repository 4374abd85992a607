import { describe, expect, test } from "bun:test";
import type { z } from "zod";
import { Fault } from "../../src/domain/faults.ts";
import { LessonInput } from "../../src/domain/session.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

function open() {
  const stack = new DisposableStack();
  const store = stack.use(openStore(stack.use(temporaryFolder()).path));
  const owner = store.users.ownerAccount().id;
  const { id: other } = store.users.addGuest("Other");
  return { store, owner, other, [Symbol.dispose]: () => stack.dispose() };
}

const lesson = (title: string, ...steps: (string | { id: number; title: string })[]): z.output<typeof LessonInput> =>
  LessonInput.parse({ title, subtasks: steps.map((step) => (typeof step === "string" ? { title: step } : step)) });

/** The ids and titles of a lesson's steps, in order. */
const stepsOf = (lesson: { subtasks: { id: number; title: string; order_index: number }[] }) =>
  lesson.subtasks.map(({ id, title, order_index }) => [order_index, id, title]);

const code = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (cause) {
    return cause instanceof Fault ? cause.code : String(cause);
  }
};

describe("lessons", () => {
  test("a lesson is stored with its steps, numbered 1, 2, 3 in the given order", () => {
    using fixture = open();
    const { store, owner } = fixture;
    const input = LessonInput.parse({
      title: " Settings ",
      subtasks: [
        { title: "Open", target_action: "tap", guide_text: "Open the settings.", voice_guide_text: "Open them." },
        { title: "Choose" },
      ],
    });
    const created = store.lessons.create(owner, input);
    expect(created).toEqual({
      id: 1,
      title: "Settings",
      subtasks: [
        {
          id: 1,
          title: "Open",
          order_index: 1,
          target_action: "tap",
          guide_text: "Open the settings.",
          voice_guide_text: "Open them.",
        },
        { id: 2, title: "Choose", order_index: 2, target_action: null, guide_text: null, voice_guide_text: null },
      ],
      tags: [],
      archived: false,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(store.lessons.get(owner, created.id)).toEqual(created);
  });

  test("a teacher's list has only their own lessons, newest first", () => {
    using fixture = open();
    const { store, owner, other } = fixture;
    store.lessons.create(owner, lesson("First", "a"));
    store.lessons.create(other, lesson("Theirs", "b"));
    store.lessons.create(owner, lesson("Second"));
    expect(Array.from(store.lessons.list(owner)).map(({ title, subtasks }) => [title, subtasks.length])).toEqual([
      ["Second", 0],
      ["First", 1],
    ]);
  });

  test("replacing a lesson keeps steps that are sent with their id, in any order, and adds and deletes the others", () => {
    using fixture = open();
    const { store, owner } = fixture;
    const { id } = store.lessons.create(owner, lesson("L", "a", "b", "c"));
    const rewritten = store.lessons.replace(
      owner,
      id,
      lesson("M", { id: 3, title: "c" }, "new", { id: 1, title: "A" }),
    );
    expect([rewritten.title, stepsOf(rewritten)]).toEqual([
      "M",
      [
        [1, 3, "c"],
        [2, 4, "new"],
        [3, 1, "A"],
      ],
    ]);
    // A step with the id of a deleted step or of another lesson is added as a new one.
    const foreign = store.lessons.create(owner, lesson("Other", "x"));
    const again = store.lessons.replace(owner, id, lesson("M", { id: 2, title: "b" }, { id: 5, title: "x" }));
    expect(stepsOf(again)).toEqual([
      [1, 6, "b"],
      [2, 7, "x"],
    ]);
    expect(store.lessons.get(owner, foreign.id)).toEqual(foreign);
    expect(stepsOf(store.lessons.replace(owner, id, lesson("M")))).toEqual([]);
  });

  test("two steps with the same id are rejected, and the lesson does not change", () => {
    using fixture = open();
    const { store, owner } = fixture;
    const created = store.lessons.create(owner, lesson("L", "a", "b"));
    const twice = lesson("M", { id: 1, title: "x" }, { id: 1, title: "y" });
    expect(code(() => store.lessons.replace(owner, created.id, twice))).toBe("does_not_fit");
    expect(store.lessons.get(owner, created.id)).toEqual(created);
  });

  test("nobody can read, change or remove another teacher's lesson", () => {
    using fixture = open();
    const { store, owner, other } = fixture;
    const created = store.lessons.create(owner, lesson("L", "a"));
    expect(code(() => store.lessons.get(other, created.id))).toBe("lesson_not_found");
    expect(code(() => store.lessons.replace(other, created.id, lesson("M")))).toBe("lesson_not_found");
    expect(code(() => store.lessons.remove(other, created.id))).toBe("lesson_not_found");
    expect(store.lessons.get(owner, created.id)).toEqual(created);
    store.lessons.remove(owner, created.id);
    expect(code(() => store.lessons.get(owner, created.id))).toBe("lesson_not_found");
    expect(code(() => store.lessons.remove(owner, created.id))).toBe("lesson_not_found");
  });
});
