import { expect, test } from "bun:test";
import { readProofs, testsOfRows } from "../../scripts/proofs.ts";

test("every row of docs/PROOFS.md has a test, and every id in a test's name has a row", async () => {
  const rows = await readProofs();
  const tests = await testsOfRows();
  const shown = rows.filter(({ planned }) => !planned).map(({ id }) => id);
  expect(Array.from(tests.keys()).sort()).toEqual(shown.sort());
  expect(rows.filter(({ planned }) => planned).map(({ id }) => id)).toEqual([]);
});
