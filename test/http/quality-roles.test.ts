import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { openBoard, type TestBoard } from "../support/board-calls.ts";
import { openTestServer } from "../support/class.ts";
import { problem } from "../support/knock.ts";

const reads = [
  "/products",
  "/products/1",
  "/products/1/chart",
  "/products/1/limits",
  "/products/1/points/2",
  "/products/1/capability",
  "/measurements",
  "/alerts",
  "/stats",
];
const product = { code: "NEW", name: "New", usl: 100 };
/** Every call that writes to the board, with a body that does and one that does not fit. */
const writes: [method: string, path: string, fits?: object, doesNot?: object][] = [
  ["POST", "/products", product, {}],
  ["PATCH", "/products/1", { name: "Other" }, { name: 7 }],
  ["PATCH", "/products/1/points/2", { note: "loud" }, { excluded: "x" }],
  ["POST", "/products/1/limits", {}, { from_subgroup: "x" }],
  ["POST", "/products/1/limits/preview", {}, { from_subgroup: "x" }],
  ["DELETE", "/products/1/limits"],
  ["POST", "/products/1/capability"],
  ["POST", "/measurements", { product: 1, measurement_value: 1 }, {}],
  ["POST", "/measurements", [{ product: 1, measurement_value: 1 }], []],
  ["POST", "/products/1/measurements.csv"],
  ["DELETE", "/measurements/1"],
  ["POST", "/alerts", { product: 1, title: "Look" }, {}],
  ["PATCH", "/alerts/1", { status: "RESOLVED" }, { status: "?" }],
  ["DELETE", "/products/1"],
];
const forTeachers: [method: string, path: string, body?: object][] = [
  ["GET", "/devices"],
  ["POST", "/devices", { name: "Gauge" }],
  ["POST", "/devices", {}],
  ["DELETE", "/devices/1"],
];
const nobody = problem(401, "no_credential", "Sign in or join first.");
const forbidden = (detail: string) => problem(403, "not_allowed", "Your role may not do this.", detail);

/** A board with a product, three measurements and an alert. */
async function openMeasuredBoard(options = {}): Promise<TestBoard> {
  const board = await openBoard(options);
  await board.product();
  await board.measure(1, [50, 51, 101]);
  return board;
}

