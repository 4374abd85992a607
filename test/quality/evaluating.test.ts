/** Points are evaluated again by other rules, limits or charts, or by their tags; what was flagged stays. */
import { describe, expect, test } from "bun:test";
import { EvaluationInput } from "../../src/domain/spc/evaluation.ts";
import type { RuleNumber } from "../../src/domain/spc/kinds.ts";
import { codeOf, openTestBoard, type TestBoard } from "../support/board.ts";
import { chart, wave } from "./process.ts";
import { machines, tagged } from "./strata.ts";

const evaluate = (board: TestBoard, input: EvaluationInput = {}) =>
  board.quality.evaluating.evaluate(1, EvaluationInput.parse(input));
const lines = ({ center, ucl, lcl, secondary, sigma_within }: Awaited<ReturnType<typeof evaluate>>) => ({
  center,
  ucl,
  lcl,
  secondary,
  sigma_within,
});

/** 25 values around 10.5, frozen, then a shift of which rule 2 would tell, if it were chosen. */
async function shifted(rules: readonly RuleNumber[] = [1]): Promise<TestBoard> {
  const board = await openTestBoard();
  await board.quality.change(1, { rules: [...rules] }, board.access);
  await board.measure(1, ...wave(25));
  await board.quality.charts.freeze(1, {});
  await board.measure(1, ...Array.from({ length: 12 }, (_, n) => 10.7 + (n % 3) / 10));
  return board;
}

describe("other rules", () => {
  test("flag what they would have flagged, and what was flagged at the time stays beside it", async () => {
    using board = await shifted();
    const before = chart(board);
    const evaluation = await evaluate(board, { rules: [1, 2] });
    const flagged = (points: typeof before.points) =>
      points.filter(({ violations }) => violations.length > 0).map(({ subgroup_number }) => subgroup_number);
    expect(flagged(evaluation.points)).toEqual([34, 35, 36, 37]);
    expect(evaluation.points.every((point) => point.flagged.violations.length === 0)).toBe(true);
    expect(chart(board)).toEqual(before);
    using other = await shifted([1, 2]);
    expect(chart(other).points.map(({ violations }) => violations)).toEqual(
      evaluation.points.map(({ violations }) => violations),
    );
    expect((await evaluate(other, { rules: [1] })).points.map(({ flagged }) => flagged.violations)).toEqual(
      chart(other).points.map(({ violations }) => violations),
    );
  });

  test("use the points before the window, and restart with each version of the limits", async () => {
    using board = await shifted();
    const seen = (await evaluate(board, { rules: [2], last: 2 })).points;
    expect(seen.map(({ subgroup_number, violations }) => [subgroup_number, violations])).toEqual([
      [36, [2]],
      [37, [2]],
    ]);
    await board.quality.charts.freeze(1, { center: 10, sigma: 1 });
    await board.measure(1, 11, 11, 11);
    const after = (await evaluate(board, { rules: [2] })).points.slice(-3);
    expect(after.map(({ violations }) => violations)).toEqual([[], [], []]);
  });

  test("the same rules and limits flag the same points, up to any subgroup", async () => {
    using board = await shifted([1, 2, 5, 6]);
    const { points, ...rest } = await evaluate(board, { to_subgroup: 36 });
    expect(points.map(({ flagged: _, ...point }) => point)).toEqual(chart(board).points.slice(0, 36));
    expect([rest.limits, rest.limits_version, rest.has_earlier]).toEqual(["product", 1, false]);
    expect((await evaluate(board, { last: 36 })).has_earlier).toBe(true);
  });
});

describe("own limits", () => {
  test("are those of a product that has only these points", async () => {
    using board = await tagged(1, machines(40));
    using alone = await openTestBoard();
    await alone.measure(1, ...machines(40).flatMap(([value, { machine }]) => (machine === "2" ? [value] : [])));
    const evaluation = await evaluate(board, { tags: { machine: ["2"] }, limits: "own" });
    expect(JSON.stringify(lines(evaluation), rounded)).toBe(JSON.stringify(lines(await evaluate(alone)), rounded));
    expect(evaluation.points.map(({ value, secondary }) => [value, secondary])).toEqual(
      chart(alone).points.map(({ value, secondary }) => [value, secondary]),
    );
    expect(evaluation.points.map(({ subgroup_number }) => subgroup_number)).toEqual(
      Array.from({ length: 20 }, (_, n) => 2 * n + 2),
    );
    expect(evaluation.limits_version).toBeNull();
  });

  test("leave out excluded points, and the moving range to a point before the window", async () => {
    using board = await openTestBoard();
    await board.measure(1, 10, 30, 11, 12, 99, 11, 12);
    await board.quality.points.change({ product: 1, subgroup: 5 }, { excluded: true, cause: "typo" }, board.access);
    const evaluation = await evaluate(board, { last: 5, limits: "own" });
    expect(evaluation.points.map(({ secondary }) => secondary)).toEqual([null, 1, null, 1, 1]);
    expect([evaluation.center, evaluation.secondary.center]).toEqual([11.5, 1]);
  });
});

