import { describe, expect, test } from "bun:test";
import type { Measurement } from "../../src/domain/spc/chart.ts";
import { openBoard, refusal } from "../support/board-calls.ts";
import { problem } from "../support/knock.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const unknown = problem(404, "product_not_found", "There is no such product.");
const taken = (id: number, rest: Partial<Measurement> = {}): Measurement => ({
  id,
  product_id: 1,
  product_code: "P-1",
  measurement_value: 50,
  sample_number: id,
  subgroup_number: id,
  is_within_spec: true,
  is_within_control: true,
  measured_at: "2026-03-02T10:00:00.000Z",
  ...rest,
});
const json = { "Content-Type": "application/json" };
/** Where measurements have their place: subgroup and sample. */
const places = (all: Measurement[]) =>
  all.map(({ subgroup_number, sample_number }) => [subgroup_number, sample_number]);

test("one measurement is answered with one, a list with a list in the same order", async () => {
  await using board = await openBoard({ now: () => now });
  await board.product();
  const one = await board.ask("POST", "/measurements/", { product: 1, measurement_value: 50 });
  expect(one).toEqual({ status: 201, body: taken(1) });
  const list = await board.ask("POST", "/measurements", [{ product: 1, measurement_value: 100.5 }]);
  const second = taken(2, { measurement_value: 100.5, is_within_spec: false, is_within_control: true });
  expect(list).toEqual({ status: 201, body: [second] });
  const edges = await board.measure(1, [100, 0]);
  expect(edges.body.map((one: Measurement) => [one.id, one.measurement_value, one.is_within_spec])).toEqual([
    [3, 100, true],
    [4, 0, true],
  ]);
  const newest = (await board.ask("GET", "/measurements?limit=2")).body;
  expect(newest).toEqual([...edges.body].reverse().map((one) => ({ ...one, measured_by: 1, note: null, tags: {} })));
});

test("a value is judged by the limits of all data up to it, including itself", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const judged = async (values: number[]) =>
    (await board.measure(id, values)).body.map((one: Measurement) => one.is_within_control);
  expect(await judged([50])).toEqual([true]);
  expect(await judged([51, 50, 51, 50, 51, 50, 51])).toEqual([true, true, true, true, true, true, true]);
  expect(await judged([60])).toEqual([false]);
  const all = (await board.ask("GET", `/measurements?product=${id}`)).body as Measurement[];
  expect(all.map((one) => one.is_within_control)).toEqual([false, true, true, true, true, true, true, true, true]);
});

describe("a list is atomic:", () => {
  test("nothing is written if one of a thousand values is invalid, or if there are a thousand and one", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    const list = (count: number) => Array.from({ length: count }, () => ({ product: id, measurement_value: 50 }));
    const wrong: [one: object, status: number, code: string, path?: string][] = [
      [{ product: id, measurement_value: "x" }, 422, "does_not_fit", "500.measurement_value"],
      [{ product: id }, 422, "does_not_fit", "500.measurement_value"],
      [{ product: 99, measurement_value: 1 }, 404, "product_not_found"],
      [{ product: id, measurement_value: 1, measured_at: "2999-01-01T00:00:00Z" }, 422, "future_measurement", "500"],
      [{ product: id, measurement_value: 1, subgroup_number: 1 }, 422, "subgroup_over", "500"],
      [{ product: id, measurement_value: 1, sample_number: 500 }, 409, "sample_repeated", "500"],
    ];
    for (const [one, status, code, path] of wrong) {
      const refused = await board.ask("POST", "/measurements", list(1000).with(500, one as never));
      expect([one, ...refusal(refused)]).toEqual([one, status, code, path]);
      expect(await board.count(id)).toBe(0);
    }
    expect(refusal(await board.ask("POST", "/measurements", list(1001)))).toEqual([422, "does_not_fit", ""]);
    expect(refusal(await board.ask("POST", "/measurements", []))).toEqual([422, "does_not_fit", ""]);
    expect((await board.ask("GET", "/measurements")).body).toEqual([]);
    const { status, body } = await board.ask("POST", "/measurements", list(1000));
    expect([status, body.length, await board.count(id)]).toEqual([201, 1000, 1000]);
    expect(places(body.slice(998))).toEqual([
      [999, 999],
      [1000, 1000],
    ]);
  });

  test("values of two products each get their own subgroups, and are answered in the order they were sent", async () => {
    await using board = await openBoard();
    await board.product();
    await board.product({ subgroup_size: 2 });
    const inputs = [2, 1, 2, 1, 2].map((product, n) => ({ product, measurement_value: n }));
    const { body } = await board.ask("POST", "/measurements", inputs);
    expect(body.map((one: Measurement) => [one.product_code, one.measurement_value, one.subgroup_number])).toEqual([
      ["P-2", 0, 1],
      ["P-1", 1, 1],
      ["P-2", 2, 1],
      ["P-1", 3, 2],
      ["P-2", 4, 2],
    ]);
    const refused = await board.ask("POST", "/measurements", [...inputs, { product: 3, measurement_value: 1 }]);
    expect(refused).toEqual({ status: 404, body: unknown });
    expect([await board.count(1), await board.count(2)]).toEqual([2, 3]);
    expect(places((await board.ask("POST", "/measurements", inputs.slice(0, 2))).body)).toEqual([
      [2, 4],
      [3, 3],
    ]);
  });
});

