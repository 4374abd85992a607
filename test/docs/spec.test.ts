import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { readProofs } from "../../scripts/proofs.ts";
import { testNamesIn } from "../support/test-names.ts";

const folder = join(import.meta.dir, "..");
const spec = await Bun.file(join(folder, "../docs/SPEC.md")).text();
const rules = Array.from(spec.matchAll(/^\| ([A-Z]\d+) \| (.+) \| (.*) ?\|$/gm), ([, id = "", rule, tested = ""]) => ({
  id,
  rule,
  tested: tested.trim(),
}));

/** The files with a test, or a group of tests, whose name begins with an id; by id. */
async function filesById(): Promise<Map<string, string[]>> {
  const found = new Map<string, Set<string>>();
  for (const path of [...new Glob("**/*.ts").scanSync(folder)].sort()) {
    for (const name of testNamesIn(path, await Bun.file(join(folder, path)).text())) {
      const id = /^([A-Z]\d+) /.exec(name)?.[1];
      if (id) found.set(id, (found.get(id) ?? new Set()).add(path.replaceAll("\\", "/")));
    }
  }
  return new Map(Array.from(found, ([id, paths]) => [id, [...paths]]));
}

test("docs/SPEC.md has every rule that a test's name quotes, with the files of its tests", async () => {
  const quoted = await filesById();
  const proven = rules.filter(({ tested }) => !tested.startsWith("not proven yet: "));
  const expected = Array.from(quoted, ([id, paths]) => [id, paths.map((path) => `\`${path}\``).join(", ")]);
  expect(Object.fromEntries(proven.map(({ id, tested }) => [id, tested]))).toEqual(Object.fromEntries(expected));
});

test("each id is on the page once, and the rules about robustness are those of docs/PROOFS.md", async () => {
  const ids = rules.map(({ id }) => id);
  expect(ids.length).toBe(new Set(ids).size);
  const proofs = await readProofs();
  expect(ids.filter((id) => /^[A-I]/.test(id))).toEqual(proofs.map(({ id }) => id));
});

test("names are found in every form of test", () => {
  const text = [
    'test("A1 plain", () => {});',
    'test.skipIf(true)("A2 skipped", () => {});',
    'describe.each([1])("A3 each", () => {});',
    "test(`A4 $" + "{app} template`, () => {});",
    'other("A5 no test");',
  ].join("\n");
  expect(testNamesIn("x.test.ts", text)).toEqual(["A1 plain", "A2 skipped", "A3 each", "A4 … template"]);
});