describe("a filter", () => {
  test("takes every tag into account, one of its values each, and finds old points behind many others", async () => {
    using board = await tagged(2, [...machines(6, 2), ...machines(60, 2).map(([value]) => [value, {}] as const)]);
    const found = async (tags: Record<string, string[]>, last = 200) =>
      (await evaluate(board, { tags, last })).points.map(({ subgroup_number }) => subgroup_number);
    expect(await found({ machine: ["1"] })).toEqual([1, 3, 5]);
    expect(await found({ machine: ["1", "2"], shift: ["B"] })).toEqual([3, 6]);
    expect(await found({ machine: ["1", "2"] }, 2)).toEqual([5, 6]);
    expect(await found({ machine: ["3"] })).toEqual([]);
    expect(await found({ lot: ["1"] })).toEqual([]);
  });

  test("with the lines of the product judges by those, also the rules", async () => {
    using board = await tagged(1, machines(30));
    await board.quality.charts.freeze(1, { center: 11.5, sigma: 1 });
    const { ucl, points } = await evaluate(board, { tags: { machine: ["2"] }, rules: [2] });
    expect([ucl, points.filter(({ violations }) => violations.includes(2)).length]).toEqual([14.5, 7]);
  });
});

describe("another chart", () => {
  test("of the same subgroups has the lines and points of a product with that chart", async () => {
    using ranges = await openTestBoard(5);
    using deviations = await openTestBoard(5);
    await deviations.quality.change(1, { chart: "xbar-s" }, deviations.access);
    for (const board of [ranges, deviations]) await board.measure(1, ...wave(100));
    const evaluation = await evaluate(ranges, { chart: "xbar-s", last: 20 });
    const shown = chart(deviations);
    expect([evaluation.chart, evaluation.estimator, evaluation.limits]).toEqual(["xbar-s", "S-bar/c4", "own"]);
    expect(JSON.stringify(lines(evaluation), rounded)).toBe(JSON.stringify(lines(await evaluate(deviations)), rounded));
    expect(
      JSON.stringify(
        evaluation.points.map(({ secondary }) => secondary),
        rounded,
      ),
    ).toBe(
      JSON.stringify(
        shown.points.map(({ secondary }) => secondary),
        rounded,
      ),
    );
  });

  test("or estimator has the limits that a product with it has", async () => {
    using usual = await openTestBoard(5);
    using pooled = await openTestBoard(5);
    await pooled.quality.change(1, { chart: "xbar-s", options: { estimator: "pooled" } }, pooled.access);
    for (const board of [usual, pooled]) await board.measure(1, ...wave(100));
    const evaluation = await evaluate(usual, { chart: "xbar-s", estimator: "pooled", last: 20 });
    expect(evaluation.estimator).toBe((await evaluate(pooled)).estimator);
    expect(JSON.stringify(lines(evaluation), rounded)).toBe(JSON.stringify(lines(await evaluate(pooled)), rounded));
    expect((await evaluate(pooled, { estimator: null })).estimator).toBe("S-bar/c4");
    expect(await codeOf(evaluate(usual, { estimator: "median-range" }))).toBe("does_not_fit");
  });

  test("for another subgroup size is refused", async () => {
    using board = await openTestBoard(5);
    expect(await codeOf(evaluate(board, { chart: "i-mr" }))).toBe("does_not_fit");
  });

  test("keeps the sizes of unequal subgroups", async () => {
    using ranges = await openTestBoard(5);
    using deviations = await openTestBoard(5);
    const options = { unequal: true };
    await ranges.quality.change(1, { options }, ranges.access);
    await deviations.quality.change(1, { chart: "xbar-s", options }, deviations.access);
    for (const { quality } of [ranges, deviations]) {
      const values = wave(100).map((value, n) => ({ value, subgroup: Math.floor(n / 10) * 2 + (n % 10 < 3 ? 1 : 2) }));
      const inputs = values.filter((_, n) => n % 10 < 8);
      await quality.measuring.record(
        inputs.map(({ value, subgroup }) => ({ product: 1, measurement_value: value, subgroup_number: subgroup })),
        null,
      );
    }
    const evaluation = await evaluate(ranges, { chart: "xbar-s" });
    expect(new Set(evaluation.points.map(({ size }) => size))).toEqual(new Set([3, 5]));
    const own = await evaluate(deviations, { limits: "own" });
    expect(JSON.stringify(lines(evaluation), rounded)).toBe(JSON.stringify(lines(own), rounded));
  });

  test("for other counts is refused", async () => {
    using board = await openTestBoard();
    await board.quality.change(1, { chart: "u", lsl: null, usl: null, target: null }, board.access);
    for (const kind of ["p", "np", "c", "i-mr"] as const)
      expect([kind, await codeOf(evaluate(board, { chart: kind }))]).toEqual([kind, "does_not_fit"]);
    await board.quality.change(1, { chart: "p" }, board.access);
    expect((await evaluate(board, { chart: "np" })).chart).toBe("np");
  });
});

test("without points there are no lines", async () => {
  using board = await openTestBoard();
  expect(await evaluate(board, { limits: "own" })).toMatchObject({ points: [], center: null, has_earlier: false });
});

const rounded = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(10)) : value);
