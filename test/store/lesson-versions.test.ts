import { describe, expect, test } from "bun:test";
import type { z } from "zod";
import { Fault } from "../../src/domain/faults.ts";
import { LessonInput } from "../../src/domain/session.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

function open() {
  const stack = new DisposableStack();
  const clock = { now: Date.parse("2026-03-02T08:00:00Z") };
  const store = stack.use(openStore(stack.use(temporaryFolder()).path, () => clock.now));
  const owner = store.users.ownerAccount();
  return { store, owner, clock, lessons: store.lessons, [Symbol.dispose]: () => stack.dispose() };
}

type Step = { id?: number; title: string; guide_text?: string };
const lesson = (title: string, ...subtasks: Step[]): z.output<typeof LessonInput> =>
  LessonInput.parse({ title, subtasks });
const idsOf = ({ subtasks }: { subtasks: readonly { id: number; title: string }[] }) =>
  subtasks.map(({ id, title }) => [id, title]);

describe("versions of a lesson", () => {
  test("M2 each change makes one, with who saved it and when; saving the same text makes none", () => {
    using fixture = open();
    const { lessons, owner, clock } = fixture;
    const { id } = lessons.create(owner.id, lesson("Plane", { title: "Fold" }));
    clock.now += 60_000;
    lessons.replace(owner.id, id, lesson("Plane", { id: 1, title: "Fold" }));
    lessons.tag(owner.id, id, ["paper"]);
    lessons.archive(owner.id, id, true);
    expect(lessons.versions(owner.id, id).length).toBe(1);
    lessons.replace(owner.id, id, lesson("Plane", { id: 1, title: "Fold it" }, { title: "Throw" }));
    const by = { id: owner.id, name: owner.name };
    expect(lessons.versions(owner.id, id)).toEqual([
      { version: 2, title: "Plane", steps: 2, saved_at: "2026-03-02T08:01:00.000Z", by, restored_from: null },
      { version: 1, title: "Plane", steps: 1, saved_at: "2026-03-02T08:00:00.000Z", by, restored_from: null },
    ]);
    expect(idsOf(lessons.version(owner.id, id, 1))).toEqual([[1, "Fold"]]);
  });

  test("a change of the order of the steps is a version", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    const { id } = lessons.create(owner.id, lesson("L", { title: "a" }, { title: "b" }));
    lessons.replace(owner.id, id, lesson("L", { id: 2, title: "b" }, { id: 1, title: "a" }));
    expect(lessons.versions(owner.id, id).length).toBe(2);
  });

  test("M2 restoring one brings back its steps with their ids, as a new version", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    const { id } = lessons.create(owner.id, lesson("L", { title: "a", guide_text: "Slowly." }, { title: "b" }));
    const first = lessons.get(owner.id, id);
    lessons.replace(owner.id, id, lesson("M", { id: 2, title: "B" }, { title: "c" }));
    const restored = lessons.restore(owner.id, id, 1);
    expect(restored.subtasks).toEqual(first.subtasks);
    expect(restored.title).toBe("L");
    expect(lessons.versions(owner.id, id).map(({ version, restored_from }) => [version, restored_from])).toEqual([
      [3, 1],
      [2, null],
      [1, null],
    ]);
    // Restoring what is there already changes nothing.
    lessons.restore(owner.id, id, 3);
    expect(lessons.versions(owner.id, id).length).toBe(3);
    // The step that the restored version does not have can come back, too.
    expect(idsOf(lessons.restore(owner.id, id, 2))).toEqual([
      [2, "B"],
      [3, "c"],
    ]);
  });

  test("M2 the newest 50 are kept", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    const { id } = lessons.create(owner.id, lesson("Title 1"));
    for (let n = 2; n <= 60; n++) lessons.replace(owner.id, id, lesson(`Title ${n}`));
    const versions = lessons.versions(owner.id, id);
    expect([versions.length, versions[0]?.version, versions.at(-1)?.version]).toEqual([50, 60, 11]);
    expect(() => lessons.version(owner.id, id, 10)).toThrow(Fault);
    expect(lessons.version(owner.id, id, 11).title).toBe("Title 11");
  });

  test("they are deleted with their lesson, and nobody else can read or restore them", () => {
    using fixture = open();
    const { lessons, owner, store } = fixture;
    const other = store.users.addGuest("Other").id;
    const { id } = lessons.create(owner.id, lesson("L"));
    for (const read of [
      () => lessons.versions(other, id),
      () => lessons.version(other, id, 1),
      () => lessons.restore(other, id, 1),
      () => lessons.copy(other, id),
      () => lessons.archive(other, id, true),
      () => lessons.tag(other, id, []),
    ]) {
      expect(read).toThrow("There is no such lesson.");
    }
    lessons.remove(owner.id, id);
    expect(() => lessons.versions(owner.id, id)).toThrow("There is no such lesson.");
  });
});

