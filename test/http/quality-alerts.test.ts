import { describe, expect, test } from "bun:test";
import { openBoard, refusal, type TestBoard } from "../support/board-calls.ts";
import { problem } from "../support/knock.ts";

const at = (time: string) => Date.parse(`2026-03-${time}Z`);
/** A board whose clock is set by hand. */
async function openClockedBoard(time: string) {
  const clock = { now: at(time) };
  const board = await openBoard({ now: () => clock.now });
  return { clock, ...board };
}
const raise = (board: TestBoard, input: object = {}) =>
  board.ask("POST", "/alerts/", { product: 1, title: "Look", ...input });
const ids = (alerts: { id: number }[]) => alerts.map(({ id }) => id);

test("an alert that a teacher raises has defaults for what is not given", async () => {
  await using board = await openClockedBoard("02T10:00:00");
  await board.product();
  const alert = {
    id: 1,
    product_id: 1,
    product_code: "P-1",
    product_name: "Product 1",
    alert_type: "CUSTOM",
    priority: 1,
    title: "Look",
    message: "",
    status: "OPEN",
    detail: null,
    created_at: "2026-03-02T10:00:00.000Z",
    acknowledged_at: null,
    resolved_at: null,
  };
  expect(await raise(board, { title: "  Look " })).toEqual({ status: 201, body: alert });
  const chosen = { alert_type: "OUT_OF_SPEC", priority: 4, message: "At the third machine" };
  expect(await raise(board, chosen)).toEqual({ status: 201, body: { ...alert, ...chosen, id: 2 } });
  expect((await board.ask("GET", "/alerts/")).body).toEqual([{ ...alert, ...chosen, id: 2 }, alert]);
  expect((await board.ask("GET", "/products/1")).body.open_alerts).toBe(2);
});

test("an invalid alert is rejected, and the error names the field", async () => {
  await using board = await openBoard();
  await board.product();
  for (const [input, path] of [
    [{ product: "1" }, "product"],
    [{ product: 0 }, "product"],
    [{ title: "" }, "title"],
    [{ title: " \n " }, "title"],
    [{ title: "x".repeat(201) }, "title"],
    [{ message: "x".repeat(2001) }, "message"],
    [{ message: 7 }, "message"],
    [{ alert_type: "ELSE" }, "alert_type"],
    [{ priority: 0 }, "priority"],
    [{ priority: 5 }, "priority"],
    [{ priority: 1.5 }, "priority"],
  ] as const) {
    expect([input, ...refusal(await raise(board, input))]).toEqual([input, 422, "does_not_fit", path]);
  }
  const unknown = problem(404, "product_not_found", "There is no such product.");
  expect(await raise(board, { product: 99 })).toEqual({ status: 404, body: unknown });
  expect((await board.ask("GET", "/alerts")).body).toEqual([]);
});

test("a value outside the specification raises an alert with the limit that it exceeds", async () => {
  await using board = await openBoard();
  await board.product({ lsl: 9, usl: 11 });
  await board.measure(1, [9, 11, 11.5]);
  await board.measure(1, [8.25]);
  const alerts = (await board.ask("GET", "/alerts?min_priority=4")).body;
  expect(alerts).toMatchObject([
    { alert_type: "OUT_OF_SPEC", priority: 4, detail: { subgroup_number: 4, value: 8.25, limit: 9 } },
    { alert_type: "OUT_OF_SPEC", priority: 4, detail: { subgroup_number: 3, value: 11.5, limit: 11 } },
  ]);
});

