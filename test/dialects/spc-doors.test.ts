/** The quality app's doors: credentials, notification preferences, rate limits and closing. */
import { describe, expect, test } from "bun:test";
import { catalogue } from "../../src/features/index.ts";
import { hasTwoNodes } from "../support/alone.ts";
import {
  doorOf,
  heard,
  heardInShort,
  noon,
  notifications,
  openBoard,
  type TestBoard,
} from "../support/board-sockets.ts";
import { knock, problem } from "../support/knock.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { TestSocket } from "../support/socket.ts";

const noCredential = problem(403, "not_allowed", catalogue.not_allowed.text, catalogue.no_credential.text);
const unknownProduct = problem(404, "product_not_found", catalogue.product_not_found.text);

/** Signs in a student of the teacher's class with a password. Every call creates a new credential. */
async function student(board: TestBoard, name: string): Promise<() => Promise<string>> {
  const password = "a long enough password";
  await board.ask("POST", "/api/users", { name, role: "student", password });
  const signIn = async () =>
    (await board.call("POST", "/api/auth/login", undefined, { name, password })).body.token as string;
  const { id } = await board.ask("POST", "/api/sessions", { title: "Class" });
  await board.call("POST", `/api/sessions/${id}/join`, await signIn(), { nickname: name });
  return signIn;
}

describe("spc: who may connect", () => {
  test("nobody without a valid credential, at either door", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    for (const path of [notifications, doorOf(bolt)]) {
      const url = board.url + path;
      const wrong = `${board.teacher}x`;
      const answers = [
        await knock(url),
        await knock(url, wrong),
        await knock(`${url}?ticket=${wrong}`),
        await knock(`${url}?ticket=`),
        await knock(url, undefined, { Cookie: `lectern_session=${wrong}` }),
      ];
      for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 403, body: noCredential });
    }
  });

  test("a student of the teacher's class", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    const token = await (await student(board, "Ann"))();
    for (const path of [notifications, doorOf(bolt)]) {
      await using socket = await board.open(path, token);
      expect(await heard(socket)).toEqual([]);
    }
  });

  test("a device, until it or its product is deleted: 4401", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    const device = (name: string, product_id: number | null) =>
      board.ask("POST", "/api/spc/devices", { name, product_id });
    const [gauge, phone, scale] = [
      await device("Gauge", null),
      await device("Phone", bolt.id),
      await device("Scale", nut.id),
    ];
    const [one, other, third] = [
      await board.open(notifications, gauge.token),
      await board.open(notifications, phone.token),
      await board.open(notifications, scale.token),
    ];
    await board.ask("DELETE", `/api/spc/devices/${gauge.device.id}`);
    await board.ask("DELETE", `/api/spc/products/${bolt.id}`);
    for (const socket of [one, other]) expect(await socket.closed).toEqual({ code: 4401, reason: "credential ended" });
    for (const { token } of [gauge, phone]) expect((await knock(board.url + notifications, token)).status).toBe(403);
    expect(await heard(third)).toEqual([]);
    const left = await board.ask("GET", "/api/spc/devices");
    expect(left.map(({ name }: any) => name)).toEqual(["Scale"]);
  });

  test("a ticket once, a cookie any number of times", async () => {
    await using board = await openBoard();
    const { ticket } = await board.ask("POST", "/api/auth/ticket");
    const url = `${board.url + notifications}?ticket=${ticket}`;
    await using socket = await TestSocket.open(url);
    expect((await socket.next()).type).toBe("connection");
    expect((await knock(url)).status).toBe(403);
    for (let times = 0; times < 2; times++) {
      const cookie = { Cookie: `lectern_session=${board.teacher}` };
      await using again = await TestSocket.open(board.url + notifications, undefined, cookie);
      expect((await again.next()).type).toBe("connection");
    }
  });

  test("pages of allowed origins and programs, but not pages of other sites with any credential", async () => {
    await using board = await openBoard({ allowedOrigins: ["https://quality.example"] });
    const status = async (Origin: string) => (await knock(board.url + notifications, board.teacher, { Origin })).status;
    expect(await Promise.all(["https://evil.example", "null", "https://quality.example.evil"].map(status))).toEqual([
      403, 403, 403,
    ]);
    for (const Origin of ["https://quality.example", board.url]) {
      await using socket = await TestSocket.open(board.url + notifications, board.teacher, { Origin });
      expect((await socket.next()).type).toBe("connection");
    }
  });

  test("nobody to an unknown product: 404 before the upgrade", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    const names = [
      "99",
      "0",
      "-1",
      "1.0",
      "01",
      "BOLT",
      "%00",
      "%E0%A4%A",
      "__proto__",
      "9".repeat(30),
      `${bolt.id}e0`,
    ];
    for (const name of names) {
      const { status, body } = await knock(`${board.url}/ws/spc/product/${name}/`, board.teacher);
      expect({ name, status, body }).toEqual({ name, status: 404, body: unknownProduct });
    }
    // The response does not reveal which products exist.
    expect((await knock(`${board.url}/ws/spc/product/99/`)).status).toBe(403);
  });

  test("with `--spc-anonymous` everybody, even with a wrong token, but no pages of other sites and not to unknown products", async () => {
    await using board = await openBoard({ spcAnonymous: true });
    const bolt = await board.product("BOLT");
    const paths = [notifications, doorOf(bolt)];
    const sockets = await Promise.all([
      ...paths.map((path) => TestSocket.open(board.url + path)),
      ...paths.map((path) => TestSocket.open(board.url + path, "wrong")),
    ]);
    await board.call("POST", "/api/spc/measurements", undefined, { product: bolt.id, measurement_value: 12 });
    for (const socket of sockets) {
      expect(await heardInShort(socket)).toEqual(["connection", "measurement BOLT 12", "alert BOLT OUT_OF_SPEC"]);
    }
    expect((await knock(`${board.url}/ws/spc/product/99/`)).status).toBe(404);
    expect((await knock(board.url + notifications, undefined, { Origin: "https://evil.example" })).status).toBe(403);
  });
});

