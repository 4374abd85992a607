/** Gauge studies over HTTP: created, measured by several people, corrected, evaluated and deleted; and who may do what. */
import { expect, test } from "bun:test";
import { aiag } from "../domain/spc/gauge-examples.ts";
import { openBoard, refusal, type TestBoard } from "../support/board-calls.ts";

const study = { name: "Calliper", operators: ["Ann", "Ben"], parts: ["1", "2", "3"], repeats: 2 };
const path = "/products/1/gauge-studies";
const cell = (operator: number, part: number, repeat: number, value: number | null) => ({
  operator,
  part,
  repeat,
  value,
});
const put = (board: TestBoard, values: object[], token?: string) =>
  board.ask("PUT", `${path}/1/values`, { values }, token ?? board.teacher);

test("AIAG's example is entered as a list and evaluated", async () => {
  await using board = await openBoard();
  await board.product({ lsl: -4, usl: 4 });
  const parts = Array.from({ length: 10 }, (_, n) => `Part ${n + 1}`);
  const made = await board.ask("POST", path, { name: "AIAG", operators: ["A", "B", "C"], parts, repeats: 3 });
  expect(made).toMatchObject({
    status: 201,
    body: { tolerance: 8, alpha: 0.05, sigmas: 6, measured: 0, analysis: null },
  });
  const order = made.body.runs.map(({ part }: { part: number }) => part);
  expect([order.length, order.slice(0, 30)]).not.toEqual([90, Array.from({ length: 30 }, (_, n) => (n % 10) + 1)]);
  const values = aiag.flatMap((part, p) =>
    part.flatMap((cells, o) => cells.map((x, r) => cell(o + 1, p + 1, r + 1, x))),
  );
  const { status, body } = await put(board, values);
  expect([status, body.measured, body.analysis.complete]).toEqual([200, 90, true]);
  const [gauge] = body.analysis.anova.components;
  expect(gauge.of_study).toBeCloseTo(27.86, 2);
  expect(gauge.of_tolerance).toBeCloseTo(22.68, 2);
  expect(body.analysis.average_range.ndc).toBe(5);
  const changed = await board.ask("PATCH", `${path}/1`, { tolerance: null, alpha: 1, sigmas: 5.15 });
  const [first] = changed.body.analysis.anova.components;
  expect([first.of_tolerance, changed.body.analysis.anova.pooled]).toEqual([null, null]);
  expect(first.study_variation).toBeCloseTo(5.15 * first.sd, 9);
});

test("a person corrects their own values, and only the teacher those of others", async () => {
  await using board = await openBoard();
  await board.product();
  await board.ask("POST", path, { ...study, order: "listed" });
  const [ann, ben] = [await board.device({ product_id: 1 }), await board.device({ name: "Other", product_id: 1 })];
  expect((await put(board, [cell(1, 1, 1, 10), cell(1, 2, 1, 11)], ann.token)).body.measured).toBe(2);
  expect((await put(board, [cell(1, 1, 1, 10.5)], ann.token)).status).toBe(200);
  expect(refusal(await put(board, [cell(2, 1, 1, 7), cell(1, 1, 1, 99)], ben.token))).toEqual([
    409,
    "gauge_value_taken",
    undefined,
  ]);
  const { body } = await board.ask("GET", `${path}/1`, undefined, ben.token);
  // The refused list left nothing behind.
  expect([body.measured, body.runs[0]]).toEqual([2, { operator: 1, part: 1, repeat: 1, value: 10.5 }]);
  expect((await put(board, [cell(1, 1, 1, null), cell(1, 2, 1, 12)])).body.measured).toBe(1);
});

test("a value that is only new replaces none, also if the same phone measured it", async () => {
  await using board = await openBoard();
  await board.product();
  await board.ask("POST", path, study);
  const { token } = await board.device({ product_id: 1 });
  const putNew = (values: object[], by = token) => board.ask("PUT", `${path}/1/values`, { values, only_new: true }, by);
  expect((await putNew([cell(1, 1, 1, 10)])).status).toBe(200);
  for (const by of [token, board.teacher])
    expect(refusal(await putNew([cell(1, 2, 1, 5), cell(1, 1, 1, 11)], by)).slice(0, 2)).toEqual([
      409,
      "gauge_value_taken",
    ]);
  // Sent again because its answer was lost.
  expect((await putNew([cell(1, 1, 1, 10)])).body.measured).toBe(1);
  expect((await put(board, [cell(1, 1, 1, 11)], token)).status).toBe(200);
});

