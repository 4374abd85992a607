import { describe, expect, test } from "bun:test";
import {
  changeStep,
  type Draft,
  insertAfter,
  moveStep,
  newStep,
  removeStep,
  stepsOf,
  toDraft,
  toLesson,
  withIds,
} from "../../src/web/lesson/draft.ts";
import { codeIn } from "../../src/web/start/code.ts";
import { subtask } from "./support.ts";

const draft: Draft = { title: "Lesson", steps: ["a", "b", "c"].map((title) => newStep(title)) };
const titles = ({ steps }: Draft) => steps.map(({ title }) => title).join("");

describe("the draft of a lesson", () => {
  test("moves, inserts and deletes steps", () => {
    expect(titles(moveStep(draft, 0, 2))).toBe("bca");
    expect(titles(moveStep(draft, 2, 0))).toBe("cab");
    expect(titles(moveStep(draft, 0, 3))).toBe("abc");
    expect(titles(insertAfter(draft, 0, [newStep("x"), newStep("y")]))).toBe("axybc");
    expect(titles(insertAfter(draft, -1, [newStep("x")]))).toBe("xabc");
    expect(titles(removeStep(draft, draft.steps[1]?.key ?? 0))).toBe("ac");
  });

  test("does not send empty steps, and keeps the ids of saved ones", () => {
    const changed = insertAfter(toDraft({ id: 1, title: "Lesson", subtasks: [subtask(5)] }), 0, [
      newStep(),
      newStep("new"),
    ]);
    expect(toLesson(changed).subtasks.map(({ id, title }) => [id, title])).toEqual([
      [5, "Step 5"],
      [undefined, "new"],
    ]);
  });

  test("a second save changes the same steps, also those written during the first", () => {
    const sent = insertAfter(draft, 2, [newStep(), newStep("d")]);
    const meanwhile = changeStep(sent, sent.steps[4]?.key ?? 0, { title: "dd" });
    const subtasks = ["a", "b", "c", "d"].map((title, n) => ({ ...subtask(n + 11), title }));
    const known = withIds(meanwhile, sent, { id: 1, title: "Lesson", subtasks });
    expect(known.steps.map(({ id, title }) => [id, title])).toEqual([
      [11, "a"],
      [12, "b"],
      [13, "c"],
      [undefined, ""],
      [14, "dd"],
    ]);
  });

  test("keeps the fields that the editor does not show", () => {
    const lesson = {
      id: 1,
      title: "Lesson",
      subtasks: [{ ...subtask(1), target_action: "CLICK", voice_guide_text: "Press." }],
    };
    expect(toLesson(toDraft(lesson)).subtasks).toEqual([
      { id: 1, title: "Step 1", guide_text: "", target_action: "CLICK", voice_guide_text: "Press." },
    ]);
  });

  const titlesOf = (pasted: string) => stepsOf(pasted).map(({ title }) => title);

  test("a pasted list becomes one step a line, without numbers, bullets and checkboxes; a single line is text", () => {
    expect(titlesOf("1. Fold\r\n2) Turn\n\n- Fly \n• Land\n3단계: 정리")).toEqual([
      "Fold",
      "Turn",
      "Fly",
      "Land",
      "정리",
    ]);
    expect(titlesOf("- [ ] Fold\n- [x] Turn\n[ ] Fly")).toEqual(["Fold", "Turn", "Fly"]);
    expect(titlesOf("3D printing\n2026 review")).toEqual(["3D printing", "2026 review"]);
    expect(titlesOf("just text")).toEqual([]);
  });

  test("indented lines of a pasted list become the guide text of the step above", () => {
    expect(stepsOf("1. Fold\n   Long side to long side.\n\tPress firmly.\n2. Turn")).toEqual([
      { title: "Fold", guide: "Long side to long side.\nPress firmly." },
      { title: "Turn", guide: "" },
    ]);
    expect(stepsOf("  Fold\n  Turn").map(({ title, guide }) => [title, guide])).toEqual([
      ["Fold", ""],
      ["Turn", ""],
    ]);
    const [long] = stepsOf(`${"x".repeat(300)}\n  ${"y".repeat(25_000)}`);
    expect([long?.title.length, long?.guide.length]).toEqual([200, 20_000]);
    expect(stepsOf("Fold\n  [ ] sharp\n  [x] flat\nTurn")[0]?.guide).toBe("- [ ] sharp\n- [x] flat");
  });
});

test("a code is recognized with spaces, in lower case, or in the whole link", () => {
  expect(["abc 234", "AbC-234", "http://192.168.0.7:8000/j/abc234", "가나"].map(codeIn)).toEqual([
    "ABC234",
    "ABC234",
    "ABC234",
    "",
  ]);
});
