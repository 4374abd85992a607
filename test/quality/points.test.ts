/** A point is excluded, restored or annotated: everything but the drawing is as if it had not been measured. */
import { describe, expect, test } from "bun:test";
import type { PointChange } from "../../src/domain/spc/point.ts";
import { codeOf, openTestBoard, type TestBoard } from "../support/board.ts";
import { chart, expectConsistent, openAlerts, wave } from "./process.ts";

const lines = (board: TestBoard) => {
  const { center, ucl, lcl, secondary, sigma_within } = chart(board);
  return { center, ucl, lcl, secondary, sigma_within };
};
const change = (board: TestBoard, subgroup: number, to: PointChange) =>
  board.quality.points.change({ product: 1, subgroup }, to, board.access);
const exclude = (board: TestBoard, ...subgroups: number[]) =>
  subgroups.reduce(async (before, subgroup) => {
    await before;
    await change(board, subgroup, { excluded: true, cause: "wrong tool" });
  }, Promise.resolve());
const counted = (board: TestBoard) => chart(board).points.filter(({ excluded }) => !excluded);

/** A board with these values, without those of the subgroups that were never measured. */
async function measured(size: number, values: readonly number[], without: readonly number[] = []): Promise<TestBoard> {
  const board = await openTestBoard(size);
  const inputs = values.map((measurement_value, n) => ({
    product: 1,
    measurement_value,
    subgroup_number: Math.floor(n / size) + 1,
  }));
  await board.quality.measuring.record(
    inputs.filter(({ subgroup_number }) => !without.includes(subgroup_number)),
    null,
  );
  return board;
}

describe("an excluded point", () => {
  const values = [...wave(20), 19, ...wave(15)];

  for (const [size, excluded] of [
    [1, [21]],
    [1, [1]],
    [1, [20, 21, 22]],
    [1, [36]],
    [3, [7]],
    [3, [1, 12]],
  ] as const) {
    test(`does not count: subgroups of ${size} without ${excluded} have the limits and capability of the others`, async () => {
      using board = await measured(size, values);
      using other = await measured(size, values, excluded);
      await exclude(board, ...excluded);
      expectConsistent(board);
      for (const side of [lines, (of: TestBoard) => counted(of).map(({ value, secondary }) => [value, secondary])]) {
        const [is, should] = [side(board), side(other)];
        expect(JSON.parse(JSON.stringify(is), rounded)).toEqual(JSON.parse(JSON.stringify(should), rounded));
      }
      const [is, should] = await Promise.all([board, other].map((of) => of.quality.charts.capability(1)));
      expect(JSON.parse(JSON.stringify(is), rounded)).toEqual(JSON.parse(JSON.stringify(should), rounded));
      const version = await board.quality.charts.freeze(1, {});
      expect(version.subgroups).toBe(values.length / size - excluded.length);
      expect(version.center).toBeCloseTo((await other.quality.charts.freeze(1, {})).center, 9);
    });
  }

  test("stays on the chart with its cause, value and number of points; the next moving range skips it", async () => {
    using board = await measured(1, [10, 11, 19, 12, 11]);
    await exclude(board, 3);
    expect(
      chart(board).points.map(({ value, secondary, excluded, cause }) => [value, secondary, excluded, cause]),
    ).toEqual([
      [10, null, false, null],
      [11, 1, false, null],
      [19, null, true, "wrong tool"],
      [12, 1, false, null],
      [11, 1, false, null],
    ]);
    expect(chart(board).points_total).toBe(5);
    expect(board.quality.product(1, board.access).measurements).toBe(5);
  });

  test("restored, it counts again, as before", async () => {
    using board = await measured(1, values);
    await board.quality.charts.freeze(1, { to_subgroup: 20, from_subgroup: 1 });
    const before = chart(board);
    for (const subgroup of [1, 21, 22, 36]) {
      await exclude(board, subgroup);
      await change(board, subgroup, { excluded: false, cause: null });
      expect(chart(board)).toEqual(before);
    }
    expectConsistent(board);
  });

  test("closes its control alerts, and those of the next moving range; restoring raises them again", async () => {
    using board = await openTestBoard();
    await board.measure(1, ...wave(20));
    await board.quality.charts.freeze(1, {});
    await board.measure(1, 15);
    await board.measure(1, 10.5);
    expect(openAlerts(board)).toEqual(["OUT_OF_CONTROL 21", "OUT_OF_CONTROL 22"]);
    await exclude(board, 21);
    expect(openAlerts(board)).toEqual([]);
    await change(board, 21, { excluded: false });
    expect(openAlerts(board)).toContain("OUT_OF_CONTROL 22");
    expectConsistent(board);
  });

  test("belongs to no pattern: nine in a row are counted across it", async () => {
    using board = await openTestBoard();
    await board.quality.change(1, { rules: [2] }, board.access);
    await board.quality.charts.freeze(1, { center: 10, sigma: 1 });
    await board.measure(1, 10.5, 10.5, 10.5, 10.5, 9.5, 10.5, 10.5, 10.5, 10.5);
    await exclude(board, 5);
    expect(openAlerts(board)).toEqual([]);
    await board.measure(1, 10.5);
    expect(openAlerts(board)).toEqual(["RUN_RULE_VIOLATION 10"]);
    await exclude(board, 10);
    expect(openAlerts(board)).toEqual([]);
    await board.measure(1, 10.6);
    expect(chart(board, 1).points).toMatchObject([
      { subgroup_number: 11, violations: [2], secondary: expect.closeTo(0.1) },
    ]);
    expectConsistent(board);
  });

  test("of a phase without frozen limits: earlier points are judged by the new limits, too", async () => {
    using board = await openTestBoard();
    await board.measure(1, 10, 10.1, 9.9, 10, 10.1, 11.2, 10, 9.9, 10.1, 10, 9.9, 16, 10, 10.1, 9.9, 10);
    const before = chart(board).points[5];
    await exclude(board, 12);
    expect([before?.violations, chart(board).points[5]?.violations]).toEqual([[], [1]]);
    expect(board.quality.alerts({ limit: 9, unresolved: true }, board.access)).toMatchObject([
      { alert_type: "OUT_OF_CONTROL", detail: { from_subgroup: 6, to_subgroup: 7 } },
    ]);
  });

  test("can be corrected, and deleted with its measurement", async () => {
    using board = await measured(1, values);
    await exclude(board, 21);
    await board.quality.correcting.correct(21, { measurement_value: 10.7 }, board.access);
    expect(chart(board).points[20]).toMatchObject({ value: 10.7, secondary: null, excluded: true });
    expectConsistent(board);
    await board.quality.correcting.remove(21, board.access);
    expect([chart(board).points_total, counted(board).length]).toEqual([35, 35]);
    expectConsistent(board);
    expect(await codeOf(exclude(board, 21))).toBe("point_not_found");
  });
});