describe("spc: notification preferences", () => {
  test("apply only to that user's new connections to the notifications", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    const signIn = await student(board, "Ann");
    const ann = await signIn();
    await using before = await board.open(notifications, ann);
    const wants = { products: [bolt.id], min_priority: 3 };
    expect((await board.call("PUT", "/api/spc/preferences", ann, wants)).body).toEqual(wants);
    await using after = await board.open(notifications, await signIn());
    await using door = await board.open(doorOf(nut), ann);
    await using teacher = await board.open(notifications);
    for (const product of [bolt, nut]) {
      await board.measure(product, 12);
      for (const priority of [1, 2, 3, 4]) {
        await board.ask("POST", "/api/spc/alerts", { product: product.id, priority, title: "x" });
      }
    }
    const of = (code: string, customs: number) => [
      `measurement ${code} 12`,
      `alert ${code} OUT_OF_SPEC`,
      ...Array.from({ length: customs }, () => `alert ${code} CUSTOM`),
    ];
    expect(await heardInShort(after)).toEqual(of("BOLT", 2));
    expect(await heardInShort(door)).toEqual(of("NUT", 4));
    for (const socket of [before, teacher]) {
      expect(await heardInShort(socket)).toEqual([...of("BOLT", 4), ...of("NUT", 4)]);
    }
    // Preferences do not filter requested alerts.
    after.send({ type: "get_alerts", limit: 100 });
    expect((await heard(after))[0].alerts.length).toBe(10);
  });
});

describe("spc: closing", () => {
  test("signing out closes only that credential's sockets, with 4401", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    const signIn = await student(board, "Ann");
    const [here, there] = [await signIn(), await signIn()];
    const sockets = [await board.open(notifications, here), await board.open(doorOf(bolt), here)];
    await using elsewhere = await board.open(notifications, there);
    const { ticket } = (await board.call("POST", "/api/auth/ticket", here)).body;
    sockets.push(await TestSocket.open(`${board.url + notifications}?ticket=${ticket}`));
    await board.call("POST", "/api/auth/logout", here);
    for (const socket of sockets) expect(await socket.closed).toEqual({ code: 4401, reason: "credential ended" });
    await board.measure(bolt, 12);
    expect(await heardInShort(elsewhere)).toEqual(["measurement BOLT 12", "alert BOLT OUT_OF_SPEC"]);
  });

  test("deleting a product closes only the sockets at its door, with 4404", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    const doors = [await board.open(doorOf(bolt)), await board.open(doorOf(bolt))];
    const others = [await board.open(doorOf(nut)), await board.open(notifications)];
    await board.ask("DELETE", `/api/spc/products/${bolt.id}`);
    for (const door of doors) expect(await door.closed).toEqual({ code: 4404, reason: "product deleted" });
    for (const socket of others) expect(await heard(socket)).toEqual([]);
    expect((await knock(board.url + doorOf(bolt), board.teacher)).status).toBe(404);
  });

  // Clients of several nodes connect to another one at once.
  const stopping = hasTwoNodes ? [1012, "continues on another server"] : [1001, "server stopping"];
  test(`a server that stops sends pending measurements, then closes with ${stopping[0]}`, async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    const sockets = [await board.open(notifications), await board.open(doorOf(bolt))];
    await board.measure(bolt, 12);
    await board.stop();
    for (const socket of sockets) {
      const { code, reason } = await socket.closed;
      expect([code, reason]).toEqual(stopping);
      expect(socket.texts.map((text) => JSON.parse(text).type)).toEqual(["connection", "measurement", "alert"]);
    }
  });
});

describe("spc: rate limits", () => {
  /** Another client of the board: a student in the teacher's class. */
  async function classmate(board: TestBoard): Promise<string> {
    const { code } = await board.ask("POST", "/api/sessions", { title: "Class" });
    return (await board.call("POST", `/api/sessions/${code}/join`, undefined, { nickname: "Ann" })).body.token;
  }
  const tooFast = { type: "error", message: catalogue.rate_limited.text, timestamp: noon };

  test("exceeding the limit gets the error frame; the connection continues, and others receive nothing", async () => {
    await using board = await openBoard({ rateLimit: 5 });
    await using calm = await board.open(notifications);
    await using socket = await RawSocket.open(board.url + notifications, { token: await classmate(board) });
    socket.send(...Array.from({ length: 50 }, () => ({ type: "ping" })));
    const frames: any[] = [];
    while (frames.length < 51) frames.push(await socket.next());
    expect(frames.slice(1, 21)).toEqual(frames.slice(1, 21).map(() => ({ type: "pong" })));
    expect(frames.slice(21)).toEqual(frames.slice(21).map(() => tooFast));
    expect(await heard(calm)).toEqual([]);
  });

  test("exceeding ten times the limit closes only that connection, with 4429", async () => {
    await using board = await openBoard({ rateLimit: 5 });
    await using calm = await board.open(notifications);
    await using loud = await RawSocket.open(board.url + notifications, { token: await classmate(board) });
    loud.send(...Array.from({ length: 300 }, () => ({ type: "get_alerts", limit: 0 })));
    expect(await loud.closed).toBe(4429);
    expect(await heard(calm)).toEqual([]);
  });
});
