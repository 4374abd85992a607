import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { hasTwoNodes, testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass, temporaryFolder } from "../support/class.ts";
import { openDatabase } from "../support/home.ts";
import { png } from "../support/picture.ts";
import { TestSocket } from "../support/socket.ts";
import { until } from "../support/until.ts";

const inFolder = testAlone("it prepares and reads the database in the data folder");

test("deleting a session during its class closes every connection with 4404, and deletes all its data", async () => {
  await using server = await openTestServer();
  await using class_ = await openClass({ server });
  const { url, session, teacher } = class_;
  const other = await openClass({ server });
  const seats = await Promise.all(["Ann", "Bob", "Cid"].map((name) => class_.join(name)));
  const sockets = await Promise.all(
    seats.map(({ token }, n) => TestSocket.open(`${url}/ws/${n === 2 ? "sessions" : "live"}/${session.code}`, token)),
  );
  for (const socket of sockets) {
    for (let n = 0; n < 50; n++) socket.send({ type: "help.request", id: `${n}`, data: { message: "under way" } });
  }
  expect((await class_.call("DELETE", `/api/sessions/${session.id}`, teacher)).status).toBe(204);
  for (const socket of sockets) expect(await socket.closed).toEqual({ code: 4404, reason: "session deleted" });
  expect((await class_.call("GET", `/api/join/${session.code}`)).status).toBe(404);
  using sqlite = await openDatabase(server);
  for (const table of ["events", "answers", "activity", "seats", "uploads"]) {
    expect(sqlite.query(`SELECT count(*) AS count FROM ${table} WHERE session_id = ?`).get(session.id)).toEqual({
      count: 0,
    });
  }
  // The class next door goes on.
  expect((await other.call("POST", `/api/sessions/${other.session.id}/start`, teacher)).body).toEqual({
    status: "IN_PROGRESS",
  });
});