const rounded = (key: string, value: unknown) =>
  typeof value === "number" ? Number(value.toPrecision(9)) : key === "started" ? undefined : value;

test("a point has its measurements, its texts and the history of its changes", async () => {
  using board = await measured(2, [10, 11, 12, 14]);
  await change(board, 2, { note: "loud", action: "tool changed" });
  await change(board, 2, { excluded: true, cause: "worn tool" });
  await change(board, 2, { excluded: true });
  await change(board, 2, { excluded: false, note: null });
  const none = { excluded: false, cause: null, action: null, note: null };
  const annotated = { ...none, note: "loud", action: "tool changed" };
  const excluded = { ...annotated, excluded: true, cause: "worn tool" };
  const restored = { ...excluded, excluded: false, note: null };
  const at = { changed_by: null, changed_by_name: null, changed_at: new Date(board.clock.now).toISOString() };
  expect(board.quality.points.details({ product: 1, subgroup: 2 }, board.access)).toMatchObject({
    ...{ subgroup_number: 2, value: 13, secondary: 2, ...restored },
    measurements: [
      { measurement_value: 12, measured_by: null, measured_by_name: null },
      { measurement_value: 14, measured_by: null, measured_by_name: null },
    ],
    history: [
      { ...at, before: excluded, after: restored },
      { ...at, before: annotated, after: excluded },
      { ...at, before: none, after: annotated },
    ],
  });
});

test("a product with many points recomputes the blocks of the excluded ones", async () => {
  using board = await openTestBoard();
  await board.quality.measuring.importTable(
    wave(1500).map((measurement_value) => ({ product: 1, measurement_value })),
    null,
  );
  await board.quality.charts.freeze(1, { center: 10.5, sigma: 1 });
  await exclude(board, 1, 256, 257, 700, 1280, 1281, 1500);
  expectConsistent(board);
  await board.measure(1, ...wave(300));
  for (const subgroup of [256, 700, 1500]) await change(board, subgroup, { excluded: false });
  expectConsistent(board);
  expect(chart(board).points_total).toBe(1800);
});
