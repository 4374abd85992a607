/** The search in the teacher's list of classes. */
import { expect, test } from "bun:test";
import type { Session } from "../../../src/features/whole-session.ts";
import { findClasses } from "../../../src/web/teach/search.ts";

const session = (title: string, code: string, lesson?: string) =>
  ({ title, code, lesson: lesson === undefined ? null : { id: 1, title: lesson, subtasks: [] } }) as unknown as Session;
const classes = [
  session("Morning group", "ABCD", "Paper plane"),
  session("Evening group", "EFGH"),
  session("기타 수업", "K7K7"),
];
const codes = (query: string) => findClasses(classes, query).map(({ code }) => code);

test("a class is found by parts of its title, its code or its lesson, in any case", () => {
  expect(codes("group")).toEqual(["ABCD", "EFGH"]);
  expect(codes("efg")).toEqual(["EFGH"]);
  expect(codes("PLANE morning")).toEqual(["ABCD"]);
  expect(codes("기타".normalize("NFD"))).toEqual(["K7K7"]);
});

test("an empty query finds every class, an unknown word none", () => {
  expect(codes("  ")).toEqual(["ABCD", "EFGH", "K7K7"]);
  expect(codes("group chess")).toEqual([]);
});