describe("the list of lessons", () => {
  const titles = (list: Iterable<{ title: string }>) => Array.from(list, ({ title }) => title);

  test("is searched in titles and steps, in any case and width, for every word", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    lessons.create(owner.id, lesson("Paper plane", { title: "Fold", guide_text: "Along the MIDDLE." }));
    lessons.create(owner.id, lesson("브레드보드", { title: "전원 줄 찾기" }));
    lessons.create(owner.id, lesson("Übung 100%", { title: "Zählen" }));
    const find = (search: string) => titles(lessons.list(owner.id, { search }));
    expect(find("plane")).toEqual(["Paper plane"]);
    expect(find("middle  PAPER")).toEqual(["Paper plane"]);
    expect(find("plane zählen")).toEqual([]);
    expect(find("전원")).toEqual(["브레드보드"]);
    expect(find("ÜBUNG")).toEqual(["Übung 100%"]);
    expect(find("100%")).toEqual(["Übung 100%"]);
    expect(find("%")).toEqual(["Übung 100%"]);
    expect(find(" ")).toEqual(["Übung 100%", "브레드보드", "Paper plane"]);
    lessons.replace(owner.id, 1, lesson("Paper boat"));
    expect(find("plane")).toEqual([]);
  });

  test("leaves out archived lessons, or lists them alone", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    for (const title of ["A", "B", "C"]) lessons.create(owner.id, lesson(title));
    lessons.archive(owner.id, 2, true);
    expect([titles(lessons.list(owner.id)), titles(lessons.list(owner.id, { archived: true }))]).toEqual([
      ["C", "A"],
      ["B"],
    ]);
    expect(lessons.archive(owner.id, 2, false).archived).toBe(false);
    expect(titles(lessons.cards(owner.id))).toEqual(["C", "B", "A"]);
  });

  test("is filtered by tag", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    for (const title of ["A", "B", "C"]) lessons.create(owner.id, lesson(title));
    lessons.tag(owner.id, 1, ["grade 5", "paper"]);
    lessons.tag(owner.id, 3, ["paper"]);
    expect(titles(lessons.list(owner.id, { tag: "paper" }))).toEqual(["C", "A"]);
    expect(titles(lessons.list(owner.id, { tag: "pap" }))).toEqual([]);
    expect(lessons.tags(owner.id)).toEqual([
      { tag: "grade 5", lessons: 1 },
      { tag: "paper", lessons: 2 },
    ]);
    lessons.archive(owner.id, 3, true);
    expect(lessons.tags(owner.id)[1]).toEqual({ tag: "paper", lessons: 1 });
  });

  test.each(["new", "changed", "title"] as const)("is read page by page in the order %s", (sort) => {
    using fixture = open();
    const { lessons, owner, clock } = fixture;
    for (const title of ["b", "A", "c", "a", "B"]) {
      clock.now += 1000;
      lessons.create(owner.id, lesson(title, { title: "Step" }));
    }
    clock.now += 1000;
    lessons.replace(owner.id, 3, lesson("C!"));
    const expected = { new: [5, 4, 3, 2, 1], changed: [3, 5, 4, 2, 1], title: [2, 4, 1, 5, 3] }[sort];
    const ids: number[] = [];
    for (let before: number | undefined; ids.length < 5; before = ids.at(-1)) {
      const page = lessons.cards(owner.id, { sort, before, limit: 2 });
      if (page.length === 0) break;
      ids.push(...page.map(({ id }) => id));
    }
    expect(ids).toEqual(expected);
    expect(Array.from(lessons.list(owner.id, { sort }), ({ id }) => id)).toEqual(expected);
  });

  test("a copy has the same steps under new ids, and the tags", () => {
    using fixture = open();
    const { lessons, owner } = fixture;
    const { id } = lessons.create(owner.id, lesson("L", { title: "a", guide_text: "b" }));
    lessons.tag(owner.id, id, ["paper"]);
    const copy = lessons.copy(owner.id, id, "L (copy)");
    expect(copy).toMatchObject({
      id: 2,
      title: "L (copy)",
      tags: ["paper"],
      archived: false,
      subtasks: [{ id: 2, title: "a", guide_text: "b", order_index: 1 }],
    });
    expect(lessons.copy(owner.id, id).title).toBe("L");
    expect(lessons.versions(owner.id, copy.id).length).toBe(1);
  });
});
