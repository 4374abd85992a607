import { expect, test } from "bun:test";
import { coverageDocument, coverageFile } from "../../scripts/coverage.ts";

test("docs/COVERAGE.md is as `bun scripts/coverage.ts` writes it", async () => {
  expect(await Bun.file(coverageFile).text()).toBe(coverageDocument());
});
