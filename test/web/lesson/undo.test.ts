/** The undo history of the lesson editor. */
import { expect, test } from "bun:test";
import { changeStep, type Draft, emptyDraft, insertAfter, newStep, removeStep } from "../../../src/web/lesson/draft.ts";
import { emptyHistory, undoEdit, withEdit } from "../../../src/web/lesson/undo.ts";

/** Makes these drafts one after the other, and returns the titles that undoing shows, step by step. */
function undone(drafts: readonly Draft[]): string[] {
  let history = emptyHistory;
  drafts.slice(1).forEach((draft, at) => {
    history = withEdit(history, drafts[at] ?? draft, draft);
  });
  const found: string[] = [];
  for (let last = undoEdit(history); last; last = undoEdit(last.history)) {
    found.push([last.draft.title, ...last.draft.steps.map(({ title }) => title)].join("|"));
  }
  return found;
}

test("typing in one field is undone at once, and fields one after the other", () => {
  const start = emptyDraft();
  const key = start.steps[0]?.key ?? 0;
  const titled = [
    { ...start, title: "P" },
    { ...start, title: "Pl" },
    { ...start, title: "Plane" },
  ] as const;
  const typed = changeStep(titled[2], key, { title: "F" });
  const more = changeStep(typed, key, { title: "Fold" });
  expect(undone([start, ...titled, typed, more])).toEqual(["Plane|", "|"]);
});

test("adding and deleting steps is undone step by step", () => {
  const start: Draft = { title: "Plane", steps: [newStep("Fold")] };
  const two = insertAfter(start, 0, [newStep("Fly")]);
  const three = insertAfter(two, 1, [newStep("Land")]);
  const deleted = removeStep(three, start.steps[0]?.key ?? 0);
  expect(undone([start, two, three, deleted])).toEqual(["Plane|Fold|Fly|Land", "Plane|Fold|Fly", "Plane|Fold"]);
});

test("at most 100 edits are kept", () => {
  const drafts = [emptyDraft()];
  for (let n = 0; n < 150; n++) drafts.push(insertAfter(drafts[n] ?? emptyDraft(), 0, [newStep("")]));
  expect(undone(drafts)).toHaveLength(100);
});
