import { expect, setDefaultTimeout, test } from "bun:test";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Api, toApi } from "../../src/client/api.ts";
import { type Room, slices } from "../../src/client/fold/index.ts";
import { createFetcher } from "../../src/client/http.ts";
import type { Socket } from "../../src/client/link.ts";
import { type Live, openLive } from "../../src/client/live.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, type TestServer, temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

/** Copies the database of `data` while its server runs, as `lectern backup` does. */
function backup(data: string): string {
  const file = join(data, "backup.db");
  using store = openStore(data);
  store.backup(file);
  return file;
}

function restore(data: string, file: string): void {
  for (const ending of ["", "-wal", "-shm"]) rmSync(join(data, databaseFile + ending), { force: true });
  renameSync(file, join(data, databaseFile));
}

/** The live client as a page uses it, with a bearer token instead of a cookie. */
function openClient({ url }: TestServer, session: string, token: string): Live {
  const headers = { Authorization: `Bearer ${token}` };
  const call = createFetcher(url, (to, init) => fetch(to, { ...init, headers: { ...init.headers, ...headers } }));
  return openLive<Room, Api>({
    session,
    api: toApi(call),
    slices,
    base: `${url.replace("http", "ws")}/ws/live/`,
    openSocket: (to) => new WebSocket(to, { headers } as never) as Socket,
  });
}

/** Resolves once `ready` holds for the client's state. */
function when(live: Live, ready: (state: ReturnType<Live["state"]>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!ready(live.state())) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = live.subscribe(look);
    look();
  });
}

const said = (live: Live) => live.state().room?.chat.map(({ content }) => content);

test("C3 after a restore a client has the restored events and the new ones: none that is gone, and misses none", async () => {
  using folder = temporaryFolder();
  const server = await openTestServer({ data: folder.path });
  const { teacher, session, join: enter } = await openClass({ server });
  const { token } = await enter("Ann");
  const say = (at: TestServer, content: string) =>
    at.call("POST", `/api/sessions/${session.code}/messages`, teacher, { content });
  using ann = openClient(server, session.code, token);
  await when(ann, ({ loaded }) => loaded);
  for (let n = 0; n < 5; n++) await say(server, `kept ${n}`);
  const file = backup(folder.path);
  for (let n = 0; n < 5; n++) await say(server, `gone ${n}`);
  await when(ann, ({ room }) => room?.chat.length === 10);

  await server.server.stop();
  await when(ann, ({ link }) => link.is === "reconnecting");
  restore(folder.path, file);
  const waiting = ann.send("chat.send", { content: "from Ann" });
  {
    // So much happens before Ann is back that her `since` exists again, and means something else.
    await using before = await openTestServer({ data: folder.path });
    for (let n = 0; n < 9; n++) await say(before, `new ${n}`);
  }
  await using again = await openTestServer({ data: folder.path, port: server.server.port });
  ann.nudge();
  await waiting;
  const expected = ["kept", "new"].flatMap((word) =>
    Array.from({ length: word === "kept" ? 5 : 9 }, (_, n) => `${word} ${n}`),
  );
  await when(ann, ({ loaded, room }) => loaded && room?.chat.at(-1)?.content === "from Ann");
  expect(said(ann)).toEqual([...expected, "from Ann"]);
  await say(again, "live");
  await when(ann, ({ room }) => room?.chat.at(-1)?.content === "live");
  expect(said(ann)).toEqual([...expected, "from Ann", "live"]);
});

test("C3 `resumed` says whether `since` counts in this epoch; the epoch outlives a restart, and no restore", async () => {
  using folder = temporaryFolder();
  const server = await openTestServer({ data: folder.path });
  const { teacher, session } = await openClass({ server });
  const greet = async ({ url }: TestServer, query = "") => {
    await using socket = await TestSocket.open(`${url}/ws/live/${session.code}${query}`, teacher);
    return (await socket.next()).data;
  };
  const { epoch } = await greet(server);
  expect((await greet(server, `?since=1&epoch=${epoch}`)).resumed).toBe(true);
  const file = backup(folder.path);
  await server.server.stop();
  {
    await using restarted = await openTestServer({ data: folder.path });
    expect(await greet(restarted, `?since=1&epoch=${epoch}`)).toMatchObject({ epoch, resumed: true });
  }
  restore(folder.path, file);
  await using restored = await openTestServer({ data: folder.path });
  const welcome = await greet(restored, `?since=1&epoch=${epoch}`);
  expect(welcome.resumed).toBe(false);
  expect(welcome.epoch).not.toBe(epoch);
  expect((await greet(restored, `?since=1&epoch=${welcome.epoch}`)).resumed).toBe(true);
  // A client that names no epoch resumes by number alone.
  expect((await greet(restored, "?since=1")).resumed).toBe(true);
});