test("alerts are read newest first: by product, status and priority, and page by page", async () => {
  await using board = await openBoard();
  await board.product();
  await board.product();
  for (const [product, priority] of [
    [1, 1],
    [2, 4],
    [1, 3],
    [2, 2],
    [1, 4],
  ]) {
    await raise(board, { product, priority });
  }
  await board.ask("PATCH", "/alerts/2", { status: "RESOLVED" });
  await board.ask("PATCH", "/alerts/3", { status: "ACKNOWLEDGED" });
  for (const [query, expected] of [
    ["", [5, 4, 3, 2, 1]],
    ["?product=1", [5, 3, 1]],
    ["?status=OPEN", [5, 4, 1]],
    ["?status=ACKNOWLEDGED", [3]],
    ["?status=RESOLVED&product=1", []],
    ["?unresolved=true", [5, 4, 3, 1]],
    ["?unresolved=false", [5, 4, 3, 2, 1]],
    ["?unresolved=true&limit=1&before=3", [1]],
    ["?unresolved=perhaps", 422],
    ["?min_priority=3", [5, 3, 2]],
    ["?min_priority=3&product=2", [2]],
    ["?limit=2", [5, 4]],
    ["?limit=2&before=4", [3, 2]],
    ["?before=1", []],
    ["?product=99", 404],
    ["?status=open", 422],
    ["?min_priority=0", 422],
    ["?min_priority=5", 422],
    ["?limit=0", 422],
    ["?limit=201", 422],
    ["?before=x", 422],
  ] as const) {
    const { status, body } = await board.ask("GET", `/alerts${query}`);
    expect([query, status === 200 ? ids(body) : status]).toEqual([query, expected as any]);
  }
});

test("an alert goes from open to acknowledged to resolved, or to resolved at once, and never back", async () => {
  await using board = await openClockedBoard("02T10:00:00");
  await board.product();
  await raise(board);
  await raise(board);
  const move = async (id: number | string, status: string, time: string) => {
    board.clock.now = at(time);
    const answer = await board.ask("PATCH", `/alerts/${id}/`, { status });
    const { acknowledged_at, resolved_at } = answer.body;
    if (answer.status !== 200) return [answer.status, answer.body.code];
    return [answer.body.status, acknowledged_at?.slice(11, 16) ?? null, resolved_at?.slice(11, 16) ?? null];
  };
  expect(await move(1, "OPEN", "02T10:01:00")).toEqual(["OPEN", null, null]);
  expect(await move(1, "ACKNOWLEDGED", "02T10:02:00")).toEqual(["ACKNOWLEDGED", "10:02", null]);
  expect(await move(1, "ACKNOWLEDGED", "02T10:03:00")).toEqual(["ACKNOWLEDGED", "10:02", null]);
  expect(await move(1, "OPEN", "02T10:04:00")).toEqual([409, "alert_went_on"]);
  expect(await move(1, "RESOLVED", "02T10:05:00")).toEqual(["RESOLVED", "10:02", "10:05"]);
  expect(await move(1, "RESOLVED", "02T10:06:00")).toEqual(["RESOLVED", "10:02", "10:05"]);
  expect(await move(1, "ACKNOWLEDGED", "02T10:07:00")).toEqual([409, "alert_went_on"]);
  expect(await move(2, "RESOLVED", "02T10:08:00")).toEqual(["RESOLVED", null, "10:08"]);
  for (const id of [3, 0, -1, "x", "1.5"]) {
    expect([id, await move(id, "RESOLVED", "02T10:09:00")]).toEqual([id, [404, "alert_not_found"]]);
  }
  for (const status of ["resolved", "", "CLOSED"]) {
    expect([status, await move(1, status, "02T10:10:00")]).toEqual([status, [422, "does_not_fit"]]);
  }
  expect((await board.ask("GET", "/products/1")).body.open_alerts).toBe(0);
});

