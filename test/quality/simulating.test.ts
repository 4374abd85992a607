import { expect, test } from "bun:test";
import { valuesOf } from "../../src/domain/simulation/process.ts";
import { SimulationInput } from "../../src/domain/spc/simulation.ts";
import { codeOf, openTestBoard, type TestBoard } from "../support/board.ts";

const input = (more: object = {}) =>
  SimulationInput.parse({ process: "shift", name: "Simulated", seed: 42, values: 6, per_second: 10, ...more });

const product = (board: TestBoard, id: number) => board.quality.product(id, board.access);
const valuesIn = ({ store }: TestBoard, id: number) =>
  store.measurements
    .list({ product: id, limit: 100 })
    .map(({ value }) => value)
    .reverse();

/** Resolves once the product's simulation is as wanted. */
async function until(board: TestBoard, id: number, wanted: (done: number, running: boolean) => boolean): Promise<void> {
  for (;;) {
    const { simulation } = product(board, id);
    if (simulation && wanted(simulation.done, simulation.running)) return;
    await Bun.sleep(5);
  }
}

test("a simulation records its values like measured ones, and stops when it is complete", async () => {
  using board = await openTestBoard();
  const id = await board.quality.simulating.make(input(), board.access);
  expect(product(board, id)).toMatchObject({
    name: "Simulated",
    code: "SIM-1",
    simulation: { done: 0, running: true },
  });
  await until(board, id, (_, running) => !running);
  expect(product(board, id).simulation).toEqual({
    process: "shift",
    funnel_rule: 1,
    seed: 42,
    values: 6,
    done: 6,
    per_second: 10,
    running: false,
  });
  expect(valuesIn(board, id)).toEqual(valuesOf({ process: "shift", funnel_rule: 1, seed: 42 }, 6));
  expect(board.quality.charts.chart(id, 10).points).toHaveLength(6);
});

test("a change of speed while a value is recorded repeats none and leaves none out", async () => {
  using board = await openTestBoard();
  const id = await board.quality.simulating.make(input({ values: 8 }), board.access);
  for (let n = 1; n <= 4; n++) {
    await until(board, id, (done) => done >= n);
    // Some of these changes meet a value between its commit and the simulation's own.
    await Promise.all(
      [10, 9, 10].map((per_second) => board.quality.simulating.change(id, { running: true, per_second })),
    );
  }
  await until(board, id, (_, running) => !running);
  expect(valuesIn(board, id)).toEqual(valuesOf({ process: "shift", funnel_rule: 1, seed: 42 }, 8));
});

test("values of a simulated process raise alerts", async () => {
  using board = await openTestBoard();
  // The third rule of this funnel soon misses the target by more than the specification allows.
  const id = await board.quality.simulating.make(
    input({ process: "funnel", funnel_rule: 3, seed: 1, values: 12 }),
    board.access,
  );
  const outside = valuesOf({ process: "funnel", funnel_rule: 3, seed: 1 }, 12).filter((value) => Math.abs(value) > 4);
  await until(board, id, (_, running) => !running);
  const alerts = board.quality.alerts({ limit: 100, product: id }, board.access);
  expect(alerts.filter(({ alert_type }) => alert_type === "OUT_OF_SPEC")).toHaveLength(outside.length);
  expect(alerts.length).toBeGreaterThan(0);
});

test("red beads are charted as numbers of nonconforming items of 50", async () => {
  using board = await openTestBoard();
  const id = await board.quality.simulating.make(input({ process: "beads" }), board.access);
  await until(board, id, (_, running) => !running);
  const reds = valuesOf({ process: "beads", funnel_rule: 1, seed: 42 }, 6);
  const { chart, center, ucl, points } = board.quality.charts.chart(id, 10);
  const mean = reds.reduce((sum, red) => sum + red, 0) / 6;
  expect({ chart, values: points.map(({ value }) => value) }).toEqual({ chart: "np", values: reds });
  expect(center).toBeCloseTo(mean, 9);
  expect(ucl).toBeCloseTo(mean + 3 * Math.sqrt(mean * (1 - mean / 50)), 9);
});

