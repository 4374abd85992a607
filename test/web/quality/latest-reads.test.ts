/** Reads of which only the newest counts. */
import { expect, test } from "bun:test";
import { latestReads } from "../../../src/web/quality/strata/latest-reads.ts";

function taking() {
  const taken: (string | undefined)[] = [];
  const problems: boolean[] = [];
  const reads = latestReads<string>(({ data, problem }) => {
    taken.push(data);
    problems.push(problem !== undefined);
  }, String);
  return { ...reads, taken, problems };
}

test("an older answer that arrives late is dropped", async () => {
  const { ask, taken } = taking();
  const slow = Promise.withResolvers<string>();
  const first = ask(() => slow.promise);
  await ask(async () => "new");
  slow.resolve("old");
  await first;
  expect(taken).toEqual(["new"]);
});

test("an answer to something else is dropped", async () => {
  const { ask, reset, taken } = taking();
  const slow = Promise.withResolvers<string>();
  const first = ask(() => slow.promise);
  reset();
  slow.resolve("old");
  await first;
  await ask(async () => "new");
  expect(taken).toEqual(["new"]);
});

test("a read that fails keeps what was there, and the next one removes the problem", async () => {
  const { ask, taken, problems } = taking();
  await ask(async () => "first");
  await ask(() => Promise.reject(new Error("offline")));
  await ask(async () => "second");
  expect(taken).toEqual(["first", "first", "second"]);
  expect(problems).toEqual([false, true, false]);
});