/** Posts to the rest of the server, as the teacher or as nobody. */
async function post(board: TestBoard, path: string, body: object, token?: string): Promise<any> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  return (await fetch(board.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

async function student(board: TestBoard): Promise<string> {
  await post(board, "/api/users", { name: "Ann", role: "student", password: "ann's own" }, board.teacher);
  const { token } = await post(board, "/api/auth/login", { name: "Ann", password: "ann's own" });
  await post(board, "/api/sessions", { title: "Class", code: "TEST002" }, board.teacher);
  await post(board, "/api/sessions/TEST002/join", { nickname: "Ann" }, token);
  return token;
}

async function guest(board: TestBoard): Promise<string> {
  await post(board, "/api/sessions", { title: "Class", code: "TEST001" }, board.teacher);
  return (await post(board, "/api/sessions/TEST001/join", { nickname: "Ben" })).token;
}

test("without a credential every call of the board is rejected with 401", async () => {
  await using board = await openMeasuredBoard();
  const asked: [method: string, path: string, body?: object][] = [
    ...reads.map((path): [string, string] => ["GET", path]),
    ["GET", "/alerts?limit=x"],
    ["GET", "/products/99"],
    ...writes.flatMap(([method, path, fits, doesNot]): [string, string, object?][] => [
      [method, path, fits],
      [method, path, doesNot],
    ]),
    ...forTeachers,
    ["GET", "/preferences"],
    ["PUT", "/preferences", { products: null, min_priority: 1 }],
    ["PUT", "/preferences", {}],
  ];
  for (const [method, path, body] of asked) {
    for (const token of [null, "no-such-token"]) {
      const answer = await board.ask(method, path, body, token);
      expect([method, path, answer]).toEqual([method, path, { status: 401, body: nobody }]);
    }
  }
});

for (const [who, signIn] of [
  ["a student", student],
  ["a guest", guest],
] as const) {
  test(`${who} of the class may read the board, and not write`, async () => {
    await using board = await openMeasuredBoard();
    const token = await signIn(board);
    for (const path of reads) {
      expect([path, (await board.ask("GET", path, undefined, token)).status]).toEqual([path, 200]);
    }
    const before = await Promise.all(reads.slice(0, 3).map((path) => board.ask("GET", path)));
    for (const [method, path, ...bodies] of writes) {
      for (const body of bodies.length > 0 ? bodies : [undefined]) {
        const { status } = await board.ask(method, path, body, token);
        // Whose product it is about is known only once the body is read.
        const misfit = body === bodies[1] && ["/measurements", "/alerts", "/alerts/1"].includes(path);
        expect([method, path, status]).toEqual([method, path, misfit ? 422 : 403]);
      }
    }
    for (const [method, path, body] of forTeachers) {
      const answer = await board.ask(method, path, body, token);
      const only = forbidden("Only a teacher may do this.");
      expect([method, path, answer]).toEqual([method, path, { status: 403, body: only }]);
    }
    expect(await Promise.all(reads.slice(0, 3).map((path) => board.ask("GET", path)))).toEqual(before);
  });
}

/** What each writing call is answered, a table of one value included. */
async function statuses(board: TestBoard, token: string | null): Promise<number[]> {
  const headers = { "Content-Type": "text/csv", ...(token !== null && { Authorization: `Bearer ${token}` }) };
  const all = [];
  for (const [method, path, body] of writes) {
    const csv = { method, headers, body: "measurement_value\n1\n" };
    const answer = path.endsWith(".csv")
      ? await fetch(`${board.url}/api/spc${path}`, csv)
      : await board.ask(method, path, body, token);
    all.push(answer.status);
  }
  return all;
}
/** What a device may do of these: measure. The value that would be deleted is the teacher's. */
const measures = [403, 403, 403, 403, 403, 403, 403, 201, 201, 201, 403, 403, 403, 403];
const allowed = [201, 200, 200, 201, 200, 204, 201, 201, 201, 201, 204, 201, 200, 204];

describe("a device", () => {
  test("gets its token once, is listed, and can measure; it cannot change limits, products or alerts", async () => {
    const now = Date.parse("2026-03-02T10:00:00Z");
    await using board = await openMeasuredBoard({ now: () => now });
    const given = await board.ask("POST", "/devices/", { name: "  Gauge 1 " });
    const { token, device } = given.body;
    const created_at = "2026-03-02T10:00:00.000Z";
    const gauge = { id: device.id, name: "Gauge 1", product_id: null, created_at, last_used_at: null };
    expect(given).toEqual({ status: 201, body: { device: gauge, token: expect.any(String), url: null } });
    expect(await statuses(board, token)).toEqual(measures);
    const used = [{ ...gauge, last_used_at: created_at }];
    expect(await board.ask("GET", "/devices/")).toEqual({ status: 200, body: used });
    for (const [method, path, body] of forTeachers) {
      expect([method, path, (await board.ask(method, path, body, token)).status]).toEqual([method, path, 403]);
    }
  });

  test("of one product can write measurements of that product only", async () => {
    await using board = await openMeasuredBoard();
    await board.product();
    await board.measure(2, [1, 2]);
    const { body } = await board.ask("POST", "/devices", { name: "Phone", product_id: 1 });
    const { token, url } = body;
    expect([body.device.product_id, url]).toEqual([1, expect.stringMatching(/\/spc\/1\/enter#device=/)]);
    expect(url.endsWith(token)).toBe(true);
    for (const path of reads) {
      expect([path, (await board.ask("GET", path, undefined, token)).status]).toEqual([path, 200]);
    }
    expect(await statuses(board, token)).toEqual(measures);
    const counts = [await board.count(1), await board.count(2)];
    const elsewhere = problem(403, "product_hidden", "You may not see this product.");
    const one = { product: 1, measurement_value: 1 };
    const two = { product: 2, measurement_value: 1 };
    for (const input of [two, [one, two], [two]]) {
      const refused = await board.ask("POST", "/measurements", input, token);
      expect([input, refused]).toEqual([input, { status: 403, body: elsewhere }]);
    }
    expect((await board.ask("POST", "/measurements", { ...two, product: 99 }, token)).status).toBe(404);
    const headers = { "Content-Type": "text/csv", Authorization: `Bearer ${token}` };
    const table = await board.send("/products/2/measurements.csv", "measurement_value\n1\n", headers);
    expect(table).toEqual({ status: 403, body: elsewhere });
    const [foreign] = (await board.ask("GET", "/measurements?product=2")).body;
    expect((await board.ask("DELETE", `/measurements/${foreign.id}`, undefined, token)).status).toBe(403);
    expect([await board.count(1), await board.count(2)]).toEqual(counts);
    await board.ask("DELETE", "/products/1");
    expect((await board.ask("GET", "/products", undefined, token)).status).toBe(401);
  });

  test("that is revoked is rejected with 401", async () => {
    await using board = await openMeasuredBoard();
    const { id, token } = await board.device();
    const other = await board.device({ product_id: 1 });
    expect(await board.ask("DELETE", `/devices/${id}/`)).toEqual({ status: 204, body: "" });
    expect(await board.ask("GET", "/products", undefined, token)).toEqual({ status: 401, body: nobody });
    expect((await statuses(board, token)).every((status) => status === 401)).toBe(true);
    expect((await board.ask("GET", "/products", undefined, other.token)).status).toBe(200);
    const unknown = problem(404, "device_not_found", "There is no such device.");
    const me = (await (
      await fetch(`${board.url}/api/auth/me`, { headers: { Authorization: `Bearer ${board.teacher}` } })
    ).json()) as any;
    for (const gone of [id, me.user.id, 0, -1, 1.5, 99999, "x", "9".repeat(30)]) {
      const answer = await board.ask("DELETE", `/devices/${gone}`);
      expect([gone, answer]).toEqual([gone, { status: 404, body: unknown }]);
    }
    expect((await board.ask("GET", "/products")).status).toBe(200);
  });

  test("needs a name, and an existing product or none", async () => {
    await using board = await openMeasuredBoard();
    for (const [input, status] of [
      [{}, 422],
      [{ name: "" }, 422],
      [{ name: "x".repeat(41) }, 422],
      [{ name: "x", product_id: "1" }, 422],
      [{ name: "x", product_id: 0 }, 422],
      [{ name: "x", product_id: 99 }, 404],
      [{ name: "x", product_id: null }, 201],
    ] as const) {
      expect([input, (await board.ask("POST", "/devices", input)).status]).toEqual([input, status]);
    }
    expect((await board.ask("GET", "/devices")).body.length).toBe(1);
  });
});

test("a device reads while another program holds the database's write lock", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const { token } = (await server.call("POST", "/api/spc/devices", teacher, { name: "Gauge" })).body;
  using other = new Database(join(server.data, "lectern.db"));
  other.run("BEGIN IMMEDIATE");
  expect((await server.call("GET", "/api/spc/products", token)).status).toBe(200);
  other.run("ROLLBACK");
});

describe("if the board is anonymous", () => {
  test("names of people are shown to teachers only", async () => {
    await using board = await openMeasuredBoard({ spcAnonymous: true });
    for (const path of ["/products/1/people", "/products/1/permissions"]) {
      expect([path, (await board.ask("GET", path, undefined, null)).status]).toEqual([path, 401]);
      expect([path, (await board.ask("GET", path)).status]).toEqual([path, 200]);
    }
    expect((await board.ask("PUT", "/products/1/permissions", { classes: "write" }, null)).status).toBe(401);
  });

  test("anyone can read and write; devices and preferences still require signing in", async () => {
    await using board = await openMeasuredBoard({ spcAnonymous: true });
    for (const path of reads) {
      expect([path, (await board.ask("GET", path, undefined, null)).status]).toEqual([path, 200]);
    }
    expect(await statuses(board, null)).toEqual(allowed);
    for (const [method, path, body] of [...forTeachers, ["GET", "/preferences"] as const]) {
      expect([method, path, (await board.ask(method, path, body, null)).status]).toEqual([method, path, 401]);
    }
  });

  test("a student can write, too, and a device of one product still only to that product", async () => {
    await using board = await openMeasuredBoard({ spcAnonymous: true });
    await board.product();
    const { token } = await board.device({ product_id: 2 });
    const one = { product: 1, measurement_value: 1 };
    expect((await board.ask("POST", "/measurements", one, token)).status).toBe(403);
    expect(await statuses(board, await student(board))).toEqual(allowed);
  });

  test("the rest of the server still needs a credential", async () => {
    await using server = await openTestServer({ spcAnonymous: true });
    for (const path of ["/api/lessons", "/api/sessions"]) {
      expect([path, (await server.call("GET", path)).status]).toEqual([path, 401]);
    }
  });
});