test("a value that is not a number, or too large, is rejected", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const bodies: [value: string, status: number][] = [
    ["NaN", 400],
    ["Infinity", 400],
    ["1,5", 400],
    ["", 400],
    ['"NaN"', 422],
    ['"1.5"', 422],
    ["1e999", 422],
    ["-1e999", 422],
    ["1e308", 422],
    ["-1e308", 422],
    ["1000000000001", 422],
    ["null", 422],
    ["true", 422],
    ["[1]", 422],
    ["{}", 422],
  ];
  for (const [value, status] of bodies) {
    const one = `{"product": ${id}, "measurement_value": ${value}}`;
    for (const body of [one, `[${one}]`]) {
      const answer = await board.send("/measurements", body);
      expect([body, answer.status]).toEqual([body, status]);
    }
  }
  for (const body of ["7", '"x"', "null", "[[]]", "[null]"]) {
    expect([body, (await board.send("/measurements", body)).status]).toEqual([body, 422]);
  }
  for (const field of ["product", "sample_number", "subgroup_number"]) {
    for (const number of [0, -1, 1.5, "1", 2 ** 53, 2 ** 53 - 1, true].slice(0, field === "product" ? 5 : 7)) {
      const { status } = await board.ask("POST", "/measurements", {
        product: id,
        measurement_value: 1,
        [field]: number,
      });
      expect([field, number, status]).toEqual([field, number, 422]);
    }
  }
  expect(await board.count(id)).toBe(0);
  for (const value of ["1e12", "-1e12", "-0", "5e-324"]) {
    expect((await board.send("/measurements", `{"product": ${id}, "measurement_value": ${value}}`)).status).toBe(201);
  }
});

test("a body must be declared as JSON", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const body = `{"product": ${id}, "measurement_value": 1}`;
  for (const type of ["text/plain", "text/csv", "application/x-www-form-urlencoded"]) {
    const refused = await board.send("/measurements", body, { "Content-Type": type });
    expect(refused.body).toEqual(problem(415, "wrong_media_type", "Send this as application/json."));
  }
  expect(await board.count(id)).toBe(0);
});

