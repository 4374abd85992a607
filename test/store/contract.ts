/** What every log must do, whatever it is kept in. A kind of log's own test file says how one is opened. */
import { describe, expect, test } from "bun:test";
import type { Entry, Log } from "../../src/store/log.ts";

/** A log in which the sessions `a` and `b` can be written, and how it is opened again by another process. */
export interface OpenLog extends Disposable {
  readonly log: Log;
  reopen(): Log;
}

/** The ids of the two sessions. */
export const [a, b] = ["00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b"] as const;

const entry = (seq: number, change: Partial<Entry> = {}): Entry => ({
  seq,
  at: 1000 + seq,
  type: "help.requested",
  actor: "ann",
  data: { help_id: seq },
  card: false,
  ...change,
});
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => entry(from + n));

export function logContract(name: string, open: () => OpenLog): void {
  describe(`a log in ${name}`, () => {
    test("gives back what was appended, in order, each session its own", () => {
      using opened = open();
      const { log, reopen } = opened;
      log.batch(() => {
        for (const one of entries(1, 30)) log.append(a, one);
        log.append(b, entry(1, { type: "other" }));
      });
      for (const reader of [log, reopen()]) {
        expect(reader.since(a, 0, 1000)).toEqual(entries(1, 30));
        expect(reader.since(b, 0, 1000)).toEqual([entry(1, { type: "other" })]);
      }
    });

    test("reads since a number, so many at the most", () => {
      using opened = open();
      const { log } = opened;
      log.batch(() => entries(1, 30).forEach((one) => void log.append(a, one)));
      expect(log.since(a, 10, 5)).toEqual(entries(11, 15));
      expect(log.since(a, 28, 5)).toEqual(entries(29, 30));
      expect(log.since(a, 30, 5)).toEqual([]);
      expect(log.since(a, 99, 5)).toEqual([]);
      expect(log.since(b, 0, 5)).toEqual([]);
    });

    test("reads a range by type, so many at the most", () => {
      using opened = open();
      const { log } = opened;
      const typed = entries(1, 30).map((one) => ({ ...one, type: ["joined", "asked", "said"][one.seq % 3] ?? "" }));
      log.batch(() => typed.forEach((one) => void log.append(a, one)));
      const read = (seq: number, last: number, types: string[], limit = 100) =>
        log.range(a, { seq, last, types, limit }).map((one) => one.seq);
      expect(read(0, 12, ["joined"])).toEqual([3, 6, 9, 12]);
      expect(read(3, 11, ["joined", "said"])).toEqual([5, 6, 8, 9, 11]);
      expect(read(0, 30, ["asked"], 2)).toEqual([1, 4]);
      expect(read(0, 30, [])).toEqual([]);
      expect(read(0, 30, ["other"])).toEqual([]);
      expect(log.range(a, { seq: 4, last: 5, types: ["said"], limit: 9 })).toEqual(typed.slice(4, 5));
      expect(log.range(b, { seq: 0, last: 30, types: ["said"], limit: 9 })).toEqual([]);
    });

    test("keeps any data as it is: nothing, nesting, every letter there is", () => {
      using opened = open();
      const { log, reopen } = opened;
      const data = [
        null,
        {},
        { deep: [1, -0.5, true, null, { "": "" }] },
        { text: "가\u0000\u2028😀'\"\\%_;--" },
        ["__proto__"],
      ];
      const all = data.map((data, n) => entry(n + 1, { data, actor: n % 2 === 0 ? null : "ann" }));
      log.batch(() => all.forEach((one) => void log.append(a, one)));
      expect(reopen().since(a, 0, 10)).toEqual(all);
    });

    test("has no place for two: a number that is taken throws, and nothing of that batch is there", () => {
      using opened = open();
      const { log, reopen } = opened;
      log.batch(() => log.append(a, entry(1)));
      expect(() =>
        log.batch(() => {
          log.append(a, entry(2));
          log.append(a, entry(1, { type: "other" }));
        }),
      ).toThrow();
      for (const reader of [log, reopen()]) expect(reader.since(a, 0, 10)).toEqual([entry(1)]);
    });

    test("a batch is all or nothing, and others see it once it is done", () => {
      using opened = open();
      const { log, reopen } = opened;
      const other = reopen();
      const done = log.batch(() => {
        log.append(a, entry(1));
        log.keepAnswer(a, "ann", "1", { result: 1 });
        expect(log.since(a, 0, 10)).toEqual([entry(1)]);
        expect(other.since(a, 0, 10)).toEqual([]);
        return "its result";
      });
      expect(done).toBe("its result");
      expect(other.since(a, 0, 10)).toEqual([entry(1)]);
      const boom = new Error("boom");
      expect(() =>
        log.batch(() => {
          log.append(a, entry(2));
          log.keepAnswer(a, "ann", "2", { result: 2 });
          throw boom;
        }),
      ).toThrow(boom);
      expect(other.since(a, 0, 10)).toEqual([entry(1)]);
      expect(log.answer(a, "ann", "1")).toEqual({ result: 1 });
      expect(log.answer(a, "ann", "2")).toBeUndefined();
    });

    test("an attempt that throws takes back its own writing, and the batch goes on", () => {
      using opened = open();
      const { log, reopen } = opened;
      const boom = new Error("boom");
      log.batch(() => {
        log.append(a, entry(1));
        expect(() =>
          log.attempt(() => {
            log.append(a, entry(2, { type: "taken back" }));
            throw boom;
          }),
        ).toThrow(boom);
        expect(log.attempt(() => log.append(a, entry(2)))).toBeUndefined();
        log.append(a, entry(3));
      });
      expect(reopen().since(a, 0, 10)).toEqual(entries(1, 3));
    });

    test("finds the entries that make a card, by session, in order", () => {
      using opened = open();
      const { log } = opened;
      const inA = entries(1, 20).map((one) => ({ ...one, card: one.seq % 7 === 1 }));
      log.batch(() => inA.forEach((one) => void log.append(a, one)));
      expect(log.cards([b, a])).toEqual(
        new Map([
          [b, []],
          [a, inA.filter(({ card }) => card)],
        ]),
      );
      expect(log.cards([])).toEqual(new Map());
    });

    test("remembers answers by session, person and the client's own id", () => {
      using opened = open();
      const { log, reopen } = opened;
      const fault = { fault: { code: "not_allowed", message: "Your role may not do this." } };
      log.batch(() => {
        log.keepAnswer(a, "ann", "1", { result: { help_id: 1 } });
        log.keepAnswer(a, "bob", "1", fault);
        log.keepAnswer(b, "ann", "1", { result: null });
      });
      const reader = reopen();
      expect(reader.answer(a, "ann", "1")).toEqual({ result: { help_id: 1 } });
      expect(reader.answer(a, "bob", "1")).toEqual(fault);
      expect(reader.answer(b, "ann", "1")).toEqual({ result: null });
      for (const [session, person, id] of [
        [a, "ann", "2"],
        [a, "cid", "1"],
        [b, "bob", "1"],
        [a, "ANN", "1"],
      ] as const) {
        expect(reader.answer(session, person, id)).toBeUndefined();
      }
      expect(() => log.batch(() => log.keepAnswer(a, "ann", "1", { result: 2 }))).toThrow();
      expect(log.answer(a, "ann", "1")).toEqual({ result: { help_id: 1 } });
    });

    test("knows when somebody was last heard of, the latest word only", () => {
      using opened = open();
      const { log, reopen } = opened;
      log.batch(() => {
        log.keepActivity(a, "ann", 1000);
        log.keepActivity(a, "bob", 2000);
        log.keepActivity(a, "ann", 3000);
        log.keepActivity(b, "ann", 4000);
      });
      expect(reopen().activity(a)).toEqual(
        new Map([
          ["ann", 3000],
          ["bob", 2000],
        ]),
      );
      expect(reopen().activity(b)).toEqual(new Map([["ann", 4000]]));
    });
  });
}
