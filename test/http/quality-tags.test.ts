/** Tags over HTTP: they come with measurements and tables, and points have those that all of their measurements have. */
import { expect, test } from "bun:test";
import { openBoard, refusal, type TestBoard } from "../support/board-calls.ts";

const send = (board: TestBoard, table: string) =>
  board.send("/products/1/measurements.csv", table, { "Content-Type": "text/csv" });
const tagsOfValues = async (board: TestBoard) =>
  (await board.ask("GET", "/measurements?product=1")).body.map(({ tags }: { tags: object }) => tags).reverse();
const tagsOfPoints = async (board: TestBoard) =>
  (await board.ask("GET", "/products/1/chart")).body.points.map(({ tags }: { tags?: object }) => tags ?? null);

const kim = { operator: "Kim", lot: "A-17" };
const lee = { operator: "Lee", lot: "A-17" };

test("measurements of one call have their own tags; a single one and its point, too", async () => {
  await using board = await openBoard();
  await board.product();
  const of = (tags: object | undefined) => ({ product: 1, measurement_value: 50, ...(tags && { tags }) });
  expect((await board.ask("POST", "/measurements", of({ " Operator ": " Kim ", lot: "A-17" }))).status).toBe(201);
  expect((await board.ask("POST", "/measurements", [of(lee), of(undefined), of({})])).status).toBe(201);
  expect(await tagsOfValues(board)).toEqual([kim, lee, {}, {}]);
  expect(await tagsOfPoints(board)).toEqual([kim, lee, null, null]);
  expect((await board.ask("GET", "/products/1/points/2")).body).toMatchObject({
    tags: lee,
    measurements: [{ tags: lee }],
  });
});

test("a point has the tags that all of its measurements have, however they arrived", async () => {
  await using board = await openBoard();
  await board.product({ subgroup_size: 2 });
  const of = (tags: object) => ({ product: 1, measurement_value: 50, tags });
  await board.ask("POST", "/measurements", of(kim));
  await board.ask("POST", "/measurements", [of(lee), of(kim), of(kim), of(lee)]);
  await send(board, "measurement_value,operator\n50,Lee\n51,\n52,Lee\n53,Lee");
  expect(await tagsOfPoints(board)).toEqual([{ lot: "A-17" }, kim, { operator: "Lee" }, null]);
});

test("a table has tags in the columns operator, shift, machine and lot, and in those named tag:…", async () => {
  await using board = await openBoard();
  await board.product();
  const table = 'Measurement_Value;Shift;note;tag:Cavity\n50,5;early;x;2\n51;;;\n52;late;;"a;b"';
  expect((await send(board, table)).body).toEqual({ created: 3 });
  expect(await tagsOfValues(board)).toEqual([{ Cavity: "2", shift: "early" }, {}, { Cavity: "a;b", shift: "late" }]);
});

test("tags that do not fit are refused, and nothing of the list is written", async () => {
  const wrong: [what: string, tags: unknown][] = [
    ["a name without letters", { "": "x" }],
    ["a name with an arrow", { "a→b": "x" }],
    ["a long name", { ["a".repeat(31)]: "x" }],
    ["an empty value", { lot: " " }],
    ["a long value", { lot: "x".repeat(61) }],
    ["a number", { lot: 17 }],
    ["nine tags", Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`tag ${n}`, "x"]))],
    ["a list", ["lot"]],
  ];
  await using board = await openBoard();
  await board.product();
  const good = { product: 1, measurement_value: 1 };
  for (const [what, tags] of wrong) {
    const answer = await board.ask("POST", "/measurements", [good, { ...good, tags }]);
    expect([what, answer.status]).toEqual([what, 422]);
  }
  const answer = await send(board, `measurement_value,lot\n1,x\n2,${"y".repeat(61)}`);
  expect(refusal(answer)[0]).toBe(422);
  expect(JSON.stringify(answer.body)).toContain("line 3: lot");
  expect(await board.count(1)).toBe(0);
});

test("the different tags of a product are bounded; known ones are still accepted", async () => {
  await using board = await openBoard();
  await board.product();
  const named = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({ product: 1, measurement_value: 1, tags: { lot: `L${from + n}` } }));
  expect((await board.ask("POST", "/measurements", named(0, 1000))).status).toBe(201);
  const over = await board.ask("POST", "/measurements", named(1000, 1001));
  expect(refusal(over).slice(0, 2)).toEqual([409, "too_many_tags"]);
  const table = await send(board, "measurement_value,lot\n1,L3\n1,L2000");
  expect(JSON.stringify(table.body)).toContain("line 3");
  expect((await board.ask("POST", "/measurements", named(5, 6))).status).toBe(201);
  expect(await board.count(1)).toBe(1001);
});

