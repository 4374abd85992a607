import { describe, expect, test } from "bun:test";
import { type Answer, openBoard, type TestBoard } from "../support/board-calls.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

/** Posts to the rest of the server, as the teacher unless a token is given. */
async function post(board: TestBoard, path: string, body: object, token: string | null = board.teacher): Promise<any> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  return (await fetch(board.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

interface Person {
  readonly id: number;
  readonly token: string;
}

async function account(board: TestBoard, name: string, role: "teacher" | "student"): Promise<Person> {
  const password = `${name} has a long password`;
  await post(board, "/api/users", { name, role, password });
  const { token, user } = await post(board, "/api/auth/login", { name, password }, null);
  return { id: user.id, token };
}

/** A guest of the teacher's class, which is made if needed. */
async function guest(board: TestBoard, nickname: string): Promise<Person & { participant: string }> {
  await post(board, "/api/sessions", { title: "Class", code: "CLASS1" });
  const { token, participant } = await post(board, "/api/sessions/CLASS1/join", { nickname }, null);
  return { id: participant.user_id, token, participant: participant.id };
}

const codes = ({ body }: Answer) => body.map(({ code }: { code: string }) => code);
const value = { product: 1, measurement_value: 50 };
const hidden = problem(403, "product_hidden", "You may not see this product.");

describe("the permissions of a product:", () => {
  test("by default teachers may do everything, the owner's classes may read, and others may do nothing", async () => {
    await using board = await openBoard();
    await board.product();
    await board.measure(1, [50, 51, 101]);
    const [colleague, ben, stranger] = [
      await account(board, "Lee", "teacher"),
      await guest(board, "Ben"),
      await account(board, "Eve", "student"),
    ];
    for (const [person, permission] of [
      [board.teacher, "own"],
      [colleague.token, "all"],
      [ben.token, "read"],
    ] as const) {
      const { body } = await board.ask("GET", "/products", undefined, person);
      expect(body).toEqual([expect.objectContaining({ id: 1, permission, owner: { id: 1, name: "Teacher" } })]);
    }
    for (const path of ["/products", "/measurements", "/alerts"]) {
      expect([path, (await board.ask("GET", path, undefined, stranger.token)).body]).toEqual([path, []]);
    }
    expect((await board.ask("GET", "/stats", undefined, stranger.token)).body).toMatchObject({ total: 0, open: 0 });
    for (const path of ["/products/1", "/products/1/chart", "/measurements?product=1", "/alerts?product=1"]) {
      expect([path, await board.ask("GET", path, undefined, stranger.token)]).toEqual([
        path,
        { status: 403, body: hidden },
      ]);
    }
    expect((await board.ask("GET", "/alerts/1", undefined, stranger.token)).status).toBe(403);
    expect((await board.ask("GET", "/alerts/1", undefined, ben.token)).body.id).toBe(1);
    expect((await board.ask("POST", "/measurements", value, ben.token)).body.code).toBe("product_read_only");
    expect((await board.ask("POST", "/measurements", value, colleague.token)).status).toBe(201);
    expect((await board.ask("POST", "/products/1/limits", {}, colleague.token)).status).toBe(201);
    expect((await board.ask("DELETE", "/products/1", undefined, colleague.token)).body.code).toBe("owner_only");
    expect((await board.ask("DELETE", "/products/1")).status).toBe(204);
  });

  test("a teacher who may not write to every product cannot create or remove a device that may", async () => {
    await using board = await openBoard();
    await board.product();
    const colleague = await account(board, "Lee", "teacher");
    const device = () => board.ask("POST", "/devices", { name: "Gauge" }, colleague.token);
    const { body } = await device();
    await board.ask("PUT", `/products/1/permissions/${colleague.id}`, { permission: "read" });
    expect((await device()).body.code).toBe("not_allowed");
    const remove = (token: string) => board.ask("DELETE", `/devices/${body.device.id}`, undefined, token);
    expect((await remove(colleague.token)).body.code).toBe("not_allowed");
    expect((await remove(board.teacher)).status).toBe(204);
  });

  test("a student who was removed from the class cannot see it any more", async () => {
    await using board = await openBoard();
    await board.product();
    const ben = await guest(board, "Ben");
    expect((await board.ask("GET", "/products/1", undefined, ben.token)).status).toBe(200);
    await post(board, `/api/sessions/CLASS1/participants/${ben.participant}/remove`, {});
    expect((await board.ask("GET", "/products/1", undefined, ben.token)).status).toBe(403);
    expect((await board.ask("GET", "/products", undefined, ben.token)).body).toEqual([]);
  });

  test("only the owner can change them, for the classes and for single users", async () => {
    await using board = await openBoard();
    await board.product();
    await board.product();
    const [colleague, ann, ben] = [
      await account(board, "Lee", "teacher"),
      await guest(board, "Ann"),
      await guest(board, "Ben"),
    ];
    const set = (path: string, body: object, token?: string) =>
      board.ask("PUT", `/products/1/permissions${path}`, body, token);
    for (const { token } of [colleague, ann]) {
      const { status, body } = await set("", { classes: "write" }, token);
      expect([status, body.code]).toEqual([403, "owner_only"]);
    }
    expect((await set("", { classes: "none" })).body).toEqual({ classes: "none", users: [] });
    expect(codes(await board.ask("GET", "/products", undefined, ann.token))).toEqual(["P-2"]);
    await set(`/${ben.id}`, { permission: "write" });
    const { body } = await set(`/${colleague.id}`, { permission: "none" });
    expect(body.users).toEqual([
      { user: { id: colleague.id, name: "Lee", role: "teacher" }, permission: "none" },
      { user: { id: ben.id, name: "Ben", role: "guest" }, permission: "write" },
    ]);
    expect((await board.ask("POST", "/measurements", value, ben.token)).status).toBe(201);
    expect((await board.ask("POST", "/alerts", { product: 1, title: "x" }, ben.token)).body.code).toBe("not_allowed");
    expect(codes(await board.ask("GET", "/products", undefined, colleague.token))).toEqual(["P-2"]);
    expect((await board.ask("DELETE", `/products/1/permissions/${ben.id}`)).status).toBe(204);
    expect((await board.ask("POST", "/measurements", value, ben.token)).status).toBe(403);
    expect((await set("/999", { permission: "read" })).body.code).toBe("user_not_found");
    expect((await set("/1", { permission: "none" })).status).toBe(422);
    expect((await set("", { classes: "all" })).status).toBe(422);
  });

  test("the search finds people by name: accounts, and guests of the owner's own classes", async () => {
    await using board = await openBoard();
    await board.product();
    const lee = await account(board, "Lee", "teacher");
    await guest(board, "Ann_a");
    await guest(board, "Anna");
    await post(board, "/api/sessions", { title: "Other", code: "OTHER1" }, lee.token);
    await post(board, "/api/sessions/OTHER1/join", { nickname: "Annette" }, null);
    const found = async (search: string) =>
      (await board.ask("GET", `/products/1/people?search=${search}`)).body.map(({ name }: any) => name).sort();
    expect(await found("ann")).toEqual(["Ann_a", "Anna"]);
    expect(await found("n_a")).toEqual(["Ann_a"]);
    expect(await found("")).toEqual(["Ann_a", "Anna", "Lee", "Teacher"]);
    expect((await board.ask("GET", "/products/1/people", undefined, lee.token)).status).toBe(403);
  });
});

test("a user with permission to write can delete their own last 20 values, and no other values", async () => {
  await using board = await openBoard();
  await board.product();
  const { token } = await board.device({ product_id: 1 });
  const [teachers] = (await board.measure(1, [50])).body;
  const undo = (id: number, as: string | undefined) => board.ask("DELETE", `/measurements/${id}`, undefined, as);
  const mine: number[] = [];
  for (let n = 0; n < 21; n++) mine.push((await board.ask("POST", "/measurements", value, token)).body.id);
  for (const id of [teachers.id, mine[0] ?? 0]) {
    const { status, body } = await undo(id, token);
    expect([id, status, body.code]).toEqual([id, 403, "not_undoable"]);
  }
  expect((await undo(mine[1] ?? 0, token)).status).toBe(204);
  expect((await undo(mine[20] ?? 0, token)).status).toBe(204);
  expect((await undo(mine[0] ?? 0, token)).status).toBe(204);
  expect((await undo(teachers.id, undefined)).status).toBe(204);
});

describe("sockets apply the same permissions:", () => {
  const heard = async (socket: TestSocket) =>
    (await socket.all({ type: "ping" }, ({ type }) => type === "pong")).map(({ alert }: any) => alert.product_code);
  const open = async (board: TestBoard, path: string, token: string) => {
    const socket = await TestSocket.open(board.url + path, token);
    await socket.next();
    return socket;
  };
  const alert = (board: TestBoard, product: number) => board.ask("POST", "/alerts", { product, title: "Look" });

  test("alerts of a hidden product are not sent until it is visible", async () => {
    await using board = await openBoard();
    await board.product();
    await board.product();
    await board.ask("PUT", "/products/1/permissions", { classes: "none" });
    const ben = await guest(board, "Ben");
    await using socket = await open(board, "/ws/spc/notifications/", ben.token);
    await alert(board, 1);
    await alert(board, 2);
    expect(await heard(socket)).toEqual(["P-2"]);
    socket.send({ type: "get_alerts" });
    expect((await socket.next()).alerts).toHaveLength(1);
    socket.send({ type: "subscribe_product", product_id: 1 });
    expect(await socket.next()).toMatchObject({ type: "error", message: "You may not see this product." });
    await board.ask("PUT", "/products/1/permissions", { classes: "read" });
    await alert(board, 1);
    expect(await heard(socket)).toEqual(["P-1"]);
    await board.product();
    await alert(board, 3);
    expect(await heard(socket)).toEqual(["P-3"]);
  });

  test("a product's socket is closed when its viewer loses the permission, and cannot be opened again", async () => {
    await using board = await openBoard();
    await board.product();
    const ben = await guest(board, "Ben");
    for (const path of ["/ws/spc/product/1/", "/ws/live/spc/1"]) {
      await board.ask("PUT", "/products/1/permissions", { classes: "read" });
      await using socket = await open(board, path, ben.token);
      await board.ask("PUT", `/products/1/permissions/${ben.id}`, { permission: "none" });
      expect(await socket.closed).toEqual({ code: 4403, reason: "no permission for this product" });
      expect(await knock(board.url + path, ben.token)).toMatchObject({ status: 403, body: hidden });
      await board.ask("DELETE", `/products/1/permissions/${ben.id}`);
    }
  });

  test("the board of the pages receives events of visible products only", async () => {
    await using board = await openBoard();
    await board.product();
    await board.product();
    const { token } = await board.device({ product_id: 2 });
    await using socket = await open(board, "/ws/live/spc", token);
    await alert(board, 1);
    await board.measure(1, [50]);
    await alert(board, 2);
    const frame = await socket.next();
    expect([frame.type, frame.data.product_id]).toEqual(["alert.raised", 2]);
  });
});
