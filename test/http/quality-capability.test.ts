import { expect, test } from "bun:test";
import { openBoard, refusal } from "../support/board-calls.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const near = (x: number) => expect.closeTo(x, 6);
const d2 = 2 / Math.sqrt(Math.PI);
/** Ten values around 50 whose moving ranges are all 1, so that sigma within is 1/d2. */
const values = [50, 51, 50, 49, 50, 51, 50, 49, 50, 51];
const mean = 50.1;
const within = 1 / d2;
const overall = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 9);

test("a POST of a capability analysis stores it with an id; a GET stores nothing", async () => {
  await using board = await openBoard({ now: () => now });
  const { id } = await board.product({ lsl: 45, usl: 56 });
  await board.measure(id, values);
  const analysis = {
    product_id: id,
    product_code: "P-1",
    cp: near(11 / (6 * within)),
    cpk: near((mean - 45) / (3 * within)),
    pp: near(11 / (6 * overall)),
    ppk: near((mean - 45) / (3 * overall)),
    analyzed_at: "2026-03-02T10:00:00.000Z",
    count: 10,
    mean: near(mean),
    sigma_within: near(within),
    sigma_overall: near(overall),
    estimator: "MR-bar/d2",
    range: { from_subgroup: 1, to_subgroup: 10, limits_version: null },
    points: 10,
    short_subgroups: [],
    is_sufficient: false,
    signals: 0,
    // One point in 51: rules 1, 2, 5 and 6, and the moving range.
    expected_signals: expect.closeTo(10 / 51, 2),
    is_stable: true,
    intervals: {
      cp: { lower: expect.any(Number), upper: expect.any(Number) },
      cpk: { lower: expect.any(Number), upper: expect.any(Number) },
      pp: { lower: expect.any(Number), upper: expect.any(Number) },
      ppk: { lower: expect.any(Number), upper: expect.any(Number) },
    },
    expected_ppm: { within: expect.any(Number), overall: expect.any(Number) },
  };
  const analyse = () => board.ask("POST", `/products/${id}/capability/`);
  expect(await analyse()).toEqual({ status: 201, body: { ...analysis, id: 1 } });
  const { status, body } = await board.ask("GET", `/products/${id}/capability/`);
  const { histogram, ...looked } = body;
  expect([status, looked]).toEqual([200, analysis]);
  expect(histogram.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(10);
  // The bins follow the values, not the specification.
  expect([histogram[0].from > 45, histogram.at(-1).to < 56]).toEqual([true, true]);
  expect((await analyse()).body.id).toBe(2);
});

test("a one-sided specification has no cp and pp, and a mean outside it gives a negative cpk", async () => {
  await using board = await openBoard();
  for (const [spec, distance] of [
    [{ lsl: null, usl: 56 }, 56 - mean],
    [{ lsl: 45, usl: null }, mean - 45],
    [{ lsl: null, usl: 48 }, 48 - mean],
    [{ lsl: 52, usl: null }, mean - 52],
  ] as const) {
    const { id } = await board.product(spec);
    await board.measure(id, values);
    const { cp, cpk, pp, ppk } = (await board.ask("POST", `/products/${id}/capability`)).body;
    const expected = { cp: null, pp: null, cpk: near(distance / (3 * within)), ppk: near(distance / (3 * overall)) };
    expect([spec, { cp, cpk, pp, ppk }]).toEqual([spec, expected]);
  }
});

test("values without variation have no capability and raise no alert", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  await board.measure(id, [0.1, 0.1, 0.1, 0.1, 0.1]);
  const { body } = await board.ask("POST", `/products/${id}/capability`);
  const none = { cp: null, cpk: null, pp: null, ppk: null, sigma_within: 0, sigma_overall: 0, mean: 0.1 };
  expect(body).toMatchObject(none);
  expect((await board.ask("GET", `/products/${id}/capability`)).body.histogram).toContainEqual(
    expect.objectContaining({ count: 5 }),
  );
  expect((await board.ask("GET", "/alerts")).body).toEqual([]);
});

test("before two subgroups are complete a capability analysis is rejected, and nothing is stored", async () => {
  await using board = await openBoard();
  for (const [subgroup_size, few] of [
    [1, [50]],
    [3, [50, 51, 52, 53, 54]],
  ] as const) {
    const { id } = await board.product({ subgroup_size });
    for (const measured of [[], few]) {
      if (measured.length > 0) await board.measure(id, measured);
      for (const method of ["GET", "POST"]) {
        const early = refusal(await board.ask(method, `/products/${id}/capability`));
        expect([subgroup_size, method, ...early]).toEqual([subgroup_size, method, 422, "too_few", undefined]);
      }
    }
    await board.measure(id, [55]);
    expect((await board.ask("POST", `/products/${id}/capability`)).status).toBe(201);
  }
});