test("the teacher chooses which tags the pad asks for; a device reads them, with the values that were used", async () => {
  await using board = await openBoard();
  await board.product();
  const { token } = await board.device({ product_id: 1 });
  const asked = [{ name: "Operator", values: ["Kim", "Lee", "Kim"] }, { name: "lot" }];
  expect((await board.ask("PUT", "/products/1/tags", asked)).status).toBe(200);
  await board.ask("POST", "/measurements", {
    product: 1,
    measurement_value: 1,
    tags: { operator: "Park", shift: "2" },
  });
  await board.ask("POST", "/measurements", { product: 1, measurement_value: 1, tags: { operator: "Kim" } }, token);
  expect((await board.ask("GET", "/products/1/tags", undefined, token)).body).toEqual([
    { name: "operator", is_asked: true, offered: ["Kim", "Lee"], used: ["Park"] },
    { name: "lot", is_asked: true, offered: [], used: [] },
    { name: "shift", is_asked: false, offered: [], used: ["2"] },
  ]);
  expect((await board.ask("PUT", "/products/1/tags", [], token)).status).toBe(403);
  const twice = await board.ask("PUT", "/products/1/tags", [{ name: "lot" }, { name: "LOT" }]);
  expect(twice.status).toBe(422);
});

test("tags are corrected like values: the point and comparisons follow, and the history has the old ones", async () => {
  await using board = await openBoard();
  await board.product({ subgroup_size: 2 });
  const of = (tags: object) => ({ product: 1, measurement_value: 50, tags });
  const [first] = (await board.ask("POST", "/measurements", [of(kim), of(lee), of(lee), of(lee)])).body;
  const strata = async () =>
    (await board.ask("POST", "/products/1/strata", { tag: "operator" })).body.strata.map(
      ({ value, count, points }: { value: string; count: number; points: number }) => [value, count, points],
    );
  expect(await strata()).toEqual([
    ["Kim", 1, 0],
    ["Lee", 3, 1],
  ]);
  const corrected = await board.ask("PATCH", `/measurements/${first.id}`, { tags: { lot: "A-17", Operator: " Lee " } });
  expect([corrected.status, corrected.body.tags, corrected.body.measurement_value]).toEqual([200, lee, 50]);
  expect(await tagsOfPoints(board)).toEqual([lee, lee]);
  expect(await strata()).toEqual([["Lee", 4, 2]]);
  await board.ask("PATCH", `/measurements/${first.id}`, { measurement_value: 51 });
  await board.ask("PATCH", `/measurements/${first.id}`, { tags: {} });
  expect(await tagsOfPoints(board)).toEqual([null, lee]);
  expect((await board.ask("DELETE", `/measurements/${first.id}`)).status).toBe(204);
  const history = (await board.ask("GET", "/products/1/corrections")).body;
  expect(history.map(({ old_tags, new_tags }: { old_tags: object; new_tags: object }) => [old_tags, new_tags])).toEqual(
    [
      [{}, null],
      [lee, {}],
      [lee, lee],
      [kim, lee],
    ],
  );
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`tag ${n}`, "x"]));
  expect((await board.ask("PATCH", `/measurements/${first.id + 1}`, { tags: many })).status).toBe(422);
});

test("values are compared by who measured them: by name for teachers, by number for others", async () => {
  await using board = await openBoard();
  await board.product({ subgroup_size: 2 });
  const device = (await board.ask("POST", "/devices", { name: "Phone", product_id: 1 })).body;
  const measure = (values: number[], token?: string) =>
    board.ask(
      "POST",
      "/measurements",
      values.map((measurement_value) => ({ product: 1, measurement_value })),
      ...(token ? [token] : []),
    );
  await measure([50, 51, 52]);
  await measure([53, 54, 55], device.token);
  const strata = async (token?: string) =>
    (await board.ask("POST", "/products/1/strata", { tag: "@measured_by" }, ...(token ? [token] : []))).body.strata.map(
      ({ value, count, points }: { value: string; count: number; points: number }) => [value, count, points],
    );
  // The second subgroup has a value of each.
  expect(await strata()).toEqual([
    ["Teacher", 3, 1],
    ["Phone", 3, 1],
  ]);
  const numbers = (await strata(device.token)).map(([value]: [string]) => value);
  expect(numbers).toHaveLength(2);
  expect(numbers.every((value: string) => /^#\d+$/.test(value))).toBe(true);
});
