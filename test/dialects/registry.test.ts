import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { boardDialects, dialects } from "../../src/dialects/index.ts";
import { apps } from "./voices/index.ts";

const here = (path: string) => existsSync(new URL(path, import.meta.url));

test("every dialect has a voice, by which the shared suites speak to it, and a transcript", () => {
  const names = dialects.map(({ name }) => name);
  expect<string[]>(apps.toSorted()).toEqual(names.toSorted());
  expect(names.filter((name) => !here(`transcripts/${name}.transcript`))).toEqual([]);
});

test("dialects have unique names and doors", () => {
  const all = [...dialects, ...boardDialects];
  const names = all.map(({ name }) => name);
  const doors = all.flatMap(({ doors }) => Object.keys(doors));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(doors).size).toBe(doors.length);
});
