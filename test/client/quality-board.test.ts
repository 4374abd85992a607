import { describe, expect, test } from "bun:test";
import { openBoard } from "../../src/client/board.ts";
import { grow, putAlert } from "../../src/client/board-fold.ts";
import type { AlertQuery, CurrentCapability, QualityApi } from "../../src/client/quality-api.ts";
import { Refusal } from "../../src/client/refusal.ts";
import type { AlertRecord } from "../../src/domain/spc/alert.ts";
import type { Chart, ChartGrown, ChartPoint } from "../../src/domain/spc/chart.ts";
import type { Product } from "../../src/domain/spc/product.ts";
import { at, testClock, testNetwork } from "./support.ts";

const point = (n: number): ChartPoint => ({
  subgroup_number: n,
  value: n,
  secondary: n > 1 ? 1 : null,
  violations: [],
  is_within_control: true,
  limits_version: 0,
  measured_at: at,
  excluded: false,
  cause: null,
});
const points = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => point(from + n));
const grown = (from: number, to: number): ChartGrown => ({
  product_id: 1,
  center: 1,
  ucl: 2,
  lcl: 0,
  secondary: { center: 1, ucl: 3, lcl: 0 },
  sigma_within: 1,
  estimator: "MR-bar/d2",
  limits_version: null,
  points: points(from, to),
  points_total: to,
  filling: null,
});
const chart = (to: number, last = 200): Chart => ({
  ...grown(Math.max(1, to - last + 1), to),
  chart: "i-mr",
  spec: { lsl: 0, usl: 9, target: null },
});
const product = (id = 1): Product => ({
  id,
  code: `P${id}`,
  name: `Product ${id}`,
  unit: null,
  lsl: 0,
  usl: 9,
  target: null,
  subgroup_size: 1,
  chart: "i-mr",
  rules: [1, 2, 5, 6],
  measurements: 3,
  open_alerts: 0,
  limits_version: null,
  owner: null,
  permission: "own" as const,
  created_at: at,
  folder_id: null,
  archived: false,
  simulation: null,
});
const alert = (id: number, status: AlertRecord["status"] = "OPEN"): AlertRecord => ({
  id,
  product_id: 1,
  product_code: "P1",
  product_name: "Product 1",
  alert_type: "OUT_OF_SPEC",
  priority: 4,
  title: "t",
  message: "m",
  status,
  created_at: at,
  detail: null,
  acknowledged_at: null,
  resolved_at: null,
});
const capability: CurrentCapability = {
  product_id: 1,
  product_code: "P1",
  cp: 1,
  cpk: 1,
  pp: 1,
  ppk: 1,
  analyzed_at: at,
  count: 3,
  mean: 2,
  sigma_within: 1,
  sigma_overall: 1,
  estimator: "MR-bar/d2",
  range: { from_subgroup: 1, to_subgroup: 3, limits_version: null },
  points: 3,
  short_subgroups: [],
  is_sufficient: false,
  signals: 0,
  expected_signals: 0.1,
  is_stable: true,
  intervals: { cp: null, cpk: null, pp: null, ppk: null },
  expected_ppm: { within: 0, overall: 0 },
  histogram: [],
};

/** Runs everything that is already due. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const indices = (of: Chart | undefined) => of?.points.map(({ subgroup_number }) => subgroup_number);

/** A board with a test server whose data is `server`; `calls` lists the calls that were made. */
function open(only?: number, folder?: number) {
  const clock = testClock();
  const network = testNetwork();
  const calls: string[] = [];
  const server = { total: 3, alerts: [] as AlertRecord[], products: [product(1)], down: false };
  const reported: number[] = [];
  let gate: Promise<void> | undefined;
  const answer = async <T>(name: string, data: () => T): Promise<T> => {
    calls.push(name);
    if (server.down) throw new Refusal("unreachable", "down");
    const now = data();
    await gate;
    return now;
  };
  const api = {
    products: () => answer("products", () => server.products),
    product: () => answer("product", () => product(1)),
    chart: (_: number, last: number) => answer("chart", () => chart(server.total, last)),
    capability: () => answer("capability", () => capability),
    alerts: ({ folder }: AlertQuery) =>
      answer(folder === undefined ? "alerts" : `alerts of folder ${folder}`, () => server.alerts),
  } as unknown as QualityApi;
  const board = openBoard({
    product: only,
    folder,
    api,
    base: "ws://host/ws/live/spc",
    last: 5,
    openSocket: network.openSocket,
    clock,
    random: () => 0.5,
  });
  board.onAlert(({ id }) => reported.push(id));
  const welcome = async () => {
    network.last.opens();
    network.last.says({ type: "welcome", data: { server_time: at, product_id: only ?? null } });
    await settle();
  };
  const sends = (type: string, data: unknown) => network.last.says({ type, at, data });
  return {
    board,
    clock,
    network,
    calls,
    server,
    reported,
    welcome,
    sends,
    /** Delays all further answers until the returned function is called. */
    delayAnswers() {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        gate = undefined;
        release();
      };
    },
  };
}

