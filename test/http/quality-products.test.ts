import { expect, test } from "bun:test";
import { openBoard, refusal } from "../support/board-calls.ts";
import { problem } from "../support/knock.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const unknown = problem(404, "product_not_found", "There is no such product.");
const bolt = {
  id: 1,
  code: "BOLT",
  name: "Bolt",
  unit: null,
  lsl: 9,
  usl: 11,
  target: null,
  subgroup_size: 1,
  chart: "i-mr",
  options: {},
  rules: [1, 2, 5, 6],
  measurements: 0,
  open_alerts: 0,
  owner: { id: 1, name: "Teacher" },
  permission: "own",
  limits_version: null,
  created_at: "2026-03-02T10:00:00.000Z",
  folder_id: null,
  archived: false,
  simulation: null,
};

test("a product is created, listed and read, with or without a trailing slash", async () => {
  await using board = await openBoard({ now: () => now });
  const made = await board.ask("POST", "/products/", { code: " BOLT ", name: "Bolt", lsl: 9, usl: 11 });
  expect(made).toEqual({ status: 201, body: bolt });
  const nut = { code: "NUT", name: "Nut", usl: 5, target: 4.5, subgroup_size: 5, chart: "xbar-s", rules: [1, 8] };
  const second = { ...bolt, ...nut, id: 2, lsl: null };
  expect(await board.ask("POST", "/products", nut)).toEqual({ status: 201, body: second });
  for (const slash of ["", "/"]) {
    expect(await board.ask("GET", `/products${slash}`)).toEqual({ status: 200, body: [second, bolt] });
    expect(await board.ask("GET", `/products/1${slash}`)).toEqual({ status: 200, body: bolt });
    const patched = { status: 200, body: { ...bolt, target: 10 } };
    expect(await board.ask("PATCH", `/products/1${slash}`, { target: 10 })).toEqual(patched);
    expect(await board.ask("PATCH", `/products/1${slash}`, { target: null })).toEqual({ status: 200, body: bolt });
  }
});

test("a product can have a unit, which can be changed and removed", async () => {
  await using board = await openBoard();
  const { id, unit } = await board.product({ unit: " mm " });
  const changed = async (unit: unknown) => {
    const { status, body } = await board.ask("PATCH", `/products/${id}`, { unit });
    return [status, body.unit];
  };
  expect(unit).toBe("mm");
  expect(await changed("µm")).toEqual([200, "µm"]);
  expect((await board.ask("PATCH", `/products/${id}`, { name: "Other" })).body.unit).toBe("µm");
  expect(await changed(null)).toEqual([200, null]);
  for (const misfit of ["", "x".repeat(21), 5]) expect(await changed(misfit)).toEqual([422, undefined]);
});

test("the default chart depends on the subgroup size, and rules are stored once, in order", async () => {
  await using board = await openBoard();
  const charts = [];
  for (const subgroup_size of [1, 2, 10, 11, 25]) charts.push((await board.product({ subgroup_size })).chart);
  expect(charts).toEqual(["i-mr", "xbar-r", "xbar-r", "xbar-s", "xbar-s"]);
  const rules = [];
  for (const chosen of [[], [8, 1, 3], [2, 2, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8]]) {
    rules.push((await board.product({ rules: chosen })).rules);
  }
  expect(rules).toEqual([[], [1, 3, 8], [1, 2], [1, 2, 3, 4, 5, 6, 7, 8]]);
});