test("who may do what", async () => {
  await using board = await openBoard();
  await board.product();
  const { token } = await board.device({ product_id: 1 });
  expect(refusal(await board.ask("POST", path, study, token)).slice(0, 2)).toEqual([403, "not_allowed"]);
  await board.ask("POST", path, study);
  expect((await board.ask("PATCH", `${path}/1`, { name: "x" }, token)).status).toBe(403);
  expect((await board.ask("DELETE", `${path}/1`, undefined, token)).status).toBe(403);
  for (const [method, route] of [
    ["GET", `${path}/1`],
    ["GET", "/gauge-studies"],
    ["PUT", `${path}/1/values`],
  ] as const) {
    expect(
      (await board.ask(method, route, method === "PUT" ? { values: [cell(1, 1, 1, 1)] } : undefined, null)).status,
    ).toBe(401);
  }
  // A device of one product sees the studies of that one.
  await board.product();
  await board.ask("POST", "/products/2/gauge-studies", study);
  const listed = async (key: string) =>
    (await board.ask("GET", "/gauge-studies", undefined, key)).body.map(({ id }: { id: number }) => id);
  expect([await listed(board.teacher), await listed(token)]).toEqual([[2, 1], [1]]);
  expect((await board.ask("GET", "/gauge-studies?product=2", undefined, token)).status).toBe(403);
  // A study is found under its own product only.
  expect(refusal(await board.ask("GET", `${path}/2`)).slice(0, 2)).toEqual([404, "study_not_found"]);
});

test("studies are deleted, also with their product", async () => {
  await using board = await openBoard();
  await board.product();
  await board.ask("POST", path, study);
  await put(board, [cell(1, 1, 1, 1)]);
  expect((await board.ask("DELETE", `${path}/1`)).status).toBe(204);
  expect((await board.ask("GET", `${path}/1`)).status).toBe(404);
  expect((await board.ask("POST", path, study)).body.measured).toBe(0);
  await board.ask("DELETE", "/products/1");
  expect((await board.ask("GET", "/gauge-studies")).body).toEqual([]);
});

test("an archived product takes no values", async () => {
  await using board = await openBoard();
  await board.product();
  await board.ask("POST", path, study);
  await board.ask("PATCH", "/products/1", { archived: true });
  for (const answer of [await put(board, [cell(1, 1, 1, 1)]), await board.ask("POST", path, study)])
    expect(refusal(answer).slice(0, 2)).toEqual([409, "product_archived"]);
  expect((await board.ask("GET", `${path}/1`)).status).toBe(200);
});

test("what does not fit is refused with its place", async () => {
  await using board = await openBoard();
  await board.product({ usl: null, lsl: 1 });
  const refused: [object, string][] = [
    [{ ...study, operators: ["Ann"] }, "operators"],
    [{ ...study, operators: ["Ann", "Ann"] }, "operators"],
    [{ ...study, parts: Array.from({ length: 51 }, (_, n) => String(n)) }, "parts"],
    [{ ...study, repeats: 1 }, "repeats"],
    [{ ...study, tolerance: 0 }, "tolerance"],
    [{ ...study, alpha: 2 }, "alpha"],
    [{ ...study, operator: [] }, "operator"],
    [{ ...study, parts: Array.from({ length: 50 }, (_, n) => String(n)), operators: [..."abcdefgh"], repeats: 3 }, ""],
  ];
  for (const [body, place] of refused) {
    expect([body, ...refusal(await board.ask("POST", path, body))]).toEqual([body, 422, "does_not_fit", place]);
  }
  const made = await board.ask("POST", path, study);
  // A specification with one limit has no width.
  expect(made.body.tolerance).toBeNull();
  expect(refusal(await board.ask("PATCH", `${path}/1`, { parts: ["a", "b"] }))).toEqual([422, "does_not_fit", "parts"]);
  for (const [values, place] of [
    [[cell(3, 1, 1, 1)], "values.0"],
    [[cell(1, 1, 1, 1), cell(1, 1, 3, 1)], "values.1"],
    [[cell(1, 0, 1, 1)], "values.0.part"],
    [[], "values"],
    [[cell(1, 1, 1, 1e13)], "values.0.value"],
  ] as const) {
    expect([values, ...refusal(await put(board, [...values]))]).toEqual([values, 422, "does_not_fit", place]);
  }
  for (const unknown of ["2", "0", "x"]) {
    expect(refusal(await board.ask("GET", `${path}/${unknown}`)).slice(0, 2)).toEqual([404, "study_not_found"]);
  }
});

test("a product has at most 50 studies", async () => {
  await using board = await openBoard({ rateLimit: 1000 });
  await board.product();
  for (let n = 0; n < 50; n++) expect((await board.ask("POST", path, study)).status).toBe(201);
  expect(refusal(await board.ask("POST", path, study)).slice(0, 2)).toEqual([409, "too_many_studies"]);
});
