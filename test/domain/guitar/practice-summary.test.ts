import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseChord } from "../../../src/domain/guitar/chords.ts";
import { type Practice, summarise } from "../../../src/domain/guitar/practice-summary.ts";
import { runs } from "../../support/seed.ts";

/** A practice from 0 to `end` seconds: chords with the seconds they were played at. */
const practice = (end: number, ...played: [string, number][]): Practice => ({
  started_at: 0,
  ended_at: end * 1000,
  changes: played.map(([name, at]) => ({ key: parseChord(name)?.key ?? name, name, at: at * 1000 })),
});

const example = practice(10, ["C", 0], ["G", 2], ["C", 3.5], ["C", 4], ["Am", 6]);
const speed = (ms: number) => ({ count: 1, median_ms: ms, best_ms: ms, last_ms: ms });

test("the worked example", () => {
  expect(summarise(example)).toEqual({
    duration_ms: 10_000,
    active_ms: 10_000,
    messages: 5,
    distinct_chords: 3,
    changes: 3,
    changes_per_minute: 18,
    landings: 4,
    best_minute: 3,
    longest_streak_ms: 10_000,
    most_used: [
      { name: "C", count: 3, held_ms: 4500 },
      { name: "Am", count: 1, held_ms: 4000 },
      { name: "G", count: 1, held_ms: 1500 },
    ],
    transitions: [
      { from: "C", to: "G", ...speed(2000) },
      { from: "G", to: "C", ...speed(1500) },
      { from: "C", to: "Am", ...speed(2500) },
    ],
    slowest: [
      { from: "C", to: "Am", median_ms: 2500 },
      { from: "C", to: "G", median_ms: 2000 },
      { from: "G", to: "C", median_ms: 1500 },
    ],
    compared: null,
  });
});

const nothing = { messages: 0, distinct_chords: 0, changes: 0, landings: 0, best_minute: 0 };
const noLists = { most_used: [], transitions: [], slowest: [], compared: null };

describe("a practice with few or no messages", () => {
  const table: [string, Practice, object][] = [
    [
      "no time at all",
      practice(0),
      { ...nothing, ...noLists, duration_ms: 0, active_ms: 0, changes_per_minute: null, longest_streak_ms: 0 },
    ],
    [
      "ten silent seconds are active",
      practice(10),
      {
        ...nothing,
        ...noLists,
        duration_ms: 10_000,
        active_ms: 10_000,
        changes_per_minute: 0,
        longest_streak_ms: 10_000,
      },
    ],
    [
      "a silent minute is a gap",
      practice(60),
      { ...nothing, ...noLists, duration_ms: 60_000, active_ms: 0, changes_per_minute: null, longest_streak_ms: 0 },
    ],
    [
      "one chord",
      practice(10, ["C", 4]),
      {
        ...nothing,
        ...noLists,
        messages: 1,
        distinct_chords: 1,
        landings: 1,
        duration_ms: 10_000,
        active_ms: 10_000,
        changes_per_minute: 0,
        longest_streak_ms: 10_000,
        most_used: [{ name: "C", count: 1, held_ms: 6000 }],
      },
    ],
    [
      "a rest alone",
      practice(10, ["N.C.", 4]),
      {
        ...nothing,
        ...noLists,
        duration_ms: 10_000,
        active_ms: 10_000,
        changes_per_minute: 0,
        longest_streak_ms: 10_000,
      },
    ],
  ];
  test.each(table)("%s", (_, given, summary) => {
    expect<unknown>(summarise(given)).toEqual(summary);
  });
});

describe("gaps", () => {
  test("30 s without a message are active time; a millisecond more is a gap, which does not count at all", () => {
    expect(summarise(practice(60, ["C", 30])).active_ms).toBe(60_000);
    expect(summarise(practice(60.002, ["C", 30.001]))).toMatchObject({ active_ms: 0, longest_streak_ms: 0 });
  });

  test("a change across a gap is counted but not timed, and the chord before it is not held during it", () => {
    const summary = summarise(practice(60, ["C", 0], ["C", 5], ["G", 50], ["C", 52], ["G", 55]));
    expect(summary).toMatchObject({ duration_ms: 60_000, active_ms: 15_000, changes: 3, changes_per_minute: 12 });
    expect(summary.longest_streak_ms).toBe(10_000);
    expect(summary.most_used).toEqual([
      { name: "C", count: 3, held_ms: 8000 },
      { name: "G", count: 2, held_ms: 7000 },
    ]);
    expect(summary.transitions).toEqual([
      { from: "C", to: "G", count: 2, median_ms: 3000, best_ms: 3000, last_ms: 3000 },
      { from: "G", to: "C", count: 1, median_ms: 2000, best_ms: 2000, last_ms: 2000 },
    ]);
  });

  test("a pair with changes only across gaps has no times and is not among the slowest", () => {
    const summary = summarise(practice(60, ["C", 0], ["G", 50]));
    expect(summary.transitions).toEqual([
      { from: "C", to: "G", count: 1, median_ms: null, best_ms: null, last_ms: null },
    ]);
    expect(summary.slowest).toEqual([]);
  });

  test("the length of a gap can be set", () => {
    expect(summarise(example, { gap_ms: 3000 })).toMatchObject({ active_ms: 6000, changes_per_minute: 30 });
  });
});