describe("a chart that grows", () => {
  test("adds the points that it does not have, and keeps the newest", () => {
    expect(indices(grow(chart(3), grown(3, 5), 4))).toEqual([2, 3, 4, 5]);
  });
  test("adds no point twice, and takes over the current limits", () => {
    const before = chart(5);
    const after = grow(before, { ...grown(5, 5), ucl: 7 }, 10);
    expect([indices(after), after?.ucl]).toEqual([indices(before) ?? [], 7]);
  });
  test("is discarded if points are missing in between", () => {
    expect(grow(chart(3), grown(5, 6), 10)).toBeUndefined();
  });
  test("ignores frames that are older than what was read", () => {
    const before = chart(5);
    expect(grow(before, grown(4, 4), 10)).toBe(before);
  });
});

test("the list has each alert once, with its current status, newest first", () => {
  const two = putAlert(putAlert([], alert(1)), alert(2));
  expect(putAlert(two, alert(1, "RESOLVED")).map(({ id, status }) => [id, status])).toEqual([
    [2, "OPEN"],
    [1, "RESOLVED"],
  ]);
});

test("the board of a folder shows and reports only alerts of its products", async () => {
  const { board, server, welcome, sends, reported, calls } = open(undefined, 7);
  server.alerts = [{ ...alert(2), product_id: 5 }, alert(1)];
  await welcome();
  sends("alert.raised", { ...alert(3), product_id: 5 });
  sends("alert.raised", alert(4));
  await settle();
  expect(board.state().alerts.map(({ id }) => id)).toEqual([4, 1]);
  expect(reported).toEqual([4]);
  expect(calls).toContain("alerts of folder 7");
});

