/** Reads of which only the newest counts. */
import { expect, test } from "bun:test";
import { imitateBrowser } from "../../support/imitated-browser.ts";

imitateBrowser();
const { latestReads } = await import("../../../src/web/quality/strata/latest-reads.ts");

function taking() {
  const taken: (string | undefined)[] = [];
  const problems: boolean[] = [];
  const reads = latestReads<string>(({ data, problem }) => {
    taken.push(data);
    problems.push(problem !== undefined);
  });
  return { ...reads, taken, problems };
}

test("an older answer that arrives late is dropped", async () => {
  const { run, taken } = taking();
  const slow = Promise.withResolvers<string>();
  const first = run(() => slow.promise);
  await run(async () => "new");
  slow.resolve("old");
  await first;
  expect(taken).toEqual(["new"]);
});

test("an answer to something else is dropped", async () => {
  const { run, reset, taken } = taking();
  const slow = Promise.withResolvers<string>();
  const first = run(() => slow.promise);
  reset();
  slow.resolve("old");
  await first;
  await run(async () => "new");
  expect(taken).toEqual(["new"]);
});

test("a read that fails keeps what was there, and the next one removes the problem", async () => {
  const { run, taken, problems } = taking();
  await run(async () => "first");
  await run(() => Promise.reject(new Error("offline")));
  await run(async () => "second");
  expect(taken).toEqual(["first", "first", "second"]);
  expect(problems).toEqual([false, true, false]);
});
