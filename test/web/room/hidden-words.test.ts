import { expect, test } from "bun:test";
import { problemOf, toText, toWords } from "../../../src/web/room/polls/hidden-words-input.ts";

test("a list of hidden words is saved as it is typed, or not at all: nothing is cut", () => {
  const lists = { ko: toWords(" 바보 \n\n멍청이\n"), en: [] };
  expect(lists.ko).toEqual(["바보", "멍청이"]);
  // What is saved is what the field then shows, so that nothing counts as unsaved.
  expect(toWords(toText(lists).ko)).toEqual(lists.ko);
  const many = (n: number) => Array.from({ length: n }, (_, at) => `word ${at}`);
  expect([
    problemOf(many(200)),
    problemOf(many(203)),
    problemOf(["a".repeat(40)]),
    problemOf(["b".repeat(41)]),
  ]).toEqual([undefined, { more: 3 }, undefined, { long: "b".repeat(40) }]);
});
