import { expect, test } from "bun:test";
import { coreFaults } from "../../src/domain/faults.ts";
import { byName } from "../../src/features/by-name.ts";
import { catalogue, features } from "../../src/features/index.ts";

test("two features that declare the same command or event are an error at the start, not one that hides the other", () => {
  const entries = ["bell", "chat"].map((name) => ["bell.ring", { feature: { name } }] as const);
  expect(() => byName("command", entries)).toThrow("command bell.ring is declared by bell and by chat");
});

test("no two features share a name", () => {
  const names = features.map(({ name }) => name);
  expect<string[]>([...new Set<string>(names)]).toEqual(names);
});

test("a feature's faults are in the catalogue with those of the core, and a code that two declare is an error", () => {
  expect(catalogue.help_not_found).toEqual({
    code: "help_not_found",
    status: 404,
    text: "There is no such help request.",
  });
  expect(new Set(Object.keys(catalogue))).toEqual(
    new Set([...Object.keys(coreFaults), ...features.flatMap((feature) => Object.keys(feature.faults ?? {}))]),
  );
  const entries = ["the core", "bell"].map((name) => ["not_found", { feature: { name } }] as const);
  expect(() => byName("fault", entries)).toThrow("fault not_found is declared by the core and by bell");
});
