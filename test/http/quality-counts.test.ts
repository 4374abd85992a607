/** Products whose values are counts, over HTTP. */
import { expect, test } from "bun:test";
import { openBoard, refusal, type TestBoard } from "../support/board-calls.ts";

const shares = { chart: "p", lsl: null, usl: null };
const count = (board: TestBoard, product: number, measurement_value: number, sample_size?: number) =>
  board.ask("POST", "/measurements", { product, measurement_value, sample_size });

test("counts come with their sample size, which the product may know", async () => {
  await using board = await openBoard();
  const { id } = await board.product(shares);
  expect((await count(board, id, 3, 50)).status).toBe(201);
  expect(refusal(await count(board, id, 3))).toEqual([422, "size_missing", undefined]);
  for (const [value, size] of [
    [51, 50],
    [-1, 50],
    [1.5, 50],
    [1, 20.5],
  ] as const) {
    expect([value, size, ...refusal(await count(board, id, value, size)).slice(0, 2)]).toEqual([
      ...[value, size, 422, "not_a_count"],
    ]);
  }
  await board.ask("PATCH", `/products/${id}`, { options: { sample_size: 40 } });
  expect((await count(board, id, 4)).status).toBe(201);
  const { body } = await board.ask("GET", `/measurements?product=${id}`);
  expect(body.map((one: { sample_size?: number }) => one.sample_size)).toEqual([40, 50]);
  const { points, center } = (await board.ask("GET", `/products/${id}/chart`)).body;
  expect(points.map(({ value, size }: { value: number; size: number }) => [value, size])).toEqual([
    [0.06, 50],
    [0.1, 40],
  ]);
  expect(center).toBeCloseTo(7 / 90, 12);
});

test("a measured value has no sample size", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  expect(refusal(await count(board, id, 3, 50)).slice(0, 2)).toEqual([422, "size_unused"]);
});

test("a table of counts has the column sample_size; an error names the line", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ chart: "u", lsl: null, usl: null });
  const send = (table: string) => board.send(`/products/${id}/measurements.csv`, table, { "Content-Type": "text/csv" });
  expect(await send("measurement_value,sample_size\n14,10\n12,8\n7,9.5\n")).toEqual({
    status: 201,
    body: { created: 3 },
  });
  const { points } = (await board.ask("GET", `/products/${id}/chart`)).body;
  expect(points.map(({ size }: { size: number }) => size)).toEqual([10, 8, 9.5]);
  expect(refusal(await send("measurement_value,sample_size\n14,10\n12,\n"))).toEqual([422, "does_not_fit", "line 3"]);
});

test("the capability of counts is their rate, never Cp or Cpk, and raises no alert", async () => {
  await using board = await openBoard();
  const { id } = await board.product(shares);
  for (const value of [5, 7, 6, 4]) await count(board, id, value, 100);
  const { status, body } = await board.ask("POST", `/products/${id}/capability`);
  expect([status, body.cp, body.cpk, body.pp, body.ppk, body.sigma_within]).toEqual([
    201,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(body.counts).toMatchObject({ counted: "items", total: 22, inspected: 400 });
  expect(body.counts.rate).toBeCloseTo(0.055, 12);
  expect(body.counts.per_million).toBeCloseTo(55_000, 6);
  expect((await board.ask("GET", "/alerts")).body).toEqual([]);
});

test("a corrected sample size moves the point and stays in the history", async () => {
  await using board = await openBoard();
  const { id } = await board.product(shares);
  const { body } = await count(board, id, 5, 10);
  await board.ask("PATCH", `/measurements/${body.id}`, { sample_size: 100 });
  const { points } = (await board.ask("GET", `/products/${id}/chart`)).body;
  expect([points[0].value, points[0].size]).toEqual([0.05, 100]);
  const [change] = (await board.ask("GET", `/products/${id}/corrections`)).body;
  expect([change.old_size, change.new_size]).toEqual([10, 100]);
});

test("what points are computed from cannot change once there are values; what only limits depend on can", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ chart: "ewma", options: { lambda: 0.2 } });
  await board.measure(id, [50]);
  const change = (options: object) => board.ask("PATCH", `/products/${id}`, { options });
  expect(refusal(await change({ lambda: 0.3 })).slice(0, 2)).toEqual([409, "product_measured"]);
  expect((await change({ lambda: 0.2, width: 2.7 })).status).toBe(200);
});

test("the limits of counts are given by their center alone", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ ...shares, options: { sample_size: 100 } });
  const freeze = (limits: object) => board.ask("POST", `/products/${id}/limits`, limits);
  expect(refusal(await freeze({ center: 0.1, sigma: 1 }))).toEqual([422, "does_not_fit", "sigma"]);
  const { body } = await freeze({ center: 0.1 });
  expect([body.center, body.ucl, body.lcl].map((x: number) => x.toFixed(6))).toEqual([
    "0.100000",
    "0.190000",
    "0.010000",
  ]);
  expect(refusal(await freeze({ center: 1.1 }))).toEqual([422, "does_not_fit", "center"]);
  const { id: measured } = await board.product();
  const refused = await board.ask("POST", `/products/${measured}/limits`, { center: 10 });
  expect(refusal(refused)).toEqual([422, "does_not_fit", "sigma"]);
});

test("the center of a chart of numbers is a number, at most the sample size", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ ...shares, chart: "np", options: { sample_size: 50 } });
  const freeze = (center: number) => board.ask("POST", `/products/${id}/limits`, { center });
  const { body } = await freeze(5);
  expect([body.center, body.lcl]).toEqual([5, 0]);
  expect(body.ucl).toBeCloseTo(5 + 3 * Math.sqrt(5 * 0.9), 12);
  await count(board, id, 5);
  const { points } = (await board.ask("GET", `/products/${id}/chart`)).body;
  expect(points[0]).toMatchObject({ value: 5, is_within_control: true });
  expect(refusal(await freeze(51))).toEqual([422, "does_not_fit", "center"]);
});
