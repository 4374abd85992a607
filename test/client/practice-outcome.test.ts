/** What the summary says about a finished practice. */
import { describe, expect, test } from "bun:test";
import type { PracticeSummary } from "../../src/client/fold/practice.ts";
import { comparablePoints, compareWithBest, praiseOf } from "../../src/web/practice/summary/outcome.ts";

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

describe("the praise", () => {
  test("is for a record first, then for the changes, then for playing at all", () => {
    const better = { changes_per_minute: 8, better: true };
    expect(praiseOf(finished({ compared: better }))).toBe("record");
    expect(praiseOf(finished({ compared: { ...better, better: false } }))).toBe("changed");
    expect(praiseOf(finished({ changes: 0 }))).toBe("played");
    expect(praiseOf(finished({ changes: 0, messages: 0 }))).toBe("nothing");
    expect(praiseOf(finished({ exercise: exercise(3) }))).toBe("landed");
    expect(praiseOf(finished({ exercise: exercise(0), messages: 0 }))).toBe("nothing");
  });

  test("does not call three fast seconds a record", () => {
    expect(praiseOf(finished({ active_ms: 3000, compared: { changes_per_minute: 8, better: true } }))).toBe("changed");
  });
});

describe("a practice is compared with", () => {
  test("exercises of the same pair and length, in either order and spelling, if it was an exercise", () => {
    const points = comparablePoints(
      past(
        finished({ started_at: at(0), exercise: exercise(20, ["G", "C"]) }),
        finished({ started_at: at(2), exercise: exercise(90, ["C", "G"], 120) }),
        finished({ started_at: at(4), exercise: exercise(50, ["C", "F"]) }),
        finished({ started_at: at(6) }),
        finished({ started_at: at(8), exercise: exercise(24, ["Cmaj", "G"]) }),
      ),
    );
    expect(points).toEqual([
      { at: at(0), value: 20 },
      { at: at(8), value: 24 },
    ]);
    expect(compareWithBest(points)).toEqual({ best: 20, by: 4 });
  });

  test("free practices long enough to have a speed, if it was a free practice", () => {
    const points = comparablePoints(
      past(
        finished({ started_at: at(0), ended_at: at(0, 5), changes_per_minute: 200 }),
        finished({ started_at: at(2), ended_at: at(3), changes_per_minute: 12 }),
        finished({ started_at: at(4), ended_at: at(5), changes_per_minute: null }),
        finished({ started_at: at(6), ended_at: at(7), changes_per_minute: 9 }),
      ),
    );
    expect(points.map(({ value }) => value)).toEqual([12, 9]);
    expect(compareWithBest(points)).toEqual({ best: 12, by: -3 });
  });

  test("nothing if it is the first", () => {
    expect(compareWithBest(comparablePoints(past(finished())))).toBeUndefined();
    expect(comparablePoints(past())).toEqual([]);
  });
});
