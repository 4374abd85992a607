/** SPC, quality notifications: a test per row of docs/COMPATIBILITY.md. */
import { afterAll, beforeAll, expect, setDefaultTimeout } from "bun:test";
import { buildWeb } from "../../scripts/prepare.ts";
import { chromiumPath, launchChromium } from "../browser/chromium.ts";
import { inShort, notifications, openBoard, type TestBoard, type TestProduct } from "../support/board-sockets.ts";
import { caller, openTestServer, teacherKey } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { TestSocket } from "../support/socket.ts";
import { secondStart, secureHandshake } from "./operations.ts";
import { row, time } from "./rows.ts";

setDefaultTimeout(20_000);

const records = keepLogRecords("debug");
let board: TestBoard;
beforeAll(async () => {
  if (chromiumPath) await buildWeb();
  board = await openBoard({ now: Date.now });
}, 60_000);
afterAll(() => board?.[Symbol.asyncDispose]());

let made = 0;
/** A new product, specified from 9 to 11, and a notifications socket that is subscribed to it alone. */
async function watched(design: Record<string, unknown> = {}) {
  made += 1;
  const product = await board.product(`BOLT-${made}`, design);
  const app = await TestSocket.open(board.url + notifications, board.teacher);
  await app.next();
  app.send({ type: "subscribe_product", product_id: product.id });
  await app.next();
  return { product, app };
}

/** Everything about one product that a socket has received by now; an alert names its product by its code. */
async function heard(socket: TestSocket, { code }: TestProduct): Promise<any[]> {
  const frames = await socket.all({ type: "ping" }, ({ type }) => type === "pong");
  return frames.filter((frame) => JSON.stringify(frame).includes(`"${code}"`));
}

const raise = (product: TestProduct, more: object = {}) =>
  board.ask("POST", "/api/spc/alerts/", {
    ...{ product: product.id, alert_type: "OUT_OF_SPEC", priority: 4, title: "Test Alert", message: "test" },
    ...more,
  });

row("spc-01", async () => {
  const { app, product } = await watched();
  expect(await heard(app, product)).toEqual([]);
});

row("spc-02", async () => {
  const { product } = await watched();
  for (const slash of ["", "/"]) {
    const app = await TestSocket.open(`${board.url}/ws/spc/product/${product.id}${slash}`, board.teacher);
    expect((await app.next()).type).toBe("connection");
  }
});

row("spc-03", async () => {
  expect((await knock(board.url + notifications)).status).toBe(403);
  const alert = { product: 1, alert_type: "OUT_OF_SPEC", priority: 4, title: "T", message: "" };
  expect((await board.call("POST", "/api/spc/alerts/", undefined, alert)).status).toBe(401);
  for (const options of [{ dev: true }, { spcAnonymous: true }]) {
    await using anonymous = await openTestServer(options);
    expect((await knock(anonymous.url + notifications)).status).toBe(101);
  }
});

row("spc-04", async () => {
  const app = await TestSocket.open(board.url + notifications, board.teacher);
  const message = "SPC 실시간 알림에 연결되었습니다";
  expect(await app.next()).toEqual({ type: "connection", message, timestamp: time });
});

row("spc-05", async () => {
  const { app, product } = await watched();
  await raise(product);
  const { timestamp, alert } = await app.until("alert");
  for (const one of [timestamp, alert.created_at]) expect(new Date(one).toISOString()).toBe(one);
});

row("spc-06", async () => {
  const { app, product } = await watched();
  const { product: other } = await watched();
  app.send({ type: "subscribe_product", product_id: product.id });
  expect(await app.next()).toEqual({ type: "subscribed", product_id: product.id });
  await board.measure(other, 12);
  await board.measure(product, 12);
  expect((await app.until("measurement")).measurement.product_id).toBe(product.id);
});

row("spc-07", async () => {
  const { app, product } = await watched();
  const { product: other } = await watched();
  app.send({ type: "subscribe_product", product_id: other.id });
  app.send({ type: "unsubscribe_product", product_id: product.id });
  expect(await app.until("unsubscribed")).toEqual({ type: "unsubscribed", product_id: product.id });
  await board.measure(product, 12);
  await board.measure(other, 12);
  expect((await app.until("measurement")).measurement.product_id).toBe(other.id);
});

