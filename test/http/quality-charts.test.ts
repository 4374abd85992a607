import { describe, expect, test } from "bun:test";
import type { Chart, ChartPoint } from "../../src/domain/spc/chart.ts";
import { openBoard, refusal, type TestBoard } from "../support/board-calls.ts";
import { problem } from "../support/knock.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const measured_at = "2026-03-02T10:00:00.000Z";
/** NIST/SEMATECH e-Handbook 6.3.2.2. */
const flowRate = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const near = (x: number) => expect.closeTo(x, 6);

/** What the range of two normal values is on average, and how far it spreads: 2/√π and √(2−4/π), exactly. */
const [d2, d3] = [2 / Math.sqrt(Math.PI), Math.sqrt(2 - 4 / Math.PI)];
/** For subgroups of three the range is 3/√π on average; s is √π/2 of sigma. */
const [d2of3, d3of3, c4of3] = [3 / Math.sqrt(Math.PI), 0.888368004, Math.sqrt(Math.PI) / 2];

const chartOf = async (board: TestBoard, id: number, query = ""): Promise<Chart> =>
  (await board.ask("GET", `/products/${id}/chart/${query}`)).body;
const freeze = (board: TestBoard, id: number, input: object = {}) =>
  board.ask("POST", `/products/${id}/limits/`, input);
const flags = ({ points }: Chart) => points.map((point) => point.is_within_control);

test("the flow rate example of the handbook gives the handbook's chart", async () => {
  await using board = await openBoard({ now: () => now });
  const { id } = await board.product({ lsl: 40, usl: 60, target: 50 });
  await board.measure(id, flowRate);
  const ranges = flowRate.slice(1).map((x, n) => Math.abs(x - (flowRate[n] ?? 0)));
  const [center, range] = [mean(flowRate), mean(ranges)];
  expect([center.toFixed(2), range.toFixed(4)]).toEqual(["50.81", "1.8778"]);
  const sigma = range / d2;
  const lines = {
    center: near(center),
    ucl: near(center + 3 * sigma),
    lcl: near(center - 3 * sigma),
    secondary: { center: near(range), ucl: near(range * (1 + (3 * d3) / d2)), lcl: 0 },
    sigma_within: near(sigma),
    estimator: "MR-bar/d2" as const,
  };
  const points = flowRate.map((value, n) => ({
    subgroup_number: n + 1,
    value,
    secondary: n === 0 ? null : near(ranges[n - 1] ?? 0),
    violations: [],
    is_within_control: true,
    limits_version: 0,
    measured_at,
    excluded: false,
    cause: null,
  }));
  const rest = {
    product_id: id,
    chart: "i-mr" as const,
    spec: { lsl: 40, usl: 60, target: 50 },
    filling: null,
    subgroup_size: 1,
    options: {},
  };
  expect(await chartOf(board, id)).toEqual({
    ...lines,
    ...rest,
    points,
    points_total: 10,
    limits_version: null,
    versions: [],
  });
  expect(await freeze(board, id)).toEqual({
    status: 201,
    body: {
      ...{
        ...lines,
        version: 1,
        from_subgroup: 1,
        to_subgroup: 10,
        base: null,
        subgroups: 10,
        created_at: measured_at,
      },
      ...{ name: null, starts_after: 10, ended_after: null },
    },
  });
});

/** Means, and what is made of the spread, of subgroups of three. */
const threes = [
  [10, 12, 11],
  [9, 12, 12],
  [11, 11, 14],
  [10, 10, 10],
];
const sd = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / (values.length - 1));
const rangeOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
const bOf3 = (3 * Math.sqrt(1 - c4of3 ** 2)) / c4of3;

for (const { chart, estimator, spread, factor, upper } of [
  { chart: "xbar-r", estimator: "R-bar/d2", spread: rangeOf, factor: d2of3, upper: 1 + (3 * d3of3) / d2of3 },
  { chart: "xbar-s", estimator: "S-bar/c4", spread: sd, factor: c4of3, upper: 1 + bOf3 },
] as const) {
  test(`${chart} computes its limits from subgroups of three by the formulas`, async () => {
    await using board = await openBoard();
    const { id } = await board.product({ subgroup_size: 3, chart });
    await board.measure(id, threes.flat());
    const [center, dispersion] = [mean(threes.map(mean)), mean(threes.map(spread))];
    const sigma = dispersion / factor;
    const { points, ...lines } = await chartOf(board, id);
    expect(lines).toMatchObject({
      center: near(center),
      ucl: near(center + (3 * sigma) / Math.sqrt(3)),
      lcl: near(center - (3 * sigma) / Math.sqrt(3)),
      secondary: { center: near(dispersion), ucl: near(dispersion * upper), lcl: 0 },
      sigma_within: near(sigma),
      estimator,
    });
    expect(points.map(({ value, secondary }) => [value, secondary])).toEqual(
      threes.map((values) => [near(mean(values)), near(spread(values))]),
    );
  });
}

