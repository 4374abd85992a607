/** Phases: limits from any selection of points, a phase that begins at an earlier point, and the capability of each. */
import { describe, expect, test } from "bun:test";
import { codeOf, openTestBoard } from "../support/board.ts";
import { chart, expectConsistent, openAlerts, wave } from "./process.ts";

const stamps = (points: readonly { limits_version: number }[]) => points.map(({ limits_version }) => limits_version);

describe("limits from single subgroups", () => {
  test("of single values: a moving range counts if both of its points are chosen and follow each other", async () => {
    using board = await openTestBoard();
    const { charts, points } = board.quality;
    await board.measure(1, 10, 12, 19, 13, 11, 18, 12, 10);
    const limits = await charts.preview(1, { subgroups: [8, 1, 2, 4, 5, 8, 7] });
    expect(limits).toMatchObject({ base: [1, 2, 4, 5, 7, 8], subgroups: 6, from_subgroup: 1, to_subgroup: 8 });
    expect(limits.center).toBeCloseTo(68 / 6, 9);
    expect(limits.secondary.center).toBeCloseTo((2 + 2 + 2) / 3, 9);
    // Once the point between is excluded, its neighbours follow each other.
    await points.change({ product: 1, subgroup: 3 }, { excluded: true, cause: "typing error" }, board.access);
    const without = await charts.preview(1, { subgroups: [1, 2, 3, 4, 5, 7, 8] });
    expect(without.base).toEqual([1, 2, 4, 5, 7, 8]);
    expect(without.secondary.center).toBeCloseTo((2 + 1 + 2 + 2) / 4, 9);
    expect(await charts.freeze(1, { subgroups: [1, 2, 4, 5], name: "after new tool" })).toMatchObject({
      ...{ version: 1, base: [1, 2, 4, 5], name: "after new tool", starts_after: 8, ended_after: null },
    });
    expect(board.again().charts.versions(1, { limit: 9 })).toEqual(charts.versions(1, { limit: 9 }));
  });

  test("of subgroups: as if the others had not been measured", async () => {
    using board = await openTestBoard(3);
    using other = await openTestBoard(3);
    await board.measure(1, ...wave(9), 19, 19, 18, ...wave(12));
    await other.measure(1, ...wave(9), ...wave(12).slice(3));
    const chosen = await board.quality.charts.freeze(1, { subgroups: [1, 2, 3, 6, 7, 8] });
    const all = await other.quality.charts.freeze(1, {});
    expect([chosen.center, chosen.secondary.center]).toEqual([
      expect.closeTo(all.center, 9),
      expect.closeTo(all.secondary.center ?? 0, 9),
    ]);
    expect(await codeOf(board.quality.charts.preview(1, { subgroups: [5, 99] }))).toBe("too_few");
  });
});

describe("a phase that begins at an earlier point", () => {
  test("judges the points from there on by its limits, restarts the rules there, and leaves earlier points", async () => {
    using board = await openTestBoard();
    const { charts } = board.quality;
    await board.quality.change(1, { rules: [2] }, board.access);
    await charts.freeze(1, { center: 10, sigma: 0.2 });
    await board.measure(1, ...Array.from({ length: 6 }, (_, n) => 10.1 + (n % 2) / 100));
    await board.measure(1, ...Array.from({ length: 12 }, (_, n) => 12 + (n % 3) / 10));
    expect(openAlerts(board).length).toBeGreaterThan(10);
    const before = chart(board).points.slice(0, 6);
    const phase = await charts.freeze(1, { from_subgroup: 7, starts_at: 7 });
    expect(phase).toMatchObject({ version: 2, starts_after: 6 });
    const { points } = chart(board);
    expect(points.slice(0, 6)).toEqual(before);
    expect(stamps(points.slice(6))).toEqual(Array(12).fill(2));
    expect(points.every((point) => point.is_within_control && point.violations.length === 0)).toBe(true);
    expect(openAlerts(board)).toEqual([]);
    // The first points of the phase are on no side of its own center for long.
    await board.measure(1, 12);
    expect(chart(board, 1).points).toMatchObject([{ limits_version: 2, is_within_control: true, violations: [] }]);
    expectConsistent(board);
  });

  test("can begin at one of the last 20,000 points, and at no other", async () => {
    using board = await openTestBoard();
    const { charts } = board.quality;
    await board.measure(1, ...wave(30));
    const inputs = wave(20_000).map((measurement_value) => ({ product: 1, measurement_value }));
    await board.quality.measuring.importTable(inputs, null);
    expect(await codeOf(charts.freeze(1, { from_subgroup: 1, to_subgroup: 30, starts_at: 30 }))).toBe(
      "phase_too_early",
    );
    expect(await charts.freeze(1, { from_subgroup: 1, to_subgroup: 30, starts_at: 20_100 })).toMatchObject({
      starts_after: 20_030,
    });
    expect(await charts.freeze(1, { to_subgroup: 30, starts_at: 20_030, from_subgroup: 1 })).toMatchObject({
      starts_after: 20_029,
    });
    expect(stamps(chart(board, 2).points)).toEqual([0, 2]);
  });

  test("continues after a crash", async () => {
    using board = await openTestBoard();
    await board.measure(1, ...wave(30));
    await board.quality.charts.freeze(1, {});
    board.sqlite.run("UPDATE limits SET starts_after = 19");
    board.store.corrections.setRejudge(1, 20);
    const again = board.again();
    await again.measuring.record([{ product: 1, measurement_value: 10.5 }], null);
    expect(stamps(chart(board).points)).toEqual([...Array(19).fill(0), ...Array(12).fill(1)]);
  });
});

test("each phase has its own capability; an earlier one ends where the next one's base begins", async () => {
  using board = await openTestBoard();
  const { charts } = board.quality;
  await board.measure(1, ...wave(30));
  await charts.freeze(1, {});
  await board.measure(1, ...wave(30), ...wave(30).map((value) => value + 3));
  await charts.freeze(1, { from_subgroup: 61, name: "after new tool" });
  await board.measure(1, ...wave(20).map((value) => value + 3));
  const ranges = await Promise.all([{ version: 1 }, { version: 2 }, {}].map((of) => charts.capability(1, of)));
  expect(ranges.map(({ range, points, mean }) => [range, points, mean > 12])).toEqual([
    [{ from_subgroup: 1, to_subgroup: 60, limits_version: 1 }, 60, false],
    [{ from_subgroup: 61, to_subgroup: 110, limits_version: 2 }, 50, true],
    [{ from_subgroup: 61, to_subgroup: 110, limits_version: 2 }, 50, true],
  ]);
  expect(ranges[0]?.is_stable).toBe(true);
  expect(await codeOf(charts.capability(1, { version: 3 }))).toBe("limits_not_found");
});

test("a phase is named and renamed; an unfreeze is recorded", async () => {
  using board = await openTestBoard();
  const { charts } = board.quality;
  await board.measure(1, ...wave(12));
  await charts.freeze(1, {});
  expect(await charts.namePhase(1, 1, "new tool")).toMatchObject({ version: 1, name: "new tool" });
  expect((await charts.namePhase(1, 1, null)).name).toBe(null);
  expect(await codeOf(charts.namePhase(1, 2, "x"))).toBe("limits_not_found");
  await board.measure(1, 10, 10.5);
  await charts.unfreeze(1);
  expect(charts.versions(1, { limit: 1 })).toMatchObject([{ starts_after: 12, ended_after: 14 }]);
});