describe("the board of one product", () => {
  test("reads everything after the welcome, and then applies what arrives", async () => {
    const { board, welcome, calls, sends, network } = open(1);
    expect(network.last.url).toBe("ws://host/ws/live/spc/1?refusals=close");
    await welcome();
    expect(calls.toSorted()).toEqual(["alerts", "capability", "chart", "product"]);
    expect(board.state().capability).toEqual(capability);
    sends("chart.grown", grown(4, 4));
    expect(indices(board.state().charts.get(1))).toEqual([1, 2, 3, 4]);
  });

  test("reads the chart again if points are missing", async () => {
    const { board, welcome, calls, sends, server } = open(1);
    await welcome();
    server.total = 9;
    sends("chart.grown", grown(9, 9));
    await settle();
    expect(calls.filter((name) => name === "chart").length).toBe(2);
    expect(indices(board.state().charts.get(1))).toEqual([5, 6, 7, 8, 9]);
  });

  test("reads the chart again, once for many values, if new points move the earlier ones", async () => {
    const { welcome, calls, sends, clock } = open(1);
    const reads = () => calls.filter((name) => name === "chart").length;
    const carried = (number: number): ChartGrown => ({
      ...grown(number, number),
      points: points(number, number).map((point) => ({ ...point, track: { n: number, value: 1 } })),
    });
    await welcome();
    // Frozen lines do not move.
    sends("chart.grown", { ...carried(4), limits_version: 1 });
    clock.pass(2000);
    await settle();
    expect(reads()).toBe(1);
    sends("chart.grown", carried(5));
    sends("chart.grown", carried(6));
    await settle();
    expect(reads()).toBe(1);
    clock.pass(2000);
    await settle();
    expect(reads()).toBe(2);
  });

  test("loses nothing that arrives while the chart is being read", async () => {
    const { board, welcome, sends, delayAnswers } = open(1);
    const release = delayAnswers();
    await welcome();
    sends("chart.grown", grown(3, 4));
    sends("chart.grown", grown(5, 5));
    expect(board.state().charts.size).toBe(0);
    release();
    await settle();
    expect(indices(board.state().charts.get(1))).toEqual([1, 2, 3, 4, 5]);
  });

  test("catches up after a reconnect, and reports the alerts that were raised meanwhile", async () => {
    const { board, welcome, network, clock, server, reported } = open(1);
    server.alerts = [alert(1)];
    await welcome();
    expect(reported).toEqual([]);
    network.last.drops(1006);
    expect(board.state().link.is).toBe("reconnecting");
    expect(indices(board.state().charts.get(1))).toEqual([1, 2, 3]);
    server.total = 6;
    server.alerts = [alert(3), alert(2), alert(1, "ACKNOWLEDGED")];
    clock.pass(1000);
    await welcome();
    expect(indices(board.state().charts.get(1))).toEqual([2, 3, 4, 5, 6]);
    expect(board.state().alerts.map(({ status }) => status)).toEqual(["OPEN", "OPEN", "ACKNOWLEDGED"]);
    expect(reported).toEqual([2, 3]);
  });

  test("retries reads that failed while it is connected", async () => {
    const { board, welcome, clock, server } = open(1);
    server.down = true;
    await welcome();
    expect(board.state().problem?.code).toBe("unreachable");
    server.down = false;
    clock.pass(10_000);
    await settle();
    expect(board.state().products).toEqual([product(1)]);
    expect(board.state().problem).toBeUndefined();
  });

  test("reads the capability twice for a thousand frames", async () => {
    const { welcome, sends, calls, clock } = open(1);
    await welcome();
    for (let n = 4; n < 1004; n++) sends("chart.grown", grown(n, n));
    clock.pass(2000);
    await settle();
    expect(calls.filter((name) => name === "capability").length).toBe(2);
  });

  test("closes if the product is deleted", async () => {
    const { board, welcome, network } = open(1);
    await welcome();
    network.last.drops(4404);
    await settle();
    expect(board.state().link).toEqual({ is: "closed", reason: "deleted" });
  });
});

describe("the board of all products", () => {
  test("adds products that are created, and removes those that are deleted", async () => {
    const { board, welcome, sends, server } = open();
    await welcome();
    server.products = [product(1), product(2)];
    sends("product.changed", { product_id: 2, change: "made" });
    await settle();
    expect([...board.state().charts.keys()]).toEqual([1, 2]);
    sends("product.changed", { product_id: 1, change: "deleted" });
    expect(board.state().products?.map(({ id }) => id)).toEqual([2]);
    expect([...board.state().charts.keys()]).toEqual([2]);
  });

  test("removes the alerts of a deleted product", async () => {
    const { board, welcome, sends, server } = open();
    server.products = [product(1), product(2)];
    server.alerts = [{ ...alert(2), product_id: 2 }, alert(1)];
    await welcome();
    sends("product.changed", { product_id: 1, change: "deleted" });
    expect(board.state().alerts.map(({ id }) => id)).toEqual([2]);
  });

  test("loses no alert that is raised or changed while alerts are being read, and reports each once", async () => {
    const { board, welcome, sends, server, reported, delayAnswers, network, clock } = open();
    server.alerts = [alert(1)];
    await welcome();
    network.last.drops(1006);
    server.alerts = [alert(2), alert(1)];
    clock.pass(1000);
    const release = delayAnswers();
    await welcome();
    sends("alert.raised", alert(3));
    sends("alert.changed", alert(1, "RESOLVED"));
    release();
    await settle();
    expect(board.state().alerts.map(({ id, status }) => `${id} ${status}`)).toEqual(["3 OPEN", "2 OPEN", "1 RESOLVED"]);
    expect(reported.toSorted()).toEqual([2, 3]);
  });

  test("shows a raised alert at once and reports it once; reads the counts again, once for many alerts", async () => {
    const { board, welcome, sends, reported, calls, clock } = open();
    await welcome();
    for (const id of [1, 2, 3]) sends("alert.raised", alert(id));
    sends("alert.changed", alert(2, "ACKNOWLEDGED"));
    expect(board.state().alerts.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "3 OPEN",
      "2 ACKNOWLEDGED",
      "1 OPEN",
    ]);
    expect(reported).toEqual([1, 2, 3]);
    clock.pass(1000);
    await settle();
    expect(calls.filter((name) => name === "products").length).toBe(2);
  });
});