test("a chart has no lines before its second point", async () => {
  await using board = await openBoard();
  for (const [size, before, estimator] of [
    [1, [5], "MR-bar/d2"],
    [2, [5, 6, 7], "R-bar/d2"],
    [11, Array.from({ length: 21 }, (_, n) => n), "S-bar/c4"],
  ] as const) {
    const { id } = await board.product({ subgroup_size: size });
    const none = { center: null, ucl: null, lcl: null };
    const empty = { ...none, secondary: none, sigma_within: null, estimator, limits_version: null };
    expect(await chartOf(board, id)).toMatchObject({ ...empty, points: [], points_total: 0, filling: null });
    await board.measure(id, before);
    expect(await chartOf(board, id)).toMatchObject({ ...empty, points_total: 1 });
    expect(refusal(await freeze(board, id))).toEqual([422, "too_few", undefined]);
    await board.measure(id, [8]);
    expect([size, (await chartOf(board, id)).center === null]).toEqual([size, false]);
  }
});

test("a chart has as many of the last points as requested", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  await board.measure(
    id,
    Array.from({ length: 205 }, (_, n) => n % 7),
  );
  for (const [query, first, count] of [
    ["", 6, 200],
    ["?last=1", 205, 1],
    ["?last=3", 203, 3],
    ["?last=2000", 1, 205],
  ] as const) {
    const { points, points_total } = await chartOf(board, id, query);
    expect([query, points[0]?.subgroup_number, points.length, points_total]).toEqual([query, first, count, 205]);
  }
  for (const last of ["0", "-1", "2001", "1.5", "x", ""]) {
    const refused = refusal(await board.ask("GET", `/products/${id}/chart?last=${last}`));
    expect([last, ...refused]).toEqual([last, 422, "does_not_fit", "last"]);
  }
});