/** Uploads a small picture for the class. */
async function upload(room: TestClass, token: string): Promise<string> {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(png(1, 1, () => [9, 9, 9]))], "a.png"));
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${room.url}/api/uploads?session=${room.session.code}`, {
    method: "POST",
    headers,
    body: form,
  });
  return ((await response.json()) as { url: string }).url.replace(/.*\//, "");
}

test("deleting a session deletes its guests, their tokens and its pictures, but nothing that is used elsewhere", async () => {
  await using server = await openTestServer();
  const room = await openClass({ server, code: "TEST001" });
  const other = await openClass({ server, code: "OTHER" });
  const kim = { name: "Kim", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, { ...kim, role: "student" });
  const account = (await room.call("POST", "/api/auth/login", undefined, kim)).body.token;
  const device = (await room.call("POST", "/api/spc/devices", room.teacher, { name: "Gauge" })).body.token;
  const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
  await room.call("POST", "/api/sessions/TEST001/join", account, { nickname: "Kim" });
  expect((await room.call("POST", "/api/sessions/OTHER/join", ben.token, { nickname: "Ben" })).status).toBe(201);
  const gone = [await upload(room, ann.token), await upload(room, room.teacher)];
  const kept = [await upload(other, ben.token)];
  const pictures = async (url = server.url) => {
    const all = [...gone, ...kept];
    const statuses = await Promise.all(all.map(async (name) => (await fetch(`${url}/uploads/${name}`)).status));
    return all.filter((_, n) => statuses[n] === 200);
  };
  expect(await pictures()).toEqual([...gone, ...kept]);

  expect((await room.call("DELETE", "/api/sessions/TEST001", room.teacher)).status).toBe(204);
  for (const { url } of server.nodes) {
    // Another node notices it a moment later.
    if (hasTwoNodes) await until(async () => (await pictures(url)).length === kept.length);
    expect(await pictures(url)).toEqual(kept);
  }
  const me = async (token: string) => (await room.call("GET", "/api/auth/me", token)).status;
  expect([await me(ann.token), await me(ben.token), await me(account), await me(room.teacher)]).toEqual([
    401, 200, 200, 200,
  ]);
  expect((await room.call("GET", "/api/spc/products", device)).status).toBe(200);
  using sqlite = await openDatabase(server);
  const names = sqlite.query<{ name: string }, []>("SELECT name FROM users ORDER BY name").all();
  expect(names.map(({ name }) => name)).toEqual(["Ben", "Gauge", "Kim", "Teacher"]);
  expect((await other.call("GET", "/api/sessions/OTHER", ben.token)).status).toBe(200);
  // The code is free, and no old token has a seat in what uses it next.
  expect((await room.call("POST", "/api/sessions", room.teacher, { title: "New", code: "TEST001" })).status).toBe(201);
  expect((await room.call("GET", "/api/sessions/TEST001", ben.token)).status).toBe(403);
});

inFolder("a long log is deleted in slices, and after a crash the deletion continues at the next start", async () => {
  using folder = temporaryFolder();
  let id = "";
  {
    await using server = await openTestServer({ data: folder.path });
    const room = await openClass({ server, code: "TEST001" });
    await room.join("Ann");
    id = room.session.id;
  }
  {
    using store = openStore(folder.path);
    const at = store.log.since(id, 0, 100).length;
    store.log.batch(() => {
      for (let seq = at + 1; seq <= at + 2000; seq++) {
        store.log.append(id, { seq, at: 0, type: "x", actor: null, data: {}, card: false });
      }
    });
    store.deletions.begin(id);
    // As after a crash: three slices are done, and most is left.
    const left = () => store.log.since(id, 0, 10_000).length;
    for (const expected of [1500, 1000, 500]) {
      expect(store.deletions.deleteSome(id)).toBe(true);
      expect(left()).toBe(expected + at);
    }
  }
  await using server = await openTestServer({ data: folder.path });
  expect((await server.call("GET", "/api/join/TEST001")).status).toBe(404);
  expect((await server.call("GET", "/api/sessions", await server.teacher())).body).toEqual([]);
  await server.server.live.cleanup.run();
  using sqlite = new Database(join(folder.path, databaseFile), { readonly: true });
  const counts = ["sessions", "events", "seats"].map((table) =>
    sqlite.query(`SELECT count(*) AS n FROM ${table}`).get(),
  );
  expect(counts).toEqual([{ n: 0 }, { n: 0 }, { n: 0 }]);
  expect(sqlite.query("SELECT name FROM users").all()).toEqual([{ name: "Teacher" }]);
});

inFolder("a guest without a seat is deleted within a day or two; guests with a seat and devices are kept", async () => {
  const day = 24 * 60 * 60 * 1000;
  let now = Date.parse("2026-03-02T08:00:00.000Z");
  using folder = temporaryFolder();
  {
    using store = openStore(folder.path, () => now);
    store.users.addGuest("Nobody");
  }
  await using server = await openTestServer({ data: folder.path, now: () => now });
  await using room = await openClass({ server, code: "TEST001" });
  const ann = await room.join("Ann");
  const device = (await room.call("POST", "/api/spc/devices", room.teacher, { name: "Gauge" })).body;
  using sqlite = new Database(join(folder.path, databaseFile), { readonly: true });
  const guests = () => sqlite.query<{ name: string }, []>("SELECT name FROM users WHERE role = 'guest'").all();
  await server.server.live.cleanup.run();
  expect(guests().map(({ name }) => name)).toEqual(["Nobody", "Ann", "Gauge"]);
  now += 2 * day;
  await server.server.live.cleanup.run();
  expect(guests().map(({ name }) => name)).toEqual(["Ann", "Gauge"]);
  expect((await room.call("GET", "/api/sessions/TEST001", ann.token)).status).toBe(200);
  expect((await room.call("GET", "/api/spc/products", device.token)).status).toBe(200);
});
