import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

/** Another program with an open transaction, such as a SQL tool. */
function holdLock(data: string): { release(): void } {
  const other = new Database(join(data, databaseFile));
  other.run("BEGIN IMMEDIATE");
  return {
    release() {
      other.run("ROLLBACK");
      other.close();
    },
  };
}

async function makeClass(data: string) {
  await using server = await openTestServer({ data });
  const { teacher, session, join: enter } = await openClass({ server });
  const { token } = await enter("Ann");
  return { teacher, session, token };
}

/** Writes of every kind, each as its status. */
function writes(url: string, code: string, teacher: string): Promise<number>[] {
  const post = async (path: string, body: unknown) => {
    const headers = { Authorization: `Bearer ${teacher}`, "Content-Type": "application/json" };
    const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    await response.arrayBuffer();
    return response.status;
  };
  return [
    post("/api/lessons", { title: "Lesson", subtasks: [{ title: "One" }] }),
    post("/api/sessions", { title: "Another class" }),
    post(`/api/sessions/${code}/join`, { nickname: "Bob" }),
    post(`/api/sessions/${code}/messages`, { content: "over HTTP" }),
    post("/api/spc/products/", { code: "P1", name: "Bolt", lsl: 1, subgroup_size: 1 }),
    post("/api/auth/key", { key: "a-key-for-tests" }),
  ];
}

describe("D7 another program holds the database's write lock", () => {
  test("what is written waits in its order, the server answers everybody else, and then all of it is kept", async () => {
    using folder = temporaryFolder();
    const { teacher, session, token } = await makeClass(folder.path);
    await using server = await openServerProcess(folder.path);
    const live = `${server.url}/ws/live/${session.code}`;
    await using host = await TestSocket.open(live, teacher);
    await using ann = await TestSocket.open(live, token);
    await host.until("welcome");
    await ann.until("welcome");

    const lock = holdLock(folder.path);
    for (let n = 0; n < 100; n++) ann.send({ type: "chat.send", id: `${n}`, data: { content: `${n}` } });
    const statuses = writes(server.url, session.code, teacher);
    const coming = TestSocket.open(live, token);
    let answered = 0;
    void Promise.race(statuses).finally(() => {
      answered += 1;
    });
    // Reading, pings and everything else that needs no write still work.
    for (let n = 0; n < 30; n++) {
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      const messages = await fetch(`${server.url}/api/sessions/${session.code}/messages`, {
        headers: { Authorization: `Bearer ${teacher}` },
      });
      expect(await messages.json()).toEqual([]);
      ann.send({ type: "ping", id: `ping ${n}` });
      expect((await ann.until("pong")).id).toBe(`ping ${n}`);
    }
    expect(answered).toBe(0);
    lock.release();

    const kept: string[] = [];
    while (kept.length < 100) {
      const frame = await ann.next();
      if (frame.type === "ok") kept.push(frame.id);
      else expect(frame.type).not.toBe("error");
    }
    expect(kept).toEqual(Array.from({ length: 100 }, (_, n) => `${n}`));
    expect(await Promise.all(statuses)).toEqual([201, 201, 200, 200, 201, 200]);
    await using phone = await coming;
    expect((await phone.next()).type).toBe("welcome");
    expect(await server.stop()).toBe(0);
  });

  test("a server that gets SIGTERM meanwhile rejects the waiting requests and stops cleanly", async () => {
    using folder = temporaryFolder();
    const { teacher, session } = await makeClass(folder.path);
    await using server = await openServerProcess(folder.path);
    await using host = await TestSocket.open(`${server.url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    const lock = holdLock(folder.path);
    host.send({ type: "session.start", id: "1" });
    host.send({ type: "ping", id: "2" });
    await host.until("pong");
    const code = server.stop();
    expect(await host.until("error")).toMatchObject({ id: "1", error: { code: "storage_failed" } });
    expect(await code).toBe(0);
    expect((await host.closed).code).toBe(1001);
    lock.release();
    await using next = await openServerProcess(folder.path);
    await using again = await TestSocket.open(`${next.url}/ws/live/${session.code}`, teacher);
    expect((await again.next()).data.session.status).toBe("WAITING");
  }, 15_000);
});