describe("limits are frozen", () => {
  test("from the given subgroups, each time as a new version", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    await board.measure(id, flowRate);
    expect((await board.ask("GET", `/products/${id}/limits`)).body).toEqual([]);
    const ranges: [input: object, from: number, to: number][] = [
      [{}, 1, 10],
      [{ from_subgroup: 3, to_subgroup: 7 }, 3, 7],
      [{ from_subgroup: 9 }, 9, 10],
      [{ to_subgroup: 2 }, 1, 2],
      [{ from_subgroup: null, to_subgroup: 99 }, 1, 10],
    ];
    const frozen = [];
    for (const [n, [input, from, to]] of ranges.entries()) {
      const values = flowRate.slice(from - 1, to);
      const moved = values.slice(1).map((x, i) => Math.abs(x - (values[i] ?? 0)));
      const { status, body } = await freeze(board, id, input);
      expect([input, status, body]).toEqual([
        input,
        201,
        expect.objectContaining({
          version: n + 1,
          from_subgroup: from,
          to_subgroup: to,
          subgroups: values.length,
          center: near(mean(values)),
          sigma_within: near(mean(moved) / d2),
        }),
      ]);
      frozen.unshift(body);
      const { center, ucl, lcl, secondary, limits_version } = await chartOf(board, id);
      const lines = { center: body.center, ucl: body.ucl, lcl: body.lcl, secondary: body.secondary };
      expect({ center, ucl, lcl, secondary, limits_version }).toEqual({ ...lines, limits_version: n + 1 });
    }
    expect(await board.ask("GET", `/products/${id}/limits/`)).toEqual({ status: 200, body: frozen });
    expect((await board.ask("GET", `/products/${id}`)).body.limits_version).toBe(5);
  });

  test("not from fewer than two complete subgroups, nor from unknown ones", async () => {
    await using board = await openBoard();
    const { id } = await board.product({ subgroup_size: 2 });
    await board.measure(id, [1, 2, 3, 4, 5, 6, 7]);
    const title = "There are too few measurements: at least two subgroups are needed.";
    for (const input of [
      { from_subgroup: 3 },
      { to_subgroup: 1 },
      { from_subgroup: 3, to_subgroup: 2 },
      { from_subgroup: 4, to_subgroup: 9 },
    ]) {
      expect([input, await freeze(board, id, input)]).toEqual([
        input,
        { status: 422, body: problem(422, "too_few", title) },
      ]);
    }
    for (const wrong of [0, -1, 1.5, "1", true]) {
      const refused = refusal(await freeze(board, id, { from_subgroup: wrong }));
      expect([wrong, ...refused]).toEqual([wrong, 422, "does_not_fit", "from_subgroup"]);
    }
    expect((await board.ask("GET", `/products/${id}/limits`)).body).toEqual([]);
  });

  test("not from values that are all equal: every other value would be out of control", async () => {
    await using board = await openBoard();
    for (const input of [{}, { subgroup_size: 3 }]) {
      const { id } = await board.product(input);
      await board.measure(id, [...Array.from({ length: 24 }, () => 50), 51, 52, 53]);
      const base = { from_subgroup: 1, to_subgroup: 8 };
      expect(refusal(await freeze(board, id, base))).toEqual([422, "no_spread", undefined]);
      expect((await board.ask("GET", `/products/${id}/limits`)).body).toEqual([]);
      expect((await chartOf(board, id)).limits_version).toBeNull();
      // With the values that differ, it can be done.
      expect((await freeze(board, id)).status).toBe(201);
    }
  });

  test("and points stay flagged under the version that flagged them", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    await board.measure(id, [50, 51, 50, 51, 50, 51, 50, 51, 60]);
    await freeze(board, id);
    const first = await chartOf(board, id);
    expect(flags(first)).toEqual([true, true, true, true, true, true, true, true, false]);
    await board.measure(id, [60, 51]);
    await freeze(board, id, { to_subgroup: 8 });
    await board.measure(id, [60, 51]);
    const { points, ucl } = await chartOf(board, id);
    expect(points.slice(0, 9)).toEqual(first.points);
    const judged = ({ value, is_within_control, limits_version, violations }: ChartPoint) => [
      value,
      limits_version,
      is_within_control,
      violations.includes(1),
    ];
    expect(points.slice(8).map(judged)).toEqual([
      [60, 0, false, true],
      [60, 1, false, true],
      [51, 1, false, false],
      [60, 2, false, true],
      [51, 2, false, false],
    ]);
    expect(ucl).toBeCloseTo(50.5 + 3 / d2, 6);
  });
});

test("a subgroup whose spread exceeds its limits is out of control, and so are its measurements", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ subgroup_size: 3, lsl: null, usl: 1000 });
  await board.measure(id, [10, 11, 12, 11, 12, 10, 12, 10, 11, 10, 12, 11]);
  await freeze(board, id);
  const { body } = await board.measure(id, [5, 11, 17]);
  const within = body.map((one: { is_within_control: boolean }) => one.is_within_control);
  expect(within).toEqual([false, false, false]);
  const { points, ucl, lcl, secondary } = await chartOf(board, id, "?last=1");
  expect(points).toMatchObject([{ value: 11, secondary: 12, is_within_control: false, violations: [] }]);
  expect([11 < (ucl ?? 0) && 11 > (lcl ?? 0), 12 > (secondary.ucl ?? 0)]).toEqual([true, true]);
  const alerts = (await board.ask("GET", "/alerts")).body;
  expect(alerts).toMatchObject([
    { alert_type: "OUT_OF_CONTROL", priority: 3, detail: { subgroup_number: 5, value: 12, limit: secondary.ucl } },
  ]);
});

test("a selected rule is listed at each point that completes it, and raises one alert while it holds", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ rules: [1, 2] });
  await board.measure(id, [50, 51, 50, 51, 50, 51]);
  await freeze(board, id);
  await board.measure(
    id,
    Array.from({ length: 12 }, () => 51),
  );
  const named = (await chartOf(board, id)).points.map(({ violations }) => violations.length);
  // The last of the six was on that side already, but rules restart when limits are frozen.
  expect(named).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  const alerts = (await board.ask("GET", "/alerts")).body;
  expect(alerts).toMatchObject([
    { alert_type: "RUN_RULE_VIOLATION", priority: 2, detail: { rule: 2, points: [7, 8, 9, 10, 11, 12, 13, 14, 15] } },
  ]);
});