describe("the statistics of alerts", () => {
  test("count the alerts of the last days: by day, type, priority and product", async () => {
    await using board = await openClockedBoard("01T12:00:00");
    await board.product();
    await board.product();
    await raise(board);
    board.clock.now = at("03T23:59:59.999");
    await raise(board, { priority: 3, alert_type: "OUT_OF_CONTROL" });
    board.clock.now = at("04T00:00:00");
    await raise(board, { product: 2, priority: 3 });
    await raise(board, { priority: 2 });
    await board.ask("PATCH", "/alerts/4", { status: "RESOLVED" });
    board.clock.now = at("05T15:00:00");
    const one = { product_id: 1, product_code: "P-1", product_name: "Product 1" };
    const two = { product_id: 2, product_code: "P-2", product_name: "Product 2" };
    expect(await board.ask("GET", "/stats/?days=3")).toEqual({
      status: 200,
      body: {
        days: 3,
        from: "2026-03-03T00:00:00.000Z",
        total: 3,
        open: 3,
        by_day: [
          { date: "2026-03-03", count: 1 },
          { date: "2026-03-04", count: 2 },
          { date: "2026-03-05", count: 0 },
        ],
        by_type: [
          { alert_type: "CUSTOM", count: 2 },
          { alert_type: "OUT_OF_CONTROL", count: 1 },
        ],
        by_priority: [
          { priority: 3, count: 2 },
          { priority: 2, count: 1 },
        ],
        by_product: [
          { ...one, count: 2 },
          { ...two, count: 1 },
        ],
      },
    });
    const { days, by_day, total } = (await board.ask("GET", "/stats")).body;
    expect([days, by_day.length, total]).toEqual([7, 7, 4]);
  });

  test("begin each day at midnight of the reader's clock", async () => {
    await using board = await openClockedBoard("03T14:59:59.999");
    await board.product();
    await raise(board);
    board.clock.now = at("03T15:00:00");
    await raise(board);
    for (const [offset, from, by_day] of [
      [0, "2026-03-02T00:00:00.000Z", { "2026-03-02": 0, "2026-03-03": 2 }],
      [540, "2026-03-02T15:00:00.000Z", { "2026-03-03": 1, "2026-03-04": 1 }],
      [539, "2026-03-01T15:01:00.000Z", { "2026-03-02": 0, "2026-03-03": 2 }],
      [-900, "2026-03-02T15:00:00.000Z", { "2026-03-02": 1, "2026-03-03": 1 }],
      [-901, 422, {}],
      [901, 422, {}],
      ["x", 422, {}],
    ] as const) {
      const { status, body } = await board.ask("GET", `/stats?days=2&offset_minutes=${offset}`);
      const days = (body.by_day ?? []).map(({ date, count }: { date: string; count: number }) => [date, count]);
      const got = [offset, status === 200 ? body.from : status, Object.fromEntries(days)];
      expect(got).toEqual([offset, from, by_day]);
    }
    for (const days of ["0", "367", "1.5", "x"]) {
      expect(refusal(await board.ask("GET", `/stats?days=${days}`))).toEqual([422, "does_not_fit", "days"]);
    }
    expect((await board.ask("GET", "/stats?days=366")).body.by_day.length).toBe(366);
  });
});

test("notification preferences are each user's own, and are validated", async () => {
  await using board = await openBoard();
  const { token } = await board.device();
  const every = { products: null, min_priority: 1 };
  expect(await board.ask("GET", "/preferences/")).toEqual({ status: 200, body: every });
  for (const wants of [{ products: [1, 7], min_priority: 3 }, { products: [], min_priority: 4 }, every]) {
    expect(await board.ask("PUT", "/preferences/", wants)).toEqual({ status: 200, body: wants });
    expect((await board.ask("GET", "/preferences")).body).toEqual(wants);
    expect((await board.ask("GET", "/preferences", undefined, token)).body).toEqual(every);
  }
  for (const [misfit, path] of [
    [{ products: undefined }, "products"],
    [{ products: ["1"] }, "products.0"],
    [{ products: [1, 0] }, "products.1"],
    [{ products: Array.from({ length: 1001 }, (_, n) => n + 1) }, "products"],
    [{ min_priority: undefined }, "min_priority"],
    [{ min_priority: 0 }, "min_priority"],
    [{ min_priority: 5 }, "min_priority"],
    [{ min_priority: "2" }, "min_priority"],
  ] as const) {
    const refused = refusal(await board.ask("PUT", "/preferences", { ...every, ...misfit }));
    expect([misfit, ...refused]).toEqual([misfit, 422, "does_not_fit", path]);
  }
  expect((await board.ask("GET", "/preferences")).body).toEqual(every);
});

test("a page of long alerts ends before 1 MiB, and its Link leads to the next page", async () => {
  await using board = await openBoard();
  await board.product();
  const alert = { product: 1, title: "가".repeat(200), message: "나".repeat(2000) };
  for (let n = 0; n < 190; n++) await board.ask("POST", "/alerts", alert);
  const ids: number[] = [];
  let pages = 0;
  for (let path: string | undefined = "/api/spc/alerts?limit=200"; path; pages++) {
    const response: Response = await fetch(board.url + path, { headers: { Authorization: `Bearer ${board.teacher}` } });
    const body = await response.text();
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(1024 * 1024);
    ids.push(...(JSON.parse(body) as { id: number }[]).map(({ id }) => id));
    path = /<([^>]+)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  }
  expect([pages, ids]).toEqual([2, Array.from({ length: 190 }, (_, n) => 190 - n)]);
});
