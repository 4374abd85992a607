/** Every kind of chart goes through the same machinery: blocks, corrections, exclusion, imports, frozen limits, restarts. */
import { describe, expect, test } from "bun:test";
import type { ChartOptions } from "../../src/domain/spc/chart-options.ts";
import type { ChartKind } from "../../src/domain/spc/kinds.ts";
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { chart, openAlerts } from "./process.ts";

interface Setup {
  readonly name: string;
  readonly chart: ChartKind;
  readonly subgroup_size?: number;
  readonly options?: ChartOptions;
}

const setups: readonly Setup[] = [
  { name: "i-mr", chart: "i-mr" },
  { name: "i-mr by the median", chart: "i-mr", options: { estimator: "median-range" } },
  { name: "xbar-r", chart: "xbar-r", subgroup_size: 3 },
  { name: "xbar-r of unequal subgroups", chart: "xbar-r", subgroup_size: 5, options: { unequal: true } },
  { name: "xbar-s of 30 values", chart: "xbar-s", subgroup_size: 30 },
  { name: "xbar-s, pooled", chart: "xbar-s", subgroup_size: 4, options: { estimator: "pooled-c4", unequal: true } },
  { name: "p", chart: "p" },
  { name: "p′", chart: "p", options: { laney: true } },
  { name: "np", chart: "np", options: { sample_size: 60 } },
  { name: "c", chart: "c" },
  { name: "u", chart: "u" },
  { name: "u′", chart: "u", options: { laney: true } },
  { name: "ewma", chart: "ewma" },
  { name: "ewma of means", chart: "ewma", subgroup_size: 4, options: { lambda: 0.3 } },
  { name: "cusum", chart: "cusum", options: { headstart: true } },
];

const isCount = ({ chart }: Setup): boolean => ["p", "np", "c", "u"].includes(chart);
const isSized = ({ chart }: Setup): boolean => chart === "p" || chart === "u";

/** The subgroups of a series: values between 8 and 12, or counts with sizes. */
function series(setup: Setup, subgroups: number) {
  const { subgroup_size = 1, options } = setup;
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return Array.from({ length: subgroups }, (_, n) => {
    const size = options?.unequal ? 2 + (n % (subgroup_size - 1)) : subgroup_size;
    return Array.from({ length: size }, () => ({
      product: 1,
      subgroup_number: n + 1,
      measurement_value: isCount(setup) ? Math.floor(random() * 9) : 8 + random() * 2 + random() * 2,
      ...(isSized(setup) && { sample_size: 40 + 10 * (n % 4) }),
    }));
  });
}

const open = ({ chart, subgroup_size = 1, options = {}, ...setup }: Setup): Promise<TestBoard> =>
  openTestBoard(subgroup_size, {
    ...{ chart, options },
    ...(isCount({ chart, ...setup }) && { lsl: null, usl: null }),
  });

const record = async (board: TestBoard, subgroups: ReturnType<typeof series>) => {
  const inputs = subgroups.flat();
  for (let n = 0; n < inputs.length; n += 1000) await board.quality.measuring.record(inputs.slice(n, n + 1000), null);
};

/** Numbers to nine digits: sums in another order differ in the last ones. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part) => (typeof part === "number" ? Number(part.toPrecision(9)) : part));

const linesOf = (board: TestBoard) => {
  const { center, ucl, lcl, secondary, sigma_within, estimator, size, sigma_z, target, allowance } = chart(board);
  return rounded({ center, ucl, lcl, secondary, sigma_within, estimator, size, sigma_z, target, allowance });
};

describe.each([...setups])("a chart of the kind $name", (setup) => {
  // More than one block of sums.
  const count = (setup.subgroup_size ?? 1) > 8 ? 80 : 270;
  const subgroups = series(setup, count);

  test("has the same limits whether its values come one by one, as lists, or are read again after a restart", async () => {
    using one = await open(setup);
    using list = await open(setup);
    const few = subgroups.slice(0, 20);
    for (const input of few.flat()) await one.quality.measuring.record([input], null);
    await record(list, few);
    // The last of unequal subgroups is still open, unless it is full.
    expect(chart(list).points_total).toBeGreaterThanOrEqual(19);
    expect(linesOf(one)).toEqual(linesOf(list));
    expect(rounded(list.again().charts.chart(1, 2000))).toEqual(rounded(chart(list)));
  });

  test("after corrections and exclusions it is the chart of the values that are left", async () => {
    using board = await open(setup);
    await record(board, subgroups);
    const first = subgroups[9]?.[0];
    const value = isCount(setup) ? 3 : 10.5;
    const [measured] = board.store.measurements.ofSubgroup(1, 10);
    if (!first || !measured) throw new Error("nothing was measured");
    await board.quality.correcting.correct(measured.id, { measurement_value: value }, board.access);
    await board.quality.points.change({ product: 1, subgroup: 20 }, { excluded: true, cause: "tool" }, board.access);
    await board.quality.points.change(
      { product: 1, subgroup: count - 5 },
      { excluded: true, cause: "tool" },
      board.access,
    );
    await board.quality.points.change({ product: 1, subgroup: count - 5 }, { excluded: false }, board.access);

    using other = await open(setup);
    const left = subgroups
      .map((inputs, n) => (n === 9 ? [{ ...first, measurement_value: value }, ...inputs.slice(1)] : inputs))
      .filter((_, n) => n !== 19);
    await record(other, left);
    expect(linesOf(board)).toEqual(linesOf(other));
    const counted = (of: TestBoard) =>
      chart(of)
        .points.filter(({ excluded }) => !excluded)
        .map(({ value, secondary, size, measured }) => ({ value, secondary, size, measured }));
    expect(rounded(counted(board))).toEqual(rounded(counted(other)));
    const [is, should] = await Promise.all([board, other].map((of) => of.quality.charts.capability(1)));
    expect(rounded({ ...is, range: 0, count: 0 })).toEqual(rounded({ ...should, range: 0, count: 0 }));
  });

  test("by frozen limits a correction leaves the points that it would have had", async () => {
    using board = await open(setup);
    using other = await open(setup);
    const [base, later] = [subgroups.slice(0, 30), subgroups.slice(30, 90)];
    for (const of of [board, other]) {
      await record(of, base);
      await of.quality.charts.freeze(1, {});
    }
    await record(board, later);
    const first = later[5]?.[0];
    if (!first) throw new Error("nothing was measured");
    const value = isCount(setup) ? 8 : 11.5;
    const [measured] = board.store.measurements.ofSubgroup(1, first.subgroup_number);
    if (!measured) throw new Error("nothing was measured");
    await board.quality.correcting.correct(measured.id, { measurement_value: value }, board.access);
    await record(
      other,
      later.map((inputs, n) => (n === 5 ? [{ ...first, measurement_value: value }, ...inputs.slice(1)] : inputs)),
    );
    const judged = (of: TestBoard) => chart(of).points.map(({ measured_at: _, ...point }) => rounded(point));
    expect(judged(board)).toEqual(judged(other));
    expect(openAlerts(board).toSorted()).toEqual(openAlerts(other).toSorted());
  });
});
