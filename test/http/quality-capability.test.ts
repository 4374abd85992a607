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

test("a capability analysis is computed, kept and numbered; one that is only looked at is not", async () => {
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
    is_stable: true,
  };
  const analyse = () => board.ask("POST", `/products/${id}/capability/`);
  expect(await analyse()).toEqual({ status: 201, body: { ...analysis, id: 1 } });
  const { status, body } = await board.ask("GET", `/products/${id}/capability/`);
  const { histogram, ...looked } = body;
  expect([status, looked]).toEqual([200, analysis]);
  expect(histogram.reduce((sum: number, bin: { count: number }) => sum + bin.count, 0)).toBe(10);
  expect([histogram[0].from <= 45, histogram.at(-1).to >= 56]).toEqual([true, true]);
  expect((await analyse()).body.id).toBe(2);
});

test("a specification of one side has no cp and pp, and a mean outside of it a negative cpk", async () => {
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

test("where nothing varies there is no capability to speak of, and no alert", async () => {
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

test("before two subgroups are complete it is too early, and nothing is kept", async () => {
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

test("a cpk under 1.33 is an alert, one above is none, and only to look raises nothing", async () => {
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

test("the capability is by all that was measured, whatever the limits were frozen from, and says if it is stable", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  await board.measure(id, values);
  const before = (await board.ask("GET", `/products/${id}/capability`)).body;
  await board.ask("POST", `/products/${id}/limits`, { from_subgroup: 9 });
  const after = (await board.ask("GET", `/products/${id}/capability`)).body;
  expect({ ...after, analyzed_at: "" }).toEqual({ ...before, analyzed_at: "" });
  await board.measure(id, [80]);
  expect((await board.ask("GET", `/products/${id}/capability`)).body.is_stable).toBe(false);
  await board.measure(
    id,
    Array.from({ length: 26 }, (_, n) => 50 + (n % 2)),
  );
  expect((await board.ask("GET", `/products/${id}/capability`)).body.is_stable).toBe(true);
});
