/** The key pad of a gauge study: for which part a number is that was typed while others measured. */
import { expect, test } from "bun:test";
import { emptyEntry, nextCell, takenCell, withTyped } from "../../../src/web/quality/gauge/pad-entry.ts";

const run = (operator: number, part: number, value: number | null) => ({ operator, part, repeat: 1, value });
const at = (operator: number, part: number) => ({ operator, part, repeat: 1 });
const none = [run(1, 1, null), run(2, 1, null), run(1, 2, null)];
const first = [run(1, 1, 9), ...none.slice(1)];

test("the next part of an operator, or of everyone in turn", () => {
  expect([nextCell(first, 0), nextCell(first, 1), nextCell(first, 2)]).toEqual([at(2, 1), at(1, 2), at(2, 1)]);
  expect(nextCell([run(1, 1, 9)], 0)).toBeUndefined();
});

test("a number belongs to the part of its first key, and is removed if that is measured elsewhere", () => {
  const typed = withTyped(withTyped(emptyEntry, "1", at(1, 1)), "12", at(1, 2));
  expect(typed).toEqual({ typed: "12", cell: at(1, 1), corrects: false });
  expect(withTyped(typed, "", at(1, 2))).toEqual(emptyEntry);
  const state = { entry: typed, asked: at(1, 2), last: undefined };
  expect([takenCell(none, state), takenCell(first, state)]).toEqual([undefined, at(1, 1)]);
});

test("before the first key, a part that others measured is named, but not the one that was entered here", () => {
  const state = { entry: emptyEntry, asked: at(1, 1), last: undefined };
  expect([takenCell(none, state), takenCell(first, state)]).toEqual([undefined, at(1, 1)]);
  expect(takenCell(first, { ...state, last: at(1, 1) })).toBeUndefined();
});

test("a correction keeps its part", () => {
  const entry = withTyped({ typed: "", cell: at(1, 1), corrects: true }, "", at(1, 2));
  expect(entry).toEqual({ typed: "", cell: at(1, 1), corrects: true });
  expect(takenCell(first, { entry, asked: at(1, 2), last: at(1, 1) })).toBeUndefined();
});
