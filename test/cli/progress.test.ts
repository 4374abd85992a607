import { expect, test } from "bun:test";
import { openRowProgress } from "../../src/cli/progress.ts";

test("rows are reported after a second, and then more and more rarely", () => {
  let now = 0;
  const lines: string[] = [];
  const report = openRowProgress(
    "Copying",
    (line) => lines.push(line),
    () => now,
  );
  for (; now < 60_000; now += 100) report(10);
  expect(lines).toEqual(["110", "310", "710", "1,510", "3,110"].map((rows) => `Copying: ${rows} rows`));
});