test("a stopped simulation continues with the values that would have followed, also after a restart", async () => {
  using board = await openTestBoard();
  const id = await board.quality.simulating.make(input(), board.access);
  await until(board, id, (done) => done >= 2);
  await board.quality.simulating.change(id, { running: false });
  const { simulation } = product(board, id);
  expect(simulation?.running).toBe(false);
  board.quality[Symbol.dispose]();
  const again = board.again();
  await again.simulating.change(id, { running: true, values: 8 });
  const reopened = { ...board, quality: again } as TestBoard;
  await until(reopened, id, (_, running) => !running);
  expect(valuesIn(board, id)).toEqual(valuesOf({ process: "shift", funnel_rule: 1, seed: 42 }, 8));
});

test("a simulation that ran a moment ago continues at the next start; one of yesterday when a teacher says so", async () => {
  using board = await openTestBoard();
  const id = await board.quality.simulating.make(input({ values: 8 }), board.access);
  const slow = await board.quality.simulating.make(input({ per_second: 0.1 }), board.access);
  await until(board, id, (done) => done >= 2);
  board.quality[Symbol.dispose]();
  const reopen = (): TestBoard => ({ ...board, quality: board.again() });
  const reopened = reopen();
  const { simulation } = product(reopened, slow);
  expect(simulation).toMatchObject({ done: 0, running: true });
  expect(simulation).not.toHaveProperty("ran_at");
  await until(reopened, id, (_, running) => !running);
  expect(valuesIn(board, id)).toEqual(valuesOf({ process: "shift", funnel_rule: 1, seed: 42 }, 8));
  reopened.quality[Symbol.dispose]();
  board.clock.now += 60_001;
  expect(product(reopen(), slow).simulation?.running).toBe(false);
});

test("once another program has the board, no value that is being recorded is written, nor that the simulation ends", async () => {
  using board = await openTestBoard();
  const { quality, store } = board;
  const id = await quality.simulating.make(input({ values: 100 }), board.access);
  await until(board, id, (done) => done >= 1);
  // The simulation's next value waits for the turn.
  const waiting = quality.measuring.record([{ product: 1, measurement_value: 1 }], null);
  quality.giveUp();
  const before = JSON.stringify([store.products.find(id)?.simulation, valuesIn(board, id)]);
  expect(await codeOf(waiting)).toBe("unavailable");
  await Bun.sleep(150);
  expect(JSON.stringify([store.products.find(id)?.simulation, valuesIn(board, id)])).toBe(before);
  quality.begin();
  await until(board, id, (done) => done >= 3);
});

test("people cannot enter values of a simulated product, and a measured one has no simulation", async () => {
  using board = await openTestBoard();
  const id = await board.quality.simulating.make(input({ per_second: 0.1 }), board.access);
  const entered = board.quality.measuring.record([{ product: id, measurement_value: 50 }], null);
  expect(await codeOf(entered)).toBe("product_simulated");
  expect(await codeOf(board.quality.simulating.change(1, { running: true }))).toBe("not_simulated");
});

test("at most ten simulations run at a time, and an archived or deleted product stops", async () => {
  using board = await openTestBoard();
  const { simulating } = board.quality;
  const ids: number[] = [];
  for (let n = 0; n < 10; n++) ids.push(await simulating.make(input({ per_second: 10, values: 2000 }), board.access));
  expect(await codeOf(simulating.make(input(), board.access))).toBe("too_many_simulations");
  const [first = 0, second = 0] = ids;
  await board.quality.change(first, { archived: true }, board.access);
  await until(board, first, (_, running) => !running);
  expect(await codeOf(simulating.change(first, { running: true }))).toBe("product_archived");
  await board.quality.remove(second);
  const third = await simulating.make(input(), board.access);
  // The one that was deleted has stopped as well, once its next value was due.
  for (;;)
    if ((await codeOf(simulating.make(input({ per_second: 0.1 }), board.access))) === "ok") break;
    else await Bun.sleep(5);
  expect(product(board, third).simulation).not.toBe(null);
});