test("a cpk under 1.33 raises an alert, a higher one and a GET do not", async () => {
  await using board = await openBoard();
  // With a moving range of d2 on average sigma is 1, so that cpk is a third of the distance.
  const sigmaOne = [-d2 / 2, d2 / 2, -d2 / 2];
  const center = sigmaOne.reduce((sum, x) => sum + x, 0) / 3;
  const alerts: [cpk: number, types: string[]][] = [
    [-0.5, ["LOW_CAPABILITY"]],
    [0, ["LOW_CAPABILITY"]],
    [1.3299, ["LOW_CAPABILITY"]],
    [1.3301, []],
    [2, []],
  ];
  for (const [cpk, types] of alerts) {
    const { id } = await board.product({ lsl: null, usl: center + 3 * cpk });
    await board.measure(id, sigmaOne);
    const { body } = await board.ask("POST", `/products/${id}/capability`);
    expect(body.cpk).toBeCloseTo(cpk, 6);
    const raised = (await board.ask("GET", `/alerts?product=${id}`)).body.filter(
      (alert: { alert_type: string }) => alert.alert_type === "LOW_CAPABILITY",
    );
    expect([cpk, raised.map((alert: { alert_type: string }) => alert.alert_type)]).toEqual([cpk, types]);
    for (const alert of raised) {
      expect([alert.priority, alert.status, alert.detail]).toEqual([2, "OPEN", { cpk: body.cpk }]);
    }
    const before = await board.ask("GET", `/alerts?product=${id}`);
    await board.ask("GET", `/products/${id}/capability`);
    expect(await board.ask("GET", `/alerts?product=${id}`)).toEqual(before);
  }
});

/** Values around a mean whose moving ranges are all the same, so that sigma within is `sigma`; they give no signals. */
const steady = (count: number, center: number, sigma: number) =>
  Array.from({ length: count }, (_, n) => center + Math.round(Math.sin((n * Math.PI) / 2)) * sigma * d2);

test("the analysis covers the current phase, from the first subgroup of its frozen limits on, or the given range", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ lsl: 44, usl: 56 });
  const read = async (query = "") => (await board.ask("GET", `/products/${id}/capability${query}`)).body;
  // An old level, frozen, and an improved one, frozen again.
  await board.measure(id, steady(60, 53, 2));
  await board.ask("POST", `/products/${id}/limits`);
  await board.measure(id, steady(60, 50, 0.7));
  await board.ask("POST", `/products/${id}/limits`, { from_subgroup: 61 });
  await board.measure(id, steady(60, 50, 0.7));
  const phase = await read();
  expect(phase).toMatchObject({
    range: { from_subgroup: 61, to_subgroup: 180, limits_version: 2 },
    ...{ points: 120, count: 120, is_sufficient: true, is_stable: true, signals: 0 },
  });
  expect([phase.cpk, phase.ppk].map((index) => index > 2)).toEqual([true, true]);
  expect(phase.histogram.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(120);
  expect((await board.ask("POST", `/products/${id}/capability`)).body.cpk).toBe(phase.cpk);
  const alerts = (await board.ask("GET", `/alerts?product=${id}`)).body;
  expect(alerts.filter(({ alert_type }: { alert_type: string }) => alert_type === "LOW_CAPABILITY")).toEqual([]);

  const old = await read("?from_subgroup=1&to_subgroup=60");
  expect(old).toMatchObject({
    range: { from_subgroup: 1, to_subgroup: 60, limits_version: null },
    ...{ points: 60, is_stable: true },
  });
  expect([old.mean.toFixed(1), old.sigma_within.toFixed(1)]).toEqual(["53.0", "2.0"]);
  expect(await read("?from_subgroup=121")).toMatchObject({ range: { from_subgroup: 121, to_subgroup: 180 } });
  expect(await read("?to_subgroup=1000")).toMatchObject({ range: { from_subgroup: 1, to_subgroup: 180 } });
  const asked = await board.ask("POST", `/products/${id}/capability?from_subgroup=1&to_subgroup=60`);
  expect(asked.body).toMatchObject({ range: { from_subgroup: 1, to_subgroup: 60 }, cpk: old.cpk });
  for (const query of ["?from_subgroup=180", "?from_subgroup=9&to_subgroup=8", "?from_subgroup=500"]) {
    expect([query, ...refusal(await board.ask("POST", `/products/${id}/capability${query}`))]).toEqual([
      ...[query, 422, "too_few", undefined],
    ]);
  }
  for (const query of ["?from_subgroup=0", "?from_subgroup=x", "?from=1"]) {
    expect([query, (await board.ask("POST", `/products/${id}/capability${query}`)).status]).toEqual([query, 422]);
  }
});

