/** Unsaved changes of a lesson in the browser's storage. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Lesson } from "../../src/domain/session.ts";
import { changeStep, emptyDraft, toDraft } from "../../src/web/lesson/draft.ts";
import { forgetDraft, hasDraft, keepDraft, openDraft } from "../../src/web/lesson/stored-draft.ts";
import { fakeStorage } from "../support/fake-storage.ts";
import { subtask } from "./support.ts";

const key = { user: 1, lesson: 7 };
const lesson: Lesson = { id: 7, title: "Plane", subtasks: [subtask(1), subtask(2)] };
const base = toDraft(lesson);
const changed = changeStep(base, base.steps[0]?.key ?? 0, { title: "Fold once" });

describe("unsaved changes of a lesson", () => {
  let storage: Disposable;
  const store = (limit: number) => {
    storage?.[Symbol.dispose]();
    storage = fakeStorage(limit);
  };
  beforeEach(() => store(10_000));
  afterEach(() => storage[Symbol.dispose]());

  test("are restored with the ids of their steps until they are saved or discarded", () => {
    expect(openDraft(key, lesson).from).toBe("saved");
    expect(keepDraft(key, changed, base)).toBe(true);
    const { draft, from } = openDraft(key, lesson);
    expect(from).toBe("restored");
    expect(draft.steps.map(({ id, title }) => [id, title])).toEqual([
      [1, "Fold once"],
      [2, lesson.subtasks[1]?.title ?? ""],
    ]);
    forgetDraft(key);
    expect(openDraft(key, lesson).from).toBe("saved");
  });

  test("belong to one teacher and one lesson", () => {
    keepDraft(key, changed, base);
    expect(hasDraft({ user: 2, lesson: 7 })).toBe(false);
    expect(hasDraft({ user: 1, lesson: undefined })).toBe(false);
    expect(hasDraft(key)).toBe(true);
  });

  test("are removed once the text equals the saved lesson", () => {
    keepDraft(key, changed, base);
    keepDraft(key, base, base);
    expect(hasDraft(key)).toBe(false);
    keepDraft({ user: 1, lesson: undefined }, emptyDraft(), emptyDraft());
    expect(hasDraft({ user: 1, lesson: undefined })).toBe(false);
  });

  test("are marked if the lesson was saved elsewhere since, and a step deleted there becomes a new one", () => {
    keepDraft(key, changed, base);
    const { draft, from } = openDraft(key, { ...lesson, subtasks: lesson.subtasks.slice(1) });
    expect(from).toBe("outdated");
    expect(draft.steps.map(({ id }) => id)).toEqual([undefined, 2]);
  });

  test("are reported as not kept if the browser's storage is full", () => {
    store(10);
    expect(keepDraft(key, changed, base)).toBe(false);
    expect(openDraft(key, lesson).from).toBe("saved");
  });

  test("another value under the name is ignored", () => {
    for (const other of ["{", "null", "{}", '{"lesson":{"title":1}}', '"x"']) {
      localStorage.setItem("lectern.draft.1.7", other);
      expect(openDraft(key, lesson).from).toBe("saved");
    }
  });
});
