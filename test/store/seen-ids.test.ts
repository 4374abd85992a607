import { expect, test } from "bun:test";
import { createSeenIds } from "../../src/store/seen-ids.ts";

test("every id that was added is known, and few others are", () => {
  const seen = createSeenIds();
  const kinds = [(n: number) => String(n), (n: number) => `s${n}-7f3a`, (n: number) => `아이디 ${n}`];
  for (let n = 0; n < 30_000; n++) for (const [person, idOf] of kinds.entries()) seen.add(person, idOf(n));
  let others = 0;
  for (let n = 0; n < 30_000; n++) {
    for (const [person, idOf] of kinds.entries()) {
      if (!seen.mayHave(person, idOf(n))) throw new Error(`${idOf(n)} of ${person} is not known`);
      if (seen.mayHave(person, idOf(n + 30_000))) others += 1;
      if (seen.mayHave(person + 1000, idOf(n))) others += 1;
    }
  }
  expect(others).toBeLessThan(20);
});
