import { expect, test } from "bun:test";
import fc from "fast-check";
import { addPress, noPresses, pressesSince, shareSince } from "../../src/features/recent-presses.ts";
import { runs } from "../support/seed.ts";

const presses = fc.array(
  fc.record({
    who: fc.constantFrom("a", "b", "c", "d", "e"),
    type: fc.constantFrom<"OK" | "HARD">("OK", "HARD"),
    after: fc.integer({ min: 0, max: 40 }),
  }),
);

test("the counts are those of everybody's last press within the window, at any time and without any person", () => {
  fc.assert(
    fc.property(
      presses,
      fc.integer({ min: 0, max: 120 }),
      fc.integer({ min: 1, max: 100 }),
      (presses, wait, length) => {
        const all = new Map<string, { type: "OK" | "HARD"; at: number }>();
        const recent = noPresses();
        let now = 0;
        for (const { who, type, after } of presses) {
          now += after;
          all.delete(who);
          all.set(who, { type, at: now });
          addPress(recent, { who, type, at: now, since: now - length });
        }
        now += wait;
        for (const but of [undefined, "a", "e"]) {
          const counted = Array.from(all).filter(([who, { at }]) => who !== but && at >= now - length);
          const of = (wanted: string) => counted.filter(([, { type }]) => type === wanted).length;
          const expected = { ok: of("OK"), hard: of("HARD") };
          expect(shareSince(recent, now - length, but)).toEqual(expected);
          expect(shareSince(pressesSince(all, now - length), now - length, but)).toEqual(expected);
        }
      },
    ),
    runs(300),
  );
});

test("presses from before the clock was set back leave the window, too", () => {
  const recent = noPresses();
  addPress(recent, { who: "a", type: "HARD", at: 1_000_000, since: 940_000 });
  addPress(recent, { who: "b", type: "OK", at: 5000, since: -55_000 });
  expect(shareSince(recent, 4000)).toEqual({ ok: 1, hard: 1 });
  expect(shareSince(recent, 5001)).toEqual({ ok: 0, hard: 0 });
});
