import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { boardDialects, dialects } from "../../src/dialects/index.ts";

const here = (path: string) => existsSync(new URL(path, import.meta.url));

test("every dialect runs the shared suite and has a transcript", async () => {
  const untested = [];
  for (const { name } of dialects) {
    const own = here(`${name}.test.ts`) ? await Bun.file(new URL(`${name}.test.ts`, import.meta.url)).text() : "";
    if (!own.includes("dialectContract(") || !here(`transcripts/${name}.transcript`)) untested.push(name);
  }
  expect(untested).toEqual([]);
});

test("no two dialects share a name or a door", () => {
  const all = [...dialects, ...boardDialects];
  const names = all.map(({ name }) => name);
  const doors = all.flatMap(({ doors }) => Object.keys(doors));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(doors).size).toBe(doors.length);
});
