/** The tests that every implementation of `Log` must pass. Each implementation's test file calls `logContract`. */
import { describe, expect, test } from "bun:test";
import type { Entry, Log } from "../../src/store/log.ts";

/** A log with the sessions `a` and `b`. `reopen` opens it as another process would. */
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
    test("returns what was appended to a session, in order", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      log.batch(() => {
        for (const item of entries(1, 30)) log.append(a, item);
        log.append(b, entry(1, { type: "other" }));
      });
      for (const reader of [log, reopen()]) {
        expect(reader.since(a, 0, 1000)).toEqual(entries(1, 30));
        expect(reader.since(b, 0, 1000)).toEqual([entry(1, { type: "other" })]);
      }
    });

    test("reads at most `limit` entries after a seq", () => {
      using fixture = open();
      const { log } = fixture;
      log.batch(() => entries(1, 30).forEach((item) => void log.append(a, item)));
      expect(log.since(a, 10, 5)).toEqual(entries(11, 15));
      expect(log.since(a, 28, 5)).toEqual(entries(29, 30));
      expect(log.since(a, 30, 5)).toEqual([]);
      expect(log.since(a, 99, 5)).toEqual([]);
      expect(log.since(b, 0, 5)).toEqual([]);
    });

    test("reads at most `limit` entries of given types in a range", () => {
      using fixture = open();
      const { log } = fixture;
      const typed = entries(1, 30).map((item) => ({ ...item, type: ["joined", "asked", "said"][item.seq % 3] ?? "" }));
      log.batch(() => typed.forEach((item) => void log.append(a, item)));
      const read = (seq: number, last: number, types: string[], limit = 100) =>
        log.range(a, { seq, last, types, limit }).map((item) => item.seq);
      expect(read(0, 12, ["joined"])).toEqual([3, 6, 9, 12]);
      expect(read(3, 11, ["joined", "said"])).toEqual([5, 6, 8, 9, 11]);
      expect(read(0, 30, ["asked"], 2)).toEqual([1, 4]);
      expect(read(0, 30, [])).toEqual([]);
      expect(read(0, 30, ["other"])).toEqual([]);
      expect(log.range(a, { seq: 4, last: 5, types: ["said"], limit: 9 })).toEqual(typed.slice(4, 5));
      expect(log.range(b, { seq: 0, last: 30, types: ["said"], limit: 9 })).toEqual([]);
    });

    test("stores any JSON unchanged: null, nesting, any character", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      const data = [
        null,
        {},
        { deep: [1, -0.5, true, null, { "": "" }] },
        { text: "가\u0000\u2028😀'\"\\%_;--" },
        ["__proto__"],
      ];
      const all = data.map((data, n) => entry(n + 1, { data, actor: n % 2 === 0 ? null : "ann" }));
      log.batch(() => all.forEach((item) => void log.append(a, item)));
      expect(reopen().since(a, 0, 10)).toEqual(all);
    });

    test("throws for a seq that exists, and rolls back the batch", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      log.batch(() => log.append(a, entry(1)));
      expect(() =>
        log.batch(() => {
          log.append(a, entry(2));
          log.append(a, entry(1, { type: "other" }));
        }),
      ).toThrow();
      for (const reader of [log, reopen()]) expect(reader.since(a, 0, 10)).toEqual([entry(1)]);
    });

    test("commits a batch completely or not at all, and others see it only after the commit", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      const other = reopen();
      const result = log.batch(() => {
        log.append(a, entry(1));
        log.saveAnswer(a, "ann", { id: "1", answer: { result: 1 } });
        expect(log.since(a, 0, 10)).toEqual([entry(1)]);
        expect(other.since(a, 0, 10)).toEqual([]);
        return "its result";
      });
      expect(result).toBe("its result");
      expect(other.since(a, 0, 10)).toEqual([entry(1)]);
      const boom = new Error("boom");
      expect(() =>
        log.batch(() => {
          log.append(a, entry(2));
          log.saveAnswer(a, "ann", { id: "2", answer: { result: 2 } });
          throw boom;
        }),
      ).toThrow(boom);
      expect(other.since(a, 0, 10)).toEqual([entry(1)]);
      expect(log.answer(a, "ann", "1")).toEqual({ result: 1 });
      expect(log.answer(a, "ann", "2")).toBeUndefined();
    });

    test("rolls back only an attempt that throws, and the batch continues", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      const boom = new Error("boom");
      log.batch(() => {
        log.append(a, entry(1));
        expect(() =>
          log.attempt(() => {
            log.append(a, entry(2, { type: "rolled back" }));
            throw boom;
          }),
        ).toThrow(boom);
        expect(log.attempt(() => log.append(a, entry(2)))).toBeUndefined();
        log.append(a, entry(3));
      });
      expect(reopen().since(a, 0, 10)).toEqual(entries(1, 3));
    });

    test("reads the entries of each session's card, in order", () => {
      using fixture = open();
      const { log } = fixture;
      const inA = entries(1, 20).map((item) => ({ ...item, card: item.seq % 7 === 1 }));
      log.batch(() => inA.forEach((item) => void log.append(a, item)));
      expect(log.cards([b, a])).toEqual(
        new Map([
          [b, []],
          [a, inA.filter(({ card }) => card)],
        ]),
      );
      expect(log.cards([])).toEqual(new Map());
    });

    test("stores answers by session, participant and command id", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      const fault = { fault: { code: "not_allowed", message: "Your role may not do this." } };
      log.batch(() => {
        log.saveAnswer(a, "ann", { id: "1", answer: { result: { help_id: 1 } } });
        log.saveAnswer(a, "bob", { id: "1", answer: fault });
        log.saveAnswer(b, "ann", { id: "1", answer: { result: null } });
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
      expect(() => log.batch(() => log.saveAnswer(a, "ann", { id: "1", answer: { result: 2 } }))).toThrow();
      expect(log.answer(a, "ann", "1")).toEqual({ result: { help_id: 1 } });
    });

    test("stores an answer with the last event of its command, however many follow", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      const boom = new Error("boom");
      const idOf = (seq: number) => (seq % 3 === 0 ? undefined : `${seq}`);
      const append = (seq: number) => {
        const id = idOf(seq);
        log.append(a, entry(seq, { actor: seq % 2 ? "ann" : "bob" }), id ? { id, answer: { result: seq } } : undefined);
      };
      let length = 0;
      for (const count of [1, 1999, 700, 1, 1300, 2500]) {
        log.batch(() => {
          for (let n = 0; n < count; n++) append(++length);
        });
        expect(() =>
          log.batch(() => {
            append(length + 1);
            expect(log.answer(a, (length + 1) % 2 ? "ann" : "bob", `${length + 1}`)).toEqual(
              idOf(length + 1) ? { result: length + 1 } : undefined,
            );
            throw boom;
          }),
        ).toThrow(boom);
        for (const reader of [log, reopen()]) {
          for (const seq of [1, 2, 700, 701, 1999, 2000, 2001, 2701, 4000, 4001, 6500, length, length + 1]) {
            const expected = seq <= length && idOf(seq) ? { result: seq } : undefined;
            expect(reader.answer(a, seq % 2 ? "ann" : "bob", `${seq}`)).toEqual(expected);
            expect(reader.answer(a, seq % 2 ? "bob" : "ann", `${seq}`)).toBeUndefined();
            expect(reader.answer(b, seq % 2 ? "ann" : "bob", `${seq}`)).toBeUndefined();
          }
        }
      }
      log.batch(() => {
        expect(() =>
          log.attempt(() => {
            append(length + 1);
            throw boom;
          }),
        ).toThrow(boom);
        append(length + 1);
      });
      expect(reopen().since(a, length, 5)).toHaveLength(1);
      expect(reopen().since(a, 0, 10_000)).toHaveLength(length + 1);
    });

    test("stores only the latest activity of each participant", () => {
      using fixture = open();
      const { log, reopen } = fixture;
      log.batch(() => {
        log.saveActivity(a, "ann", 1000);
        log.saveActivity(a, "bob", 2000);
        log.saveActivity(a, "ann", 3000);
        log.saveActivity(b, "ann", 4000);
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