const makesNoSense: [misfit: object, path: string][] = [
  [{ lsl: 5, usl: 5 }, "lsl"],
  [{ lsl: 6, usl: 5 }, "lsl"],
  [{ target: -0.001 }, "target"],
  [{ target: 100.001 }, "target"],
  [{ lsl: null, usl: 5, target: 6 }, "target"],
  [{ lsl: 5, usl: null, target: 4 }, "target"],
  [{ lsl: "0" }, "lsl"],
  [{ lsl: -1e308 }, "lsl"],
  [{ usl: 1e308 }, "usl"],
  [{ target: 1e308 }, "target"],
  [{ subgroup_size: 0 }, "subgroup_size"],
  [{ subgroup_size: 201 }, "subgroup_size"],
  [{ subgroup_size: 1.5 }, "subgroup_size"],
  [{ subgroup_size: "5" }, "subgroup_size"],
  [{ subgroup_size: null }, "subgroup_size"],
  [{ chart: "i-mr", subgroup_size: 5 }, "chart"],
  [{ chart: "xbar-r" }, "chart"],
  [{ chart: "xbar-s", subgroup_size: 1 }, "chart"],
  [{ chart: "x" }, "chart"],
  [{ chart: "xbar-r", subgroup_size: 26 }, "chart"],
  [{ chart: "p", lsl: null, usl: null, subgroup_size: 5 }, "chart"],
  [{ chart: "p" }, "lsl"],
  [{ chart: "c", lsl: null, usl: null, target: 5 }, "lsl"],
  [{ chart: "p", lsl: null, usl: null, rules: [1, 5] }, "rules"],
  [{ chart: "ewma", rules: [2] }, "rules"],
  [{ options: { laney: true } }, "options.laney"],
  [{ chart: "ewma", options: { lambda: 0 } }, "options.lambda"],
  [{ chart: "ewma", options: { estimator: "pooled" } }, "options.estimator"],
  [{ chart: "c", lsl: null, usl: null, options: { sample_size: 5 } }, "options.sample_size"],
  [{ rules: [0] }, "rules.0"],
  [{ rules: [1, 9] }, "rules.1"],
  [{ rules: [1.5] }, "rules.0"],
  [{ rules: [1, 2, 3, 4, 5, 6, 7, 8, 8] }, "rules"],
  [{ rules: "all" }, "rules"],
  [{ code: "" }, "code"],
  [{ code: " \u0000\t " }, "code"],
  [{ code: "x".repeat(41) }, "code"],
  [{ code: 7 }, "code"],
  [{ code: undefined }, "code"],
  [{ name: "" }, "name"],
  [{ name: undefined }, "name"],
];

test("an invalid product or change is rejected, and the error names the field", async () => {
  await using board = await openBoard();
  await board.product();
  for (const [misfit, path] of makesNoSense) {
    const input = { code: "NEW", name: "New", lsl: 0, usl: 100, ...misfit };
    const refused = await board.ask("POST", "/products", input);
    expect([misfit, ...refusal(refused)]).toEqual([misfit, 422, "does_not_fit", path]);
    // What a change does not name stays as it is.
    if (Object.values(misfit).includes(undefined)) continue;
    const changed = await board.ask("PATCH", "/products/1", misfit);
    expect([misfit, ...refusal(changed)]).toEqual([misfit, 422, "does_not_fit", path]);
  }
  const left = (await board.ask("GET", "/products")).body as { code: string }[];
  expect(left.map(({ code }) => code)).toEqual(["P-1"]);
});

test("a product at the limits of what is valid is accepted", async () => {
  await using board = await openBoard();
  for (const edge of [
    { lsl: -1e12, usl: 1e12, target: 1e12 },
    { lsl: 0, usl: 5e-324, target: 0 },
    { lsl: null, usl: 0, target: -1e12 },
    { code: "x".repeat(40), name: "x".repeat(200) },
  ]) {
    expect(await board.product(edge)).toMatchObject(edge);
  }
});

test("the code of a product is unique, in upper and lower case", async () => {
  await using board = await openBoard();
  const taken = problem(409, "product_code_taken", "Another product has this code.");
  for (const [code, again] of [
    ["Bolt", "bOLT"],
    ["ÄRMEL", "ÄRMEL"],
    ["Öse", "öSE"],
    ["볼트", "볼트"],
  ] as const) {
    const { id } = await board.product({ code });
    const other = await board.product();
    const input = { code: again, name: "Other", usl: 1 };
    expect([code, await board.ask("POST", "/products", input)]).toEqual([code, { status: 409, body: taken }]);
    const renamed = await board.ask("PATCH", `/products/${other.id}`, { code: again });
    expect([code, renamed]).toEqual([code, { status: 409, body: taken }]);
    expect((await board.ask("PATCH", `/products/${id}`, { code: again })).body.code).toBe(again);
  }
});

test("a change sets the given fields only; null removes a limit", async () => {
  await using board = await openBoard({ now: () => now });
  await board.product({ code: "BOLT", name: "Bolt", lsl: 9, usl: 11, target: 10 });
  const changes: [change: object, expected: object][] = [
    [{}, { target: 10 }],
    [{ lsl: null }, { target: 10, lsl: null }],
    [{ target: null }, { lsl: null }],
    [
      { name: " Bolt M10 ", code: "M10" },
      { lsl: null, name: "Bolt M10", code: "M10" },
    ],
    [
      { lsl: 8, usl: null },
      { lsl: 8, usl: null, name: "Bolt M10", code: "M10" },
    ],
    [{ rules: [4, 3] }, { lsl: 8, usl: null, name: "Bolt M10", code: "M10", rules: [3, 4] }],
  ];
  for (const [change, expected] of changes) {
    const body = { ...bolt, ...expected };
    expect([change, await board.ask("PATCH", "/products/1", change)]).toEqual([change, { status: 200, body }]);
  }
  const { body } = await board.ask("PATCH", "/products/1", { lsl: null });
  expect([body.lsl, body.usl]).toEqual([null, null]);
});

