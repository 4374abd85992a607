import { expect, setDefaultTimeout, test } from "bun:test";
import { openStore } from "../../src/store/open.ts";
import { hasTwoNodes, testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { openServerProcess } from "../support/process.ts";
import { openSlowDisk, slowDiskNeeds } from "../support/slow-disk.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(60_000);

/** `count` classes of one teacher, by code. */
async function makeClasses(data: string, count: number): Promise<{ teacher: string; codes: string[] }> {
  await using server = await openTestServer({ data });
  const { call } = server;
  const teacher = await server.teacher();
  const made = await Promise.all(
    Array.from({ length: count }, () => call("POST", "/api/sessions", teacher, { title: "Class" })),
  );
  return { teacher, codes: made.map(({ body }) => body.code) };
}

const atOne = testAlone("it counts what one kernel writes and keeps");

atOne("recent activity of all classes is written in one commit", async () => {
  await using server = await openTestServer();
  const { live } = server.server;
  await using first = await openClass({ server });
  const others = await Promise.all(
    Array.from({ length: 30 }, () => server.call("POST", "/api/sessions", first.teacher, { title: "Class" })),
  );
  const rooms = [first.session, ...others.map(({ body }) => body)].map(({ id }) => homeOf(server, id).room);
  for (const room of rooms) room.lastActiveAt.set("ann", 1000);
  const { commits } = live.kernel.counts;
  live.rooms.tidy();
  live.kernel.flush();
  expect(live.kernel.counts.commits).toBe(commits + 1);
  using store = openStore(server.data);
  for (const room of rooms) expect(store.log.activity(room.id).get("ann")).toBe(1000);
});

atOne("rooms without connections are bounded: beyond 100, the least recently used are evicted", async () => {
  let now = Date.parse("2026-03-02T08:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  const { rooms } = server.server.live;
  const teacher = await server.teacher();
  const ids: string[] = [];
  for (let n = 0; n < 130; n++) {
    now += 10;
    ids.push((await server.call("POST", "/api/sessions", teacher, { title: `Class ${n}` })).body.id);
  }
  rooms.tidy();
  // They were all in use a moment ago.
  expect(Array.from(rooms.all()).length).toBe(130);
  await using socket = await TestSocket.open(`${server.url}/ws/live/${ids[0]}`, teacher);
  await socket.until("welcome");
  now += 120_000;
  rooms.tidy();
  expect(Array.from(rooms.all(), ({ id }) => id)).toEqual([ids[0] ?? "", ...ids.slice(-100)]);
  // One that was evicted is read again if somebody asks.
  expect((await server.call("GET", `/api/sessions/${ids[5]}`, teacher)).body.title).toBe("Class 5");
});

test.skipIf(slowDiskNeeds === null || hasTwoNodes)(
  "F1 SIGTERM with 150 classes on a slow disk takes a few fsyncs, not one per class (needs cc)",
  async () => {
    using folder = temporaryFolder();
    const { teacher, codes } = await makeClasses(folder.path, 150);
    const disk = await openSlowDisk(folder.path);
    await using server = await openServerProcess(folder.path, { env: disk.env });
    const open = (code: string) => TestSocket.open(`${server.url}/ws/live/${code}`, teacher);
    const sockets = await Promise.all(codes.map(open));
    await Promise.all(sockets.map((socket) => socket.until("welcome")));
    // A sign of life in each.
    for (const socket of sockets) socket.send({ type: "ping", id: "1" });
    await Promise.all(sockets.map((socket) => socket.until("pong")));
    disk.delay(50);
    const before = disk.syncs();
    expect(await server.stop()).toBe(0);
    expect(disk.syncs() - before).toBeLessThan(30);
    expect((await Promise.all(sockets.map(({ closed }) => closed))).map(({ code }) => code)).toEqual(
      sockets.map(() => 1001),
    );
  },
);
