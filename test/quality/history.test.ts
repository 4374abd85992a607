/** The whole history of a product: an overview of bounded size, and windows of the chart anywhere in it. */
import { describe, expect, test } from "bun:test";
import type { Overview } from "../../src/domain/spc/overview.ts";
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { wave } from "./process.ts";

const minute = 60_000;

/** Values a minute apart, imported as one table. */
async function measured(values: readonly number[]): Promise<TestBoard> {
  const board = await openTestBoard();
  await board.quality.charts.freeze(1, { center: 10.5, sigma: 1 });
  const first = board.clock.now - values.length * minute;
  await board.quality.measuring.importTable(
    values.map((measurement_value, n) => ({ product: 1, measurement_value, measured_at: first + n * minute })),
    null,
  );
  return board;
}
const subgroups = (board: TestBoard, query: { last: number; until?: number; measured_from?: number }) =>
  board.quality.charts.chart(1, query).points.map(({ subgroup_number }) => subgroup_number);
/** What the buckets add up to. */
const summed = ({ buckets }: Overview) => ({
  points: buckets.reduce((sum, { points }) => sum + points, 0),
  low: Math.min(...buckets.flatMap(({ low }) => low ?? [])),
  high: Math.max(...buckets.flatMap(({ high }) => high ?? [])),
  mean:
    buckets.reduce((sum, { points, mean }) => sum + points * (mean ?? 0), 0) /
    buckets.reduce((sum, { points }) => sum + points, 0),
});

describe("the overview", () => {
  for (const count of [3, 700, 4097, 20_000]) {
    test(`of ${count} points has them all in at most 600 buckets, and the flagged ones`, async () => {
      const outlier = Math.floor(count / 2);
      using board = await measured(wave(count).with(outlier, 19));
      const overview = await board.quality.charts.overview(1);
      expect(overview.points_total).toBe(count);
      expect(overview.buckets.length).toBeLessThanOrEqual(600);
      const { low, high, points, mean } = summed(overview);
      expect([points, low, high]).toEqual([count, 10, 19]);
      expect(mean).toBeCloseTo(
        board.quality.charts.chart(1, 1).center === null
          ? 0
          : (board.store.products.find(1)?.process.location.mean ?? 0),
        6,
      );
      expect(overview.buckets.flatMap(({ flagged }) => flagged ?? [])).toContain(outlier + 1);
      expect(overview.buckets.filter(({ flagged }) => flagged !== null).length).toBeLessThanOrEqual(3);
      let next = 1;
      for (const { from_subgroup, to_subgroup } of overview.buckets) {
        expect([from_subgroup, to_subgroup >= from_subgroup]).toEqual([next, true]);
        next = to_subgroup + 1;
      }
      expect(next).toBe(count + 1);
    });
  }

  test("has neither the values nor the flags of excluded points, and follows a correction", async () => {
    using board = await measured(wave(5000).with(100, 19));
    const of = async () =>
      (await board.quality.charts.overview(1)).buckets.find(({ to_subgroup }) => to_subgroup >= 101);
    expect(await of()).toMatchObject({ high: 19, flagged: 101, points: 64 });
    await board.quality.points.change({ product: 1, subgroup: 101 }, { excluded: true, cause: "x" }, board.access);
    expect(await of()).toMatchObject({ high: 11, flagged: null, points: 64 });
    await board.quality.correcting.correct(102, { measurement_value: 11.5 }, board.access);
    expect(await of()).toMatchObject({ high: 11.5 });
  });

  test("computes the blocks of a product that an earlier version measured", async () => {
    using board = await measured(wave(5000));
    const before = await board.quality.charts.overview(1);
    const row = board.store.products.find(1);
    if (!row) throw new Error("the product is gone");
    board.sqlite.run("DELETE FROM blocks");
    board.store.products.saveProcess(1, { ...row.process, block: null });
    const again = board.again();
    const after = await again.charts.overview(1);
    expect(after).toEqual(before);
    expect(board.store.products.find(1)?.process.block).not.toBe(null);
  });
});

describe("a window of the chart", () => {
  test("ends at any subgroup, or begins at a time", async () => {
    using board = await measured(wave(1000));
    const first = board.clock.now - 1000 * minute;
    expect(subgroups(board, { last: 3, until: 500 })).toEqual([498, 499, 500]);
    expect(subgroups(board, { last: 3, until: 2 })).toEqual([1, 2]);
    expect(subgroups(board, { last: 3, measured_from: first + 99.5 * minute })).toEqual([101, 102, 103]);
    expect(subgroups(board, { last: 2, measured_from: first })).toEqual([1, 2]);
    for (const late of [first + 998 * minute, board.clock.now]) {
      expect(subgroups(board, { last: 3, measured_from: late })).toEqual([998, 999, 1000]);
    }
    expect(board.quality.charts.chart(1, { last: 3, until: 500 }).points_total).toBe(1000);
  });
});

describe("the mean of an overview is in the unit of the chart", () => {
  for (const [kind, sizes] of [
    ["np", false],
    ["p", true],
    ["u", true],
  ] as const) {
    test(`of a ${kind} chart, in blocks and in the points after them`, async () => {
      using board = await openTestBoard(1, {
        ...{ chart: kind, lsl: null, usl: null },
        options: sizes ? {} : { sample_size: 50 },
      });
      const sizeOf = (n: number) => (n % 2 === 0 ? 20 : 80);
      // Small samples have another rate than large ones, so that it matters by what the mean is weighted.
      const countOf = (n: number) => (n % 2 === 0 ? 8 : 2) + (n % 3);
      await board.quality.measuring.importTable(
        Array.from({ length: 4999 }, (_, n) => ({
          ...{ product: 1, measurement_value: countOf(n) },
          ...(sizes && { sample_size: sizeOf(n) }),
        })),
        null,
      );
      const { buckets } = await board.quality.charts.overview(1);
      let start = 0;
      for (const { points, mean } of buckets) {
        const numbers = Array.from({ length: points }, (_, k) => start + k);
        const total = (of: (n: number) => number) => numbers.reduce((sum, n) => sum + of(n), 0);
        expect(mean).toBeCloseTo(total(countOf) / (sizes ? total(sizeOf) : points), 9);
        start += points;
      }
      expect(start).toBe(4999);
    });
  }
});
