/** Every row of docs/COMPATIBILITY.md has one test, and every such test has a row. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { Glob } from "bun";
import { rows } from "./rows.ts";

const tested = Array.from(new Glob("*.test.ts").scanSync(import.meta.dir)).flatMap((file) =>
  Array.from(readFileSync(`${import.meta.dir}/${file}`, "utf8").matchAll(/^row\(\s*"([\w-]+)"/gm), ([, id]) => id),
);

test("P5 every row of COMPATIBILITY.md has exactly one test, and every test a row", () => {
  expect(tested.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
});

test("all statements are there, numbered", () => {
  const numbers = Map.groupBy(rows, ({ id }) => id.split("-")[0]);
  const counts = Object.fromEntries(Array.from(numbers, ([name, of]) => [name, of.length]));
  expect(counts).toEqual({ mobilegpt: 42, inthon: 30, chatroom: 38, spc: 36, virtutune: 25 });
  for (const [name, of] of numbers) {
    expect(of.map(({ id }) => id)).toEqual(of.map((_, index) => `${name}-${String(index + 1).padStart(2, "0")}`));
  }
});

test("a row holds, differs or is not provided, and what does not hold has a reason", () => {
  for (const { id, verdict, note } of rows) {
    expect([id, verdict]).toEqual([id, expect.stringMatching(/^(Holds|Differs|Not provided)$/)]);
    if (verdict !== "Holds") expect([id, note]).toEqual([id, expect.stringMatching(/\w+ \w+/)]);
  }
});