test("subgroup size and chart can change until something is measured", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const drawn = async (change: object) => {
    const { status, body } = await board.ask("PATCH", `/products/${id}`, change);
    return [status, body.subgroup_size ?? body.code, body.chart];
  };
  expect(await drawn({ subgroup_size: 3 })).toEqual([200, 3, "xbar-r"]);
  expect(await drawn({ chart: "xbar-s" })).toEqual([200, 3, "xbar-s"]);
  expect(await drawn({ chart: "i-mr" })).toEqual([422, "does_not_fit", undefined]);
  expect(await drawn({ chart: "i-mr", subgroup_size: 1 })).toEqual([200, 1, "i-mr"]);
  expect(await drawn({ subgroup_size: 12 })).toEqual([200, 12, "xbar-s"]);

  const [measurement] = (await board.measure(id, [50])).body;
  const kept = [409, "product_measured", undefined];
  expect(await drawn({ subgroup_size: 5 })).toEqual(kept);
  expect(await drawn({ chart: "xbar-r" })).toEqual(kept);
  expect(await drawn({ subgroup_size: 12, chart: "xbar-s", usl: 90 })).toEqual([200, 12, "xbar-s"]);
  await board.ask("DELETE", `/measurements/${measurement.id}`);
  expect(await drawn({ subgroup_size: 1 })).toEqual([200, 1, "i-mr"]);
});

test("limits that were frozen for one chart do not apply to another", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const { body } = await board.measure(id, [10, 20, 30]);
  await board.ask("POST", `/products/${id}/limits`, {});
  for (const measurement of body) await board.ask("DELETE", `/measurements/${measurement.id}`);
  expect((await board.ask("PATCH", `/products/${id}`, { subgroup_size: 2 })).body.limits_version).toBeNull();
  expect((await board.ask("GET", `/products/${id}/chart`)).body).toMatchObject({ center: null, limits_version: null });
});

test("a deleted product disappears with all its data", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ usl: 1 });
  const [measurement] = (await board.measure(id, [5, 6])).body;
  await board.ask("POST", `/products/${id}/limits`, {});
  await board.ask("POST", `/products/${id}/capability`);
  expect((await board.ask("GET", "/alerts")).body.length).toBeGreaterThan(0);
  expect(await board.ask("DELETE", `/products/${id}/`)).toEqual({ status: 204, body: "" });
  for (const [method, path, body] of [
    ["GET", ""],
    ["PATCH", "", { name: "x" }],
    ["DELETE", ""],
    ["GET", "/chart"],
    ["GET", "/limits"],
    ["POST", "/limits", {}],
    ["GET", "/capability"],
    ["POST", "/capability"],
  ] as const) {
    const gone = await board.ask(method, `/products/${id}${path}`, body);
    expect([method, path, gone]).toEqual([method, path, { status: 404, body: unknown }]);
  }
  for (const path of [`/measurements?product=${id}`, `/alerts?product=${id}`]) {
    expect([path, (await board.ask("GET", path)).body]).toEqual([path, unknown]);
  }
  expect((await board.measure(id, [1])).body).toEqual(unknown);
  expect((await board.ask("DELETE", `/measurements/${measurement.id}`)).body.code).toBe("measurement_not_found");
  const lists = ["/products", "/measurements", "/alerts"].map(async (path) => (await board.ask("GET", path)).body);
  expect(await Promise.all(lists)).toEqual([[], [], []]);
  expect((await board.product({ code: "P-1" })).id).toBe(2);
});

test("an invalid id is answered with 404", async () => {
  await using board = await openBoard();
  await board.product();
  for (const id of ["0", "-1", "1.0", "01", "1e0", "abc", "99999", "9".repeat(30), "%00", "1%2f"]) {
    for (const path of ["", "/chart", "/limits", "/capability"]) {
      const { status } = await board.ask("GET", `/products/${id}${path}`);
      expect([id, path, status]).toEqual([id, path, 404]);
    }
  }
});