test("a measurement may be old, a little ahead, and in any time zone, but not in the future", async () => {
  await using board = await openBoard({ now: () => now });
  const { id } = await board.product();
  const times: [measured_at: string | null, expected: string | number][] = [
    ["1999-12-31T23:59:59.999Z", "1999-12-31T23:59:59.999Z"],
    ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
    ["1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000Z"],
    ["2026-03-02T19:00:00+09:00", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T05:30:00.1239-04:30", "2026-03-02T10:00:00.123Z"],
    ["2026-03-02T10:04:00Z", "2026-03-02T10:04:00.000Z"],
    ["2026-03-02T10:05:00Z", "2026-03-02T10:05:00.000Z"],
    [null, "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T10:05:00.001Z", 422],
    ["2026-03-02T10:00:00-01:00", 422],
    ["2026-03-02T10:00:00", 422],
    ["2026-03-02", 422],
    ["2026-02-29T10:00:00Z", 422],
    ["yesterday", 422],
    ["", 422],
  ];
  for (const [measured_at, expected] of times) {
    const { status, body } = await board.ask("POST", "/measurements", {
      product: id,
      measurement_value: 1,
      measured_at,
    });
    expect([measured_at, status === 201 ? body.measured_at : status]).toEqual([measured_at, expected]);
  }
  const number = { product: id, measurement_value: 1, measured_at: now };
  expect(refusal(await board.ask("POST", "/measurements", number))).toEqual([422, "does_not_fit", "measured_at"]);
});

test("measurements are read newest first, by product, and page by page", async () => {
  await using board = await openBoard();
  await board.product();
  await board.product();
  await board.measure(1, [1, 2, 3]);
  await board.measure(2, [4]);
  await board.measure(1, [5]);
  const pages: [query: string, ids: number[] | number][] = [
    ["", [5, 4, 3, 2, 1]],
    ["?product=1", [5, 3, 2, 1]],
    ["?product=2", [4]],
    ["?product=1&limit=2", [5, 3]],
    ["?product=1&limit=2&before=3", [2, 1]],
    ["?before=1", []],
    ["?before=99&limit=1", [5]],
    ["?product=3", 404],
    ["?product=x", 422],
    ["?limit=0", 422],
    ["?limit=1001", 422],
    ["?limit=1.5", 422],
    ["?before=0", 422],
  ];
  for (const [query, expected] of pages) {
    const { status, body } = await board.ask("GET", `/measurements/${query}`);
    expect([query, status === 200 ? body.map(({ id }: Measurement) => id) : status]).toEqual([query, expected]);
  }
});

describe("an Idempotency-Key writes once", () => {
  test("and repeats the answer to its sender; for another sender it is another key", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    const { token } = await board.device();
    const value = JSON.stringify({ product: id, measurement_value: 50 });
    const send = (key: string, body = value, headers = {}) =>
      board.send("/measurements", body, { ...json, "Idempotency-Key": key, ...headers });
    const first = await send("a");
    expect([await send("a"), await board.count(id)]).toEqual([first, 1]);
    const list = await send("b", `[${value}, ${value}]`);
    expect([await send("b", `[${value}, ${value}]`), await board.count(id)]).toEqual([list, 3]);
    const device = { Authorization: `Bearer ${token}` };
    expect([(await send("a", value, device)).body.id, await board.count(id)]).toEqual([4, 4]);
    expect((await send("x".repeat(65))).status).toBe(422);
    await board.send("/measurements", '{"product": 99, "measurement_value": 1}', { ...json, "Idempotency-Key": "c" });
    expect([(await send("c")).body.id, await board.count(id)]).toEqual([5, 5]);
  });

  test("even if it is sent ten times at once", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    const headers = { ...json, "Idempotency-Key": "k" };
    const body = `{"product": ${id}, "measurement_value": 50}`;
    const all = await Promise.all(Array.from({ length: 10 }, () => board.send("/measurements", body, headers)));
    expect(all).toEqual(all.map(() => ({ status: 201, body: expect.objectContaining({ id: 1 }) })));
    expect(await board.count(id)).toBe(1);
  });

  test("even if the measurement was deleted since", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    const headers = { ...json, "Idempotency-Key": "k" };
    const body = `{"product": ${id}, "measurement_value": 50}`;
    await board.send("/measurements", body, headers);
    await board.ask("DELETE", "/measurements/1");
    const gone = problem(
      404,
      "measurement_not_found",
      "There is no such measurement.",
      "What this key wrote is taken back.",
    );
    expect(await board.send("/measurements", body, headers)).toEqual({ status: 404, body: gone });
    expect(await board.count(id)).toBe(0);
  });
});