row("spc-08", async () => {
  const { app, product } = await watched();
  for (const title of ["one", "two", "three"]) await raise(product, { title });
  app.send({ type: "get_alerts", limit: 2, product_id: product.id });
  const { alerts, timestamp } = await app.until("alerts");
  expect([alerts.map(({ title }: any) => title), timestamp]).toEqual([["three", "two"], time]);
});

row("spc-09", async () => {
  const { app, product } = await watched();
  app.send({ type: "subscribe_product", product_id: 999_999 });
  expect((await app.next()).type).toBe("error");
  expect(await heard(app, product)).toEqual([]);
});

row("spc-10", async () => {
  const { app, product } = await watched();
  const { id } = await raise(product, { message: "Too long" });
  const fields = { product_code: product.code, product_name: `Product ${product.code}`, alert_type: "OUT_OF_SPEC" };
  const alert = { id, ...fields, priority: 4, title: "Test Alert", message: "Too long", status: "OPEN" };
  expect(await app.until("alert")).toEqual({ type: "alert", alert: { ...alert, created_at: time }, timestamp: time });
});

row("spc-11", async () => {
  const { app, product } = await watched();
  expect(await raise(product)).toMatchObject({ product_code: product.code, status: "OPEN" });
  expect((await app.until("alert")).alert.title).toBe("Test Alert");
});

row("spc-12", async () => {
  const { product } = await watched();
  const app = await TestSocket.open(`${board.url}/ws/spc/product/${product.id}/`, board.teacher);
  await app.next();
  await raise(product);
  expect((await app.next()).type).toBe("alert");
});

row("spc-13", async () => {
  const { app, product } = await watched();
  const taken = { product: product.id, measurement_value: 12, sample_number: 50, subgroup_number: 10 };
  const { id } = await board.ask("POST", "/api/spc/measurements/", taken);
  expect(await app.until("measurement")).toEqual({
    type: "measurement",
    measurement: {
      ...{ id, product_id: product.id, product_code: product.code, measurement_value: 12, sample_number: 50 },
      ...{ subgroup_number: 10, is_within_spec: false, is_within_control: true, measured_at: time },
    },
    timestamp: time,
  });
});

row("spc-14", async () => {
  const { app, product } = await watched();
  await board.measure(product, 10, 10.1);
  expect(await heard(app, product)).toEqual([]);
});

row("spc-15", async () => {
  const { product } = await watched({ subgroup_size: 2 });
  const app = await TestSocket.open(`${board.url}/ws/spc/product/${product.id}/`, board.teacher);
  await board.measure(product, 10, 10.1);
  const within = [];
  for (let n = 0; n < 2; n++) within.push((await app.until("measurement")).measurement.is_within_control);
  expect(within).toEqual([null, expect.any(Boolean)]);
});

row("spc-16", async () => {
  const { app, product } = await watched();
  await board.measure(product, 12);
  expect((await app.until("alert")).alert).toMatchObject({
    alert_type: "OUT_OF_SPEC",
    title: "규격 이탈",
    priority: 4,
  });
});

row("spc-17", async () => {
  const { app, product } = await watched();
  await board.measure(product, 12);
  const { message } = (await app.until("alert")).alert;
  for (const part of ["측정값", "상한 규격", "12", "11"]) expect(message).toContain(part);
});

row("spc-18", async () => {
  const { app, product } = await watched();
  await board.measure(product, 9.9, 10, 10.1, 10);
  await board.ask("POST", `/api/spc/products/${product.id}/capability/`);
  const { capability } = await app.until("capability");
  expect(capability).toEqual({
    ...{ id: expect.any(Number), product_id: product.id, product_code: product.code, analyzed_at: time },
    ...{ cp: expect.any(Number), cpk: expect.any(Number), pp: expect.any(Number), ppk: expect.any(Number) },
  });
});