describe("order, rests and names", () => {
  test("messages may be in any order", () => {
    expect(summarise({ ...example, changes: example.changes.toReversed() })).toEqual(summarise(example));
  });

  test("messages outside of the practice count at its start or end", () => {
    const summary = summarise(practice(10, ["C", -5], ["G", 15]));
    expect(summary).toMatchObject({
      changes: 1,
      most_used: [
        { name: "C", held_ms: 10_000 },
        { name: "G", held_ms: 0 },
      ],
    });
    expect(summarise({ ...example, ended_at: -1 })).toMatchObject({ duration_ms: 0, changes_per_minute: null });
  });

  test("a rest ends a chord: neither side of it is a change, and the next chord is a new landing", () => {
    const summary = summarise(practice(10, ["C", 0], ["NC", 2], ["G", 4], ["N.C.", 5], ["G", 6], ["C", 9]));
    expect(summary).toMatchObject({ messages: 4, changes: 1, landings: 4, active_ms: 10_000 });
    expect(summary.most_used).toEqual([
      { name: "G", count: 2, held_ms: 4000 },
      { name: "C", count: 2, held_ms: 3000 },
    ]);
    expect(summary.transitions).toEqual([{ from: "G", to: "C", ...speed(3000) }]);
  });

  test("two spellings are one chord, with the name that was used first", () => {
    const summary = summarise(practice(10, ["C#m", 0], ["Dbm", 1], ["E", 2], ["D♭m", 3]));
    expect(summary).toMatchObject({ distinct_chords: 2, changes: 2 });
    expect(summary.most_used.map(({ name }) => name)).toEqual(["C#m", "E"]);
  });

  test("times of changes have a median, a best and the last one played", () => {
    const summary = summarise(
      practice(60, ["C", 0], ["G", 1], ["C", 2], ["G", 4], ["C", 5], ["G", 25], ["C", 26], ["G", 30]),
    );
    expect(summary.transitions[0]).toEqual({
      from: "C",
      to: "G",
      count: 4,
      median_ms: 3000,
      best_ms: 1000,
      last_ms: 4000,
    });
  });

  test.each([
    ["better", 17.9, true],
    ["the same", 18, false],
    ["worse", 60, false],
  ])("compared with the best so far: %s", (_, best, better) => {
    expect(summarise(example, { best }).compared).toEqual({ changes_per_minute: best, better });
  });
});

describe("in any practice", () => {
  const names = ["C", "G", "Am", "C#m", "Dbm", "N.C."];
  const anyPractice = fc
    .record({
      start: fc.integer({ min: -1000, max: 1000 }),
      length: fc.integer({ min: 0, max: 400_000 }),
      played: fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: -2000, max: 402_000 })), {
        maxLength: 60,
      }),
    })
    .map(
      ({ start, length, played }): Practice => ({
        started_at: start,
        ended_at: start + length,
        changes: played.map(([name, at]) => ({ key: parseChord(name)?.key ?? "", name, at })),
      }),
    );

  test("counts and times add up", () => {
    fc.assert(
      fc.property(anyPractice, (given) => {
        const summary = summarise(given);
        const held = summary.most_used.reduce((sum, { held_ms }) => sum + held_ms, 0);
        expect(held).toBeLessThanOrEqual(summary.active_ms);
        expect(summary.active_ms).toBeLessThanOrEqual(summary.duration_ms);
        expect(summary.longest_streak_ms).toBeLessThanOrEqual(summary.active_ms);
        expect(summary.changes).toBeLessThanOrEqual(summary.landings);
        expect(summary.landings).toBeLessThanOrEqual(summary.messages);
        expect(summary.transitions.reduce((sum, { count }) => sum + count, 0)).toBe(summary.changes);
        expect<unknown>(JSON.parse(JSON.stringify(summary))).toEqual(summary);
      }),
      runs(500),
    );
  });

  test("the best minute equals the maximum over every window", () => {
    fc.assert(
      fc.property(anyPractice, (given) => {
        const { started_at, ended_at } = given;
        const inOrder = given.changes
          .map(({ key, at }) => ({ key, at: Math.min(Math.max(at, started_at), ended_at) }))
          .sort((a, b) => a.at - b.at);
        const changed = inOrder.filter(({ key }, index) => {
          const before = inOrder[index - 1]?.key ?? "rest";
          return key !== "rest" && before !== "rest" && key !== before;
        });
        const counts = changed.map(
          ({ at: from }) => changed.filter(({ at }) => at >= from && at < from + 60_000).length,
        );
        expect(summarise(given).best_minute).toBe(Math.max(0, ...counts));
      }),
      runs(500),
    );
  });

  test("20,000 messages are summarized quickly", () => {
    const changes = Array.from({ length: 20_000 }, (_, index) => ({
      key: `${index % 97}::0`,
      name: "C",
      at: index * 500,
    }));
    const before = performance.now();
    expect(summarise({ started_at: 0, ended_at: 1e7, changes })).toMatchObject({ changes: 19_999, best_minute: 120 });
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
