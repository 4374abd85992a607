/** Two pages of one product wrote their unsent values to one place: the later write took away what the other had. */
import { expect, test } from "bun:test";
import { openEntries } from "../../src/client/entries.ts";
import { Refusal } from "../../src/client/refusal.ts";
import { testClock } from "../client/support.ts";
import { memoryStorage } from "../support/memory-storage.ts";

function page(storage: ReturnType<typeof memoryStorage>, name: string, clock: ReturnType<typeof testClock>) {
  let keys = 0;
  return openEntries({
    product: 1,
    measure: () => Promise.reject(new Refusal("unreachable", "away")),
    storage,
    clock,
    random: () => 0.5,
    newKey: () => `${name} ${++keys}`,
    onChange: () => {},
  });
}

test("values that wait on two pages of one product are all there after both were closed, in their order", () => {
  const storage = memoryStorage();
  const clock = testClock();
  const one = page(storage, "one", clock);
  const other = page(storage, "other", clock);
  one.add(1, undefined);
  clock.pass(1000);
  other.add(2, undefined);
  clock.pass(1000);
  one.add(3, undefined);
  one.close();
  other.close();
  const after = page(storage, "after", clock);
  expect(after.list().map(({ key, value }) => [key, value])).toEqual([
    ["one 1", 1],
    ["other 1", 2],
    ["one 2", 3],
  ]);
});