row("spc-19", async () => {
  const { app, product } = await watched({ lsl: null });
  await board.measure(product, 9.9, 10, 10.1, 10);
  await board.ask("POST", `/api/spc/products/${product.id}/capability/`);
  const { capability } = await app.until("capability");
  expect(capability).toMatchObject({ cp: null, pp: null, cpk: expect.any(Number), ppk: expect.any(Number) });
});

row("spc-20", async () => {
  const { app, product } = await watched();
  await board.steady(product);
  // Nine points in a row on one side of the center line: rule 2.
  await board.measure(product, ...Array.from({ length: 9 }, () => 10.05));
  const alerts = [];
  for (const frame of await heard(app, product)) if (frame.type === "alert") alerts.push(frame.alert.alert_type);
  expect(alerts).toContain("RUN_RULE_VIOLATION");
});

row("spc-21", async () => {
  const Origin = "http://localhost:5173";
  expect((await knock(board.url + notifications, board.teacher, { Origin })).status).toBe(403);
  await using allowing = await openBoard({ allowedOrigins: [Origin] });
  expect((await knock(allowing.url + notifications, allowing.teacher, { Origin })).status).toBe(101);
  const read = await fetch(`${allowing.url}/api/spc/alerts/`, {
    headers: { Origin, Authorization: `Bearer ${allowing.teacher}` },
  });
  expect([read.status, read.headers.get("Access-Control-Allow-Origin")]).toEqual([200, Origin]);
});

row("spc-22", async () => {
  for (let n = 0; n < 5; n++) {
    const app = await TestSocket.open(board.url + notifications, board.teacher);
    expect((await app.next()).type).toBe("connection");
    await app[Symbol.asyncDispose]();
  }
});

row(
  "spc-23",
  async () => {
    const { app, product } = await watched();
    await using browser = await launchChromium();
    const page = await browser.newPage({ locale: "en-GB" });
    await page.goto(`${board.url}/teach#key=${teacherKey}`);
    await page.getByRole("heading", { name: "My classes" }).waitFor();
    await page.goto(`${board.url}/spc/${product.id}`);
    await page.getByText("Manage").click();
    await page.getByRole("button", { name: "Raise an alert" }).click();
    await page.getByLabel("Title").fill("Look at this");
    await page.getByRole("button", { name: "Raise it" }).click();
    expect((await app.until("alert")).alert).toMatchObject({ alert_type: "CUSTOM", title: "Look at this" });
  },
  chromiumPath ? "" : "no Chromium",
);

row("spc-24", async () => {
  const { app, product } = await watched();
  for (const priority of [1, 2, 3, 4]) await raise(product, { priority });
  const path = `/api/spc/alerts/?product=${product.id}&min_priority=3`;
  expect((await board.ask("GET", path)).map(({ priority }: any) => priority)).toEqual([4, 3]);
  app.send({ type: "get_alerts", product_id: product.id, min_priority: 4 });
  expect((await app.until("alerts")).alerts.map(({ priority }: any) => priority)).toEqual([4]);
});

row("spc-25", async () => {
  const { product } = await watched();
  await board.ask("PUT", "/api/spc/preferences", { products: [product.id], min_priority: 3 });
  expect(await board.ask("GET", "/api/spc/preferences")).toMatchObject({ min_priority: 3 });
  const app = await TestSocket.open(board.url + notifications, board.teacher);
  await app.next();
  await raise(product, { priority: 2 });
  await raise(product, { priority: 3, title: "urgent" });
  await board.ask("PUT", "/api/spc/preferences", { products: null, min_priority: 1 });
  expect((await heard(app, product)).map(({ alert }) => alert.title)).toEqual(["urgent"]);
});

row("spc-26", async () => {
  const { product } = await watched();
  const raised = [];
  for (const title of ["one", "two", "three"]) raised.push(await raise(product, { title }));
  const page = await board.ask("GET", `/api/spc/alerts/?product=${product.id}&limit=2`);
  expect(page.map(({ title }: any) => title)).toEqual(["three", "two"]);
  const [, last] = page;
  const rest = await board.ask("GET", `/api/spc/alerts/?product=${product.id}&limit=2&before=${last.id}`);
  expect(rest.map(({ title }: any) => title)).toEqual(["one"]);
  expect(await board.ask("GET", `/api/spc/alerts/${raised[0].id}/`)).toEqual(raised[0]);
});

