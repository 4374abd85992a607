/** Reads of something that changes often. */
import { expect, test } from "bun:test";
import { Refusal } from "../../../src/client/refusal.ts";
import { throttled } from "../../../src/web/ui/throttled.ts";
import { until } from "../../support/until.ts";

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
  const began = performance.now();
  while (taken.length < 5) {
    ask();
    await Bun.sleep(1);
  }
  stop();
  // Between five reads are four waits, of which a timer may round each down to a millisecond less.
  expect(performance.now() - began).toBeGreaterThan(4 * 19);
});

test("the last change is read", async () => {
  const { ask, taken } = counting(20);
  ask();
  await Bun.sleep(1);
  ask();
  await until(() => taken.length === 2);
  // Nothing has changed since.
  await Bun.sleep(30);
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
    await until(() => calls >= reads);
    await Bun.sleep(20);
    stop();
    expect(calls).toBe(reads);
  }
});
