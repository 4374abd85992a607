import { expect, test } from "bun:test";
import { byName } from "../../src/features/by-name.ts";
import { features } from "../../src/features/index.ts";

test("two features that declare the same command or event are an error at the start, not one that hides the other", () => {
  const entries = ["bell", "chat"].map((name) => ["bell.ring", { feature: { name } }] as const);
  expect(() => byName("command", entries)).toThrow("command bell.ring is declared by bell and by chat");
});

test("no two features share a name", () => {
  const names = features.map(({ name }) => name);
  expect<string[]>([...new Set<string>(names)]).toEqual(names);
});
