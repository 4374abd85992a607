/** Development mode (`--dev`): the apps' documents work as written. Without the flag none of it applies. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestServer, temporaryFolder } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const foreign = { Host: "10.0.2.2:8000", Origin: "http://localhost:5173" };
const bolt = { product: 1, measurement_value: 10 };

/** A server with session TEST001, a student in it and product 1; in development mode it makes them itself. */
async function openServer(dev: boolean): Promise<{ server: TestServer; student: string }> {
  const server = await openTestServer({ dev });
  const teacher = await server.teacher();
  if (!dev) {
    await openClass({ server, code: "TEST001" });
    await server.call("POST", "/api/spc/products", teacher, { code: "BOLT-M10", name: "Bolt", lsl: 9.5, usl: 10.5 });
  }
  const { body } = await server.call("POST", "/api/sessions/TEST001/join", undefined, { nickname: "Ann" });
  return { server, student: body.participant.id };
}

describe.each([true, false])("development mode %p:", (dev) => {
  let server: TestServer;
  let student: string;
  const statusOf = async (path: string, headers: Record<string, string> = {}) =>
    (await knock(server.url + path, undefined, headers)).status;
  beforeAll(async () => {
    ({ server, student } = await openServer(dev));
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test("any Host and any Origin may open a socket", async () => {
    expect(await statusOf("/ws/session/TEST001/student/", foreign)).toBe(dev ? 101 : 403);
    expect(await statusOf("/ws/session/TEST001/student/", { Origin: "null" })).toBe(dev ? 101 : 403);
  });

  test("any Host and any Origin may call, and CORS lets the page read the answer, an error's too", async () => {
    for (const [method, path] of [
      ["GET", "/healthz"],
      ["GET", "/api/join/NOSUCH"],
      ["POST", "/api/auth/logout"],
    ] as const) {
      const { headers } = await fetch(server.url + path, { method, headers: { Origin: foreign.Origin } });
      expect([path, headers.get("Access-Control-Allow-Origin")]).toEqual([path, dev ? foreign.Origin : null]);
      expect([path, headers.get("Access-Control-Allow-Credentials")]).toEqual([path, dev ? "true" : null]);
    }
    const preflight = await fetch(`${server.url}/api/spc/alerts/`, {
      method: "OPTIONS",
      headers: {
        Origin: foreign.Origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
      },
    });
    expect(preflight.headers.get("Access-Control-Allow-Headers")).toBe(dev ? "content-type" : null);
    const { status } = await fetch(`${server.url}/healthz`, { headers: { Host: "10.0.2.2:8000" } });
    expect(status).toBe(dev ? 200 : 403);
  });

  test("the participant id in the path is the identity in the chat app, whatever credential comes along", async () => {
    const url = `${server.url}/ws/TEST001/${student}`;
    for (const token of [undefined, await server.teacher(), "nobodys-token"]) {
      const socket = await TestSocket.open(url, token);
      if (!dev) {
        expect(await socket.closed).toEqual({ code: 1008, reason: "Not authorized" });
        continue;
      }
      socket.send({ type: "chat_message", content: "Hello" });
      expect(await socket.until("chat_message")).toMatchObject({ participant_id: student, content: "Hello" });
      await socket[Symbol.asyncDispose]();
    }
  });

  test("the URL is the identity of the lecture app's teacher", async () => {
    expect(await statusOf("/ws/session/TEST001/teacher/")).toBe(dev ? 101 : 403);
    if (!dev) return;
    await using teacher = await TestSocket.open(`${server.url}/ws/session/TEST001/teacher/`);
    expect(await teacher.next()).toMatchObject({ event: "connected", role: "teacher" });
  });

  test("the guided-steps and guitar apps need no credential", async () => {
    expect(await statusOf("/ws/sessions/TEST001/")).toBe(dev ? 101 : 403);
    expect(await statusOf("/ws/guitar/TEST001/")).toBe(dev ? 101 : 404);
    if (!dev) return;
    await using socket = await TestSocket.open(`${server.url}/ws/sessions/TEST001/`);
    socket.send({ type: "next_step", data: {} });
    expect((await socket.until("error")).type).toBe("error");
  });

  test("the native protocol needs one", async () => {
    expect(await statusOf("/ws/live/TEST001")).toBe(403);
  });

  test("the quality board needs no credential", async () => {
    expect(await statusOf("/ws/spc/notifications/")).toBe(dev ? 101 : 403);
    expect(await statusOf("/ws/spc/product/1/")).toBe(dev ? 101 : 403);
    expect((await server.call("POST", "/api/spc/measurements/", undefined, bolt)).status).toBe(dev ? 201 : 401);
    expect((await server.call("GET", "/api/spc/products/", undefined)).status).toBe(dev ? 200 : 401);
  });

  test("the session's status needs no credential, on all of its paths", async () => {
    for (const prefix of ["", "/api", "/api/v1"]) {
      const { status, body } = await server.call("GET", `${prefix}/sessions/TEST001/status`);
      expect([prefix, status]).toEqual([prefix, dev ? 200 : 401]);
      if (dev) expect(body).toMatchObject({ session_code: "TEST001" });
      const unknown = await server.call("GET", `${prefix}/sessions/NOSUCH/status`);
      expect([prefix, unknown.status]).toEqual([prefix, dev ? 404 : 401]);
      if (dev) expect(unknown.body.detail).toBe("Session not found");
    }
    expect((await server.call("GET", "/api/sessions/TEST001/participants")).status).toBe(401);
  });

  test("practice is on in every session, and stays on", async () => {
    const teacher = await server.teacher();
    const made = await server.call("POST", "/api/sessions", teacher, { title: "Chat", features: ["chat"] });
    expect(made.body.features).toEqual(dev ? ["chat", "practice"] : ["chat"]);
    const path = `/api/sessions/${made.body.id}`;
    expect((await server.call("PATCH", path, teacher, { features: ["help"] })).body.features).toEqual(
      dev ? ["help", "practice"] : ["help"],
    );
  });

  test("/readyz says which mode it is", async () => {
    expect((await server.call("GET", "/readyz")).body).toEqual({ status: "ready", ...(dev && { mode: "dev" }) });
  });

  test("the page carries a mark for its script to show a warning", async () => {
    const page = await (await fetch(server.url)).text();
    expect(page.includes('data-mode="dev"')).toBe(dev);
  });

  test("the sample session, its student, its lesson and the product exist", async () => {
    expect(server.server.devPaths.length > 0).toBe(dev);
    const teacher = await server.teacher();
    const { body } = await server.call("GET", "/api/sessions/TEST001", teacher);
    if (dev) expect(body.lesson.subtasks.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3]);
    for (const path of server.server.devPaths) {
      if (!path.startsWith("/ws/live/") && !path.includes("/lectern")) {
        const { status } = await knock(server.url + path);
        expect([path, status]).toEqual([path, 101]);
      }
    }
  });
});

test("a start in development mode keeps existing data, and replaces a sample session that has ended", async () => {
  using folder = temporaryFolder();
  const start = () => openTestServer({ dev: true, data: folder.path });
  const read = async (server: TestServer) =>
    (await server.call("GET", "/api/sessions/TEST001", await server.teacher())).body;
  const first = await (async () => {
    await using server = await start();
    return await read(server);
  })();
  await (async () => {
    await using server = await start();
    expect(await read(server)).toMatchObject({ id: first.id, lesson: first.lesson });
    await server.call("POST", "/api/sessions/TEST001/end", await server.teacher(), {});
  })();
  await using server = await start();
  const last = await read(server);
  expect(last).toMatchObject({ status: "WAITING", lesson: first.lesson });
  expect(last.id).not.toBe(first.id);
  expect((await server.call("GET", "/api/spc/products")).body).toHaveLength(1);
});

const inFolder = testAlone("development mode is for a single server");

inFolder("existing sessions get practice at a start in development mode", async () => {
  using folder = temporaryFolder();
  await (async () => {
    await using server = await openTestServer({ data: folder.path });
    await openClass({ server, code: "BEFORE", features: ["chat"] });
  })();
  await using server = await openTestServer({ data: folder.path, dev: true });
  const { body } = await server.call("GET", "/api/sessions/BEFORE", await server.teacher());
  expect(body.features).toEqual(["chat", "practice"]);
});