row("spc-27", async () => {
  const { product } = await watched();
  await raise(product);
  const stats = await board.ask("GET", "/api/spc/stats/?days=7");
  expect(JSON.stringify(stats)).toContain(product.code);
});

row("spc-28", async () => {
  const { product } = await watched();
  const person = await board.ask("POST", "/api/users", { name: "Trainee", role: "student", password: "long enough" });
  const login = { name: "Trainee", password: "long enough" };
  const { token } = (await board.call("POST", "/api/auth/login", undefined, login)).body;
  const door = `${board.url}/ws/spc/product/${product.id}/`;
  const value = { product: product.id, measurement_value: 10 };
  const may = async () => ({
    see: (await knock(door, token)).status === 101,
    measure: (await board.call("POST", "/api/spc/measurements/", token, value)).status === 201,
  });
  const user = `/api/spc/products/${product.id}/permissions/${person.user?.id ?? person.id}`;
  expect(await may()).toEqual({ see: false, measure: false });
  await board.ask("PUT", user, { permission: "read" });
  expect(await may()).toEqual({ see: true, measure: false });
  await board.ask("PUT", user, { permission: "write" });
  expect(await may()).toEqual({ see: true, measure: true });
});

row("spc-29", async () => {
  await using limited = await openBoard({ rateLimit: 5 });
  const app = await limited.open(notifications);
  for (let n = 0; n < 100; n++) app.send({ type: "ping" });
  const types = [];
  while (types.length < 100) types.push((await app.next()).type);
  expect(new Set(types)).toEqual(new Set(["pong", "error"]));
});

row("spc-30", async () => {
  await using own = await openBoard();
  const sockets: TestSocket[] = [];
  for (let n = 0; n < 9; n++) sockets.push(await own.open(notifications));
  expect((await sockets[0]?.closed)?.code).toBe(4409);
});

row("spc-31", async () => {
  const { app, product } = await watched();
  const values = [12, 12.1, 12.2].map((measurement_value) => ({ product: product.id, measurement_value }));
  expect(await board.ask("POST", "/api/spc/measurements/", values)).toHaveLength(3);
  const frames = await heard(app, product);
  const single = frames.filter(({ type }) => type === "measurement").map(inShort);
  expect(single).toEqual([12, 12.1, 12.2].map((value) => `measurement ${product.code} ${value}`));
  const batches = frames.filter(({ type }) => type === "measurements");
  expect(batches).toMatchObject([{ product_id: product.id, product_code: product.code, total: 3, timestamp: time }]);
  expect(batches[0].measurements.map((one: any) => one.measurement_value)).toEqual([12, 12.1, 12.2]);
});

row("spc-32", async () => {
  await watched();
  // Each node counts the connections of the places that it has.
  const counts = await Promise.all(
    board.nodes.map(async ({ url }) => (await caller(url)("GET", "/api/status", board.teacher)).body.board.spc ?? 0),
  );
  expect(Math.max(...counts)).toBeGreaterThan(0);
});

row("spc-33", async () => {
  const { app, product } = await watched();
  app.send({ type: "get_alerts", limit: 7, product_id: product.id });
  await app.until("alerts");
  await app[Symbol.asyncDispose]();
  const lines = records.map((one) => JSON.stringify(one));
  expect(lines.some((line) => line.includes("spc") && /connect/i.test(line))).toBe(true);
  expect(lines.some((line) => line.includes("get_alerts"))).toBe(true);
  expect(lines.some((line) => line.includes(board.teacher))).toBe(false);
});

row("spc-34", async () => {
  expect(await secureHandshake()).toBe(101);
});

row("spc-35", async () => {
  expect(await secondStart(board.data)).toBe("EINSTANCE");
});

row("spc-36", async () => {
  const { app, product } = await watched();
  await app[Symbol.asyncDispose]();
  await raise(product, { title: "while away" });
  const again = await TestSocket.open(board.url + notifications, board.teacher);
  again.send({ type: "get_alerts", limit: 10, product_id: product.id });
  expect((await again.until("alerts")).alerts).toMatchObject([{ title: "while away" }]);
});
