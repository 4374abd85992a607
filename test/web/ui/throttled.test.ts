/** Reads of something that changes often. */
import { expect, test } from "bun:test";
import { Refusal } from "../../../src/client/refusal.ts";
import { throttled } from "../../../src/web/ui/throttled.ts";

/** A reader that counts its reads. */
function counting(everyMs: number) {
  const taken: number[] = [];
  let reads = 0;
  const reader = throttled(
    async () => ++reads,
    (answer) => taken.push(answer),
    everyMs,
  );
  return { ...reader, taken };
}

test("what changes all the time is read while it changes, not only afterwards", async () => {
  const { ask, stop, taken } = counting(20);
  const end = Date.now() + 200;
  while (Date.now() < end) {
    ask();
    await Bun.sleep(5);
  }
  stop();
  expect(taken.length).toBeGreaterThan(2);
  expect(taken.length).toBeLessThan(13);
});

test("the last change is read", async () => {
  const { ask, taken } = counting(20);
  ask();
  await Bun.sleep(5);
  ask();
  await Bun.sleep(100);
  expect(taken).toEqual([1, 2]);
});

test("nothing is taken after the end", async () => {
  const { ask, stop, taken } = counting(20);
  ask();
  stop();
  await Bun.sleep(50);
  expect(taken).toEqual([]);
});

test("a failed read is repeated, but not one that was refused", async () => {
  for (const [refusal, reads] of [
    [new Refusal("unreachable", "down"), 2],
    [new Refusal("not_allowed", "no", { status: 403 }), 1],
  ] as const) {
    let calls = 0;
    const { ask, stop } = throttled(
      async () => {
        calls += 1;
        if (calls === 1) throw refusal;
        return calls;
      },
      () => {},
      10,
    );
    ask();
    await Bun.sleep(100);
    stop();
    expect(calls).toBe(reads);
  }
});
