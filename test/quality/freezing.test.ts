/** Limits are previewed, frozen, given and unfrozen. */
import { describe, expect, test } from "bun:test";
import { codeOf, openTestBoard } from "../support/board.ts";
import { chart, wave } from "./process.ts";

describe("a preview", () => {
  test("has the limits that are frozen then, names the points beyond them, and changes nothing", async () => {
    using board = await openTestBoard();
    const { charts, points } = board.quality;
    await board.measure(1, ...wave(12), 19, ...wave(12));
    const before = charts.chart(1, 100);
    const { beyond, ...limits } = await charts.preview(1, { from_subgroup: 2, to_subgroup: 25 });
    expect(beyond).toEqual([13, 14]);
    expect(charts.chart(1, 100)).toEqual(before);
    expect(board.store.products.versions(1, { limit: 9 })).toEqual([]);
    expect(await charts.freeze(1, { from_subgroup: 2, to_subgroup: 25 })).toMatchObject({ ...limits, version: 1 });
    await points.change({ product: 1, subgroup: 13 }, { excluded: true, cause: "typing error" }, board.access);
    const without = await charts.preview(1, { from_subgroup: 2, to_subgroup: 25 });
    expect([without.beyond, without.subgroups]).toEqual([[], 23]);
    expect(without.center).toBeLessThan(limits.center);
  });

  test("of given values has the lines of a known process, and refuses what freezing refuses", async () => {
    using board = await openTestBoard(4);
    const { charts } = board.quality;
    await board.measure(1, 10, 10, 10, 10, 13, 13, 13, 13, 10, 11, 9, 10);
    const given = await charts.preview(1, { center: 10, sigma: 1 });
    // NIST/SEMATECH e-Handbook 6.3.2: center ± 3 sigma / sqrt(n), d2 sigma.
    expect(given).toMatchObject({ center: 10, ucl: 11.5, lcl: 8.5, estimator: "given", subgroups: 0, beyond: [2] });
    expect(given.secondary.center).toBeCloseTo(2.058751, 6);
    expect(await codeOf(charts.preview(1, { from_subgroup: 1, to_subgroup: 2 }))).toBe("no_spread");
    expect(await codeOf(charts.preview(1, { from_subgroup: 3 }))).toBe("too_few");
  });
});

test("a preview leaves out the points of an unfinished import", async () => {
  using board = await openTestBoard();
  await board.measure(1, ...wave(30));
  board.store.measurements.hide(1, { after_measurement: 20, after_subgroup: 20 });
  expect(await board.quality.charts.preview(1, {})).toMatchObject({ to_subgroup: 20, subgroups: 20 });
});

test("unfrozen limits are computed from all data again, rules restart, and the version stays listed", async () => {
  using board = await openTestBoard();
  const { charts } = board.quality;
  await board.quality.change(1, { rules: [2] }, board.access);
  await charts.freeze(1, { center: 10, sigma: 1 });
  await board.measure(1, ...Array(8).fill(10.5), 9, 9.2);
  await charts.unfreeze(1);
  await charts.unfreeze(1);
  const chart = charts.chart(1, 100);
  expect([chart.limits_version, chart.estimator]).toEqual([null, "MR-bar/d2"]);
  expect(chart.center).toBeCloseTo((8 * 10.5 + 18.2) / 10, 9);
  await board.measure(1, 10.6);
  expect(charts.chart(1, 1).points).toMatchObject([{ limits_version: 0, violations: [] }]);
  expect(charts.versions(1, { limit: 9 }).map(({ version }) => version)).toEqual([1]);
  expect((await charts.freeze(1, {})).version).toBe(2);
  expect(board.again().charts.chart(1, 100)).toEqual(charts.chart(1, 100));
});

test("a subgroup that is deleted and measured again belongs to the phase that the next value begins", async () => {
  using board = await openTestBoard();
  const { charts, correcting } = board.quality;
  await charts.freeze(1, { center: 10, sigma: 0.5 });
  const ids = await board.measure(1, ...wave(30));
  await charts.freeze(1, { center: 10, sigma: 0.5 });
  await correcting.remove(ids[29] ?? 0, board.access);
  await board.measure(1, 15);
  expect(chart(board, 1).points).toMatchObject([{ subgroup_number: 30, violations: [1], limits_version: 2 }]);
  expect(charts.versions(1, { limit: 1 })).toMatchObject([{ starts_after: 29 }]);
  await charts.unfreeze(1);
  await correcting.remove(board.store.measurements.list({ product: 1, limit: 1 })[0]?.id ?? 0, board.access);
  expect(charts.versions(1, { limit: 1 })).toMatchObject([{ starts_after: 29, ended_after: 29 }]);
});

describe("limits of single subgroups use no distance across a gap", () => {
  test("for the median moving range", async () => {
    using board = await openTestBoard(1, { options: { estimator: "median-range" } });
    await board.measure(1, ...Array.from({ length: 20 }, (_, n) => 10 + (n % 2) / 10), 15, 15.1, 15);
    const { charts } = board.quality;
    expect(await codeOf(charts.preview(1, { subgroups: [1, 3, 22] }))).toBe("too_few");
    // |x2 − x1| = 0.1 between neighbours, 5 across the gap; divided by √2 Φ⁻¹(¾).
    const { sigma_within } = await charts.preview(1, { subgroups: [1, 2, 21, 23] });
    expect(sigma_within).toBeCloseTo(0.1 / (Math.SQRT2 * 0.6744897501960817), 9);
  });

  test("for the sigma z of a p′ chart", async () => {
    using board = await openTestBoard(1, { chart: "p", options: { laney: true }, lsl: null, usl: null });
    const counts = [...Array.from({ length: 10 }, (_, n) => 50 + (n % 2)), ...Array(10).fill(20), 50, 51];
    await board.quality.measuring.record(
      counts.map((measurement_value) => ({ product: 1, measurement_value, sample_size: 100 })),
      null,
    );
    const { charts } = board.quality;
    const [near, far] = [
      await charts.preview(1, { subgroups: [1, 2, 3, 4] }),
      await charts.preview(1, { subgroups: [1, 2, 11, 12, 21, 22] }),
    ];
    expect(near.sigma_z).toBeCloseTo(0.2 / 1.1283791670955126, 2);
    // Neighbours differ by 1, 0 and 1 items: with the distances across the gaps it would be 4.
    expect(far.sigma_z).toBeLessThan(0.2);
  });
});
