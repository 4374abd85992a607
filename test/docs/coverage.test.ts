import { expect, test } from "bun:test";
import { coverageDocument, coverageFile } from "../../scripts/coverage.ts";

test("docs/COVERAGE.md equals the output of `bun scripts/coverage.ts`", async () => {
  expect(await Bun.file(coverageFile).text()).toBe(coverageDocument());
});