test("the phase of limits given as values begins after them, or at the first subgroup until two points follow", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ lsl: 44, usl: 56 });
  await board.measure(id, steady(30, 53, 1));
  await board.ask("POST", `/products/${id}/limits`, { center: 50, sigma: 1 });
  const read = async () => (await board.ask("GET", `/products/${id}/capability`)).body;
  const all = { range: { from_subgroup: 1, to_subgroup: 30, limits_version: 1 }, is_stable: false };
  expect(await read()).toMatchObject(all);
  await board.measure(id, steady(30, 50, 1));
  const since = { range: { from_subgroup: 31, to_subgroup: 60, limits_version: 1 }, points: 30, is_stable: true };
  expect(await read()).toMatchObject(since);
});

test("a shift within the phase makes it unstable, even if the last 25 points are like the first", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ lsl: 44, usl: 56 });
  await board.measure(id, steady(60, 50, 1));
  await board.ask("POST", `/products/${id}/limits`);
  await board.measure(id, steady(15, 58, 1));
  await board.measure(id, steady(40, 50, 1));
  const { body } = await board.ask("GET", `/products/${id}/capability`);
  expect(body).toMatchObject({ points: 115, is_sufficient: true, is_stable: false });
  expect([body.cpk > 1.33, body.ppk < 1, body.signals >= 15, body.expected_signals < 3]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  // Freezing the limits from good subgroups begins a new phase, which is stable.
  await board.ask("POST", `/products/${id}/limits`, { from_subgroup: 76 });
  expect((await board.ask("GET", `/products/${id}/capability`)).body).toMatchObject({ points: 40, is_stable: true });
});

test("two values, or a wide interval, are not sufficient for a verdict", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ lsl: 40, usl: 60 });
  await board.measure(id, [50, 50.1]);
  const two = (await board.ask("GET", `/products/${id}/capability`)).body;
  expect(two).toMatchObject({ is_sufficient: false, points: 2, count: 2 });
  expect(two.intervals.cpk.upper - two.intervals.cpk.lower).toBeGreaterThan(50);
  await board.measure(id, steady(22, 50, 1));
  expect((await board.ask("GET", `/products/${id}/capability`)).body.is_sufficient).toBe(false);
  await board.measure(id, [50]);
  expect((await board.ask("GET", `/products/${id}/capability`)).body.is_sufficient).toBe(true);
});

test("an incomplete subgroup is neither on the chart nor in the capability, and is listed", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ subgroup_size: 5 });
  const good = [49, 50, 51, 50, 50];
  const measure = (values: readonly number[], subgroup_number: number) =>
    board.ask(
      "POST",
      "/measurements",
      values.map((measurement_value) => ({ product: id, measurement_value, subgroup_number })),
    );
  await measure(good, 1);
  await measure(good, 2);
  await measure([70, 70, 70], 3);
  await measure(good, 4);
  // The one that is being filled is not short yet.
  await measure([90], 5);
  const { points, center } = (await board.ask("GET", `/products/${id}/chart`)).body;
  const { body } = await board.ask("GET", `/products/${id}/capability`);
  expect(points.map(({ subgroup_number }: { subgroup_number: number }) => subgroup_number)).toEqual([1, 2, 4]);
  expect(body).toMatchObject({ count: 15, points: 3, short_subgroups: [3] });
  expect([body.mean, center]).toEqual([near(50), near(50)]);
  expect(body.sigma_overall).toBeLessThan(1);
  expect(body.histogram.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(15);
});

test("figures and histogram cover the same values, however many there are", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ lsl: 44, usl: 56 });
  for (const center of [58, 50]) await board.measure(id, steady(1000, center, 0.1));
  const { body } = await board.ask("GET", `/products/${id}/capability`);
  expect([body.count, body.mean.toFixed(1), body.is_stable]).toEqual([2000, "54.0", false]);
  const counts = body.histogram.filter(({ from }: { from: number }) => from >= 56);
  expect(counts.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(1000);
});
