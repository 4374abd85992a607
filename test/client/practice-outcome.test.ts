/** What is said of a practice that is over. */
import { describe, expect, test } from "bun:test";
import type { PracticeSummary } from "../../src/client/fold/practice.ts";
import { againstBefore, likeLast, praiseOf } from "../../src/web/practice/summary/outcome.ts";

type Finished = NonNullable<PracticeSummary["last"]>;

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 2, 2, 9, minute, second)).toISOString();

const finished = (more: Partial<Finished> = {}): Finished => ({
  started_at: at(0),
  ended_at: at(1),
  ended_by: "person",
  exercise: null,
  duration_ms: 60_000,
  active_ms: 60_000,
  messages: 12,
  distinct_chords: 3,
  changes: 10,
  changes_per_minute: 10,
  landings: 11,
  best_minute: 10,
  longest_streak_ms: 60_000,
  most_used: [],
  transitions: [],
  slowest: [],
  compared: null,
  ...more,
});
const exercise = (landings: number, pair: [string, string] = ["C", "G"], seconds = 60) => ({
  pair,
  seconds,
  landings,
  returns: 0,
  wrong: 0,
});
const past = (...all: Finished[]): PracticeSummary => ({
  running: null,
  last: all.at(-1) ?? null,
  best: null,
  history: all,
});

describe("what went well", () => {
  test("a record comes first, then how much, then that anything was played", () => {
    const better = { changes_per_minute: 8, better: true };
    expect(praiseOf(finished({ compared: better }))).toBe("record");
    expect(praiseOf(finished({ compared: { ...better, better: false } }))).toBe("changed");
    expect(praiseOf(finished({ changes: 0 }))).toBe("played");
    expect(praiseOf(finished({ changes: 0, messages: 0 }))).toBe("nothing");
    expect(praiseOf(finished({ exercise: exercise(3) }))).toBe("landed");
    expect(praiseOf(finished({ exercise: exercise(0), messages: 0 }))).toBe("nothing");
  });

  test("three fast seconds are no record", () => {
    expect(praiseOf(finished({ active_ms: 3000, compared: { changes_per_minute: 8, better: true } }))).toBe("changed");
  });
});

describe("what it is held against", () => {
  test("an exercise: the same two chords for as long, whichever came first and however spelled", () => {
    const marks = likeLast(
      past(
        finished({ started_at: at(0), exercise: exercise(20, ["G", "C"]) }),
        finished({ started_at: at(2), exercise: exercise(90, ["C", "G"], 120) }),
        finished({ started_at: at(4), exercise: exercise(50, ["C", "F"]) }),
        finished({ started_at: at(6) }),
        finished({ started_at: at(8), exercise: exercise(24, ["Cmaj", "G"]) }),
      ),
    );
    expect(marks).toEqual([
      { at: at(0), value: 20 },
      { at: at(8), value: 24 },
    ]);
    expect(againstBefore(marks)).toEqual({ best: 20, by: 4 });
  });

  test("a free practice: those that were long enough to have a speed", () => {
    const marks = likeLast(
      past(
        finished({ started_at: at(0), ended_at: at(0, 5), changes_per_minute: 200 }),
        finished({ started_at: at(2), ended_at: at(3), changes_per_minute: 12 }),
        finished({ started_at: at(4), ended_at: at(5), changes_per_minute: null }),
        finished({ started_at: at(6), ended_at: at(7), changes_per_minute: 9 }),
      ),
    );
    expect(marks.map(({ value }) => value)).toEqual([12, 9]);
    expect(againstBefore(marks)).toEqual({ best: 12, by: -3 });
  });

  test("the first of all: nothing", () => {
    expect(againstBefore(likeLast(past(finished())))).toBeUndefined();
    expect(likeLast(past())).toEqual([]);
  });
});
