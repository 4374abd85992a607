import { describe, expect, test } from "bun:test";
import { openClass, openTestServer, teacherKey } from "../support/class.ts";
import { problem } from "../support/knock.ts";

test("every rejection is complete application/problem+json", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const send = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
    const response = await fetch(room.url + path, { method, headers, ...(body !== undefined && { body }) });
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    const answer = (await response.json()) as any;
    expect(answer.status).toBe(response.status);
    return answer;
  };
  const json = { "Content-Type": "application/json", Authorization: `Bearer ${room.teacher}` };

  expect(await send("POST", "/api/sessions", json, "{")).toEqual(
    problem(400, "malformed", "This is not JSON of the expected form."),
  );
  expect(await send("POST", "/api/sessions/TEST001/pause", json, "[1]")).toEqual(
    problem(400, "malformed", "This is not JSON of the expected form.", "The body is a JSON object."),
  );
  expect(await send("POST", "/api/sessions/TEST001/pause", json, "{'a'}")).toEqual(
    problem(400, "malformed", "This is not JSON of the expected form.", "This is not JSON."),
  );
  expect(await send("GET", "/api/sessions")).toEqual(problem(401, "no_credential", "Sign in or join first."));
  expect(await send("GET", "/api/sessions", { Authorization: `Bearer ${token}` })).toEqual(
    problem(403, "not_allowed", "Your role may not do this.", "Only a teacher may do this."),
  );
  expect(await send("GET", "/api/sessions/NOSUCH", json)).toEqual(
    problem(404, "session_not_found", "Session not found"),
  );
  expect(await send("POST", "/api/sessions", json, '{"title": "T", "code": "test001"}')).toEqual(
    problem(409, "code_taken", "Another session has this code: choose another code, or delete that session."),
  );
  expect(await send("POST", "/api/sessions", json, JSON.stringify({ title: "x".repeat(2 ** 20) }))).toEqual(
    problem(413, "too_large", "This is too large."),
  );
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/json",
  ]) {
    const headers = { ...json, "Content-Type": type };
    const wrong = problem(415, "wrong_media_type", "Send this as application/json.");
    expect(await send("POST", "/api/sessions", headers, '{"title": "T"}')).toEqual(wrong);
    expect(await send("POST", "/api/sessions/TEST001/pause", headers, "{}")).toEqual(wrong);
  }
  expect(await send("POST", "/api/sessions", json, '{"features": ["flying"], "title": 7}')).toEqual({
    ...problem(422, "does_not_fit", "The input is not valid."),
    detail: "title: Invalid input: expected string, received number",
    errors: [
      { path: "title", message: "Invalid input: expected string, received number" },
      { path: "features.0", message: expect.stringMatching(/^Invalid option/) },
    ],
  });
  expect(
    await send("POST", "/api/sessions/TEST001/help", { ...json, Authorization: `Bearer ${token}` }, '{"message": 7}'),
  ).toEqual({
    ...problem(422, "does_not_fit", "The input is not valid."),
    detail: "message: Invalid input: expected string, received number",
    errors: [{ path: "message", message: "Invalid input: expected string, received number" }],
  });
  expect(await send("GET", "/ws/live/TEST001", json)).toEqual(
    problem(426, "upgrade_required", "Connect to this address by WebSocket."),
  );
});

test("a JSON body is read however its media type is written", async () => {
  await using server = await openTestServer();
  for (const type of [
    "application/json",
    "application/json;charset=utf-8",
    "application/json; charset=UTF-8",
    "Application/JSON",
    "application/json ; charset=utf-8",
    "application/vnd.api+json",
  ]) {
    const body = JSON.stringify({ key: teacherKey });
    const response = await fetch(`${server.url}/api/auth/key`, {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    expect([type, response.status]).toEqual([type, 200]);
  }
});

test("a body over the limit is rejected, even if its length is not announced", async () => {
  await using server = await openTestServer();
  const body = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 20; n++) controller.enqueue(new Uint8Array(100_000).fill(32));
      controller.close();
    },
  });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${server.url}/api/auth/key`, { method: "POST", headers, body });
  expect([response.status, (await response.json()).code]).toEqual([413, "too_large"]);
});

test("an unknown path is a 404 problem, for every method", async () => {
  await using room = await openClass({ code: "TEST001" });
  const nothing = problem(404, "not_found", "There is nothing here.");
  for (const path of [
    "/api",
    "/api/",
    "/api/nothing",
    "/api/sessions/TEST001/nothing",
    "/nothing",
    "/ws",
    "/api/auth",
  ]) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const { status, body } = await room.call(method, path, room.teacher);
      expect([method, path, status, body]).toEqual([method, path, 404, nothing]);
    }
  }
  for (const [method, path] of [
    ["DELETE", "/api/sessions"],
    ["PUT", "/api/sessions/TEST001"],
    ["GET", "/api/auth/key"],
    ["GET", "/api/sessions/TEST001/start"],
    ["POST", "/api/sessions/TEST001/step-controls"],
    ["TRACE", "/api/sessions"],
  ] as const) {
    const response = await fetch(room.url + path, { method, headers: { Authorization: `Bearer ${room.teacher}` } });
    expect([method, path, response.status]).toEqual([method, path, 404]);
  }
  for (const path of ["/ws/", "/ws/nothing", "/ws/live", "/ws/live/", "/ws/live/TEST001/more", "/ws/sessions/"]) {
    const response = await fetch(room.url + path, { headers: { Upgrade: "websocket", Connection: "Upgrade" } });
    expect([path, response.status]).toEqual([path, 404]);
  }
});

describe("HEAD and OPTIONS", () => {
  test("HEAD has the headers of GET, without the body", async () => {
    await using room = await openClass({ code: "TEST001" });
    const headers = { Authorization: `Bearer ${room.teacher}` };
    for (const [path, status] of [
      ["/healthz", 200],
      ["/api/sessions/TEST001", 200],
      ["/api/join/TEST001", 200],
      ["/api/sessions/NOSUCH", 404],
      ["/api/nothing", 404],
    ] as const) {
      const [get, head] = await Promise.all(
        ["GET", "HEAD"].map((method) => fetch(room.url + path, { method, headers })),
      );
      expect([path, get?.status, head?.status, await head?.text()]).toEqual([path, status, status, ""]);
    }
  });

  test("only pages of allowed origins get CORS headers", async () => {
    await using server = await openTestServer({ allowedOrigins: ["https://app.example"] });
    const ask = async (origin: string) => {
      const response = await fetch(`${server.url}/api/sessions`, {
        method: "OPTIONS",
        headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
      });
      return [
        response.headers.get("Access-Control-Allow-Origin"),
        response.headers.get("Access-Control-Allow-Credentials"),
      ];
    };
    expect((await ask("https://app.example"))[0]).toBe("https://app.example");
    for (const origin of ["https://evil.example", "null", "https://app.example.evil.example"]) {
      expect([origin, (await ask(origin))[0]]).toEqual([origin, null]);
    }
    await using plain = await openTestServer();
    const response = await fetch(`${plain.url}/api/sessions`, {
      method: "OPTIONS",
      headers: { Origin: "https://app.example" },
    });
    expect([response.status, response.headers.get("Access-Control-Allow-Origin")]).toEqual([404, null]);
  });
});

test("/healthz and /readyz answer anyone, and a teacher can read /metrics and /api/status", async () => {
  await using room = await openClass({ code: "TEST001" });
  for (const path of ["/healthz", "/healthz/", "/readyz", "/readyz/"]) {
    expect([path, (await room.call("GET", path)).status]).toEqual([path, 200]);
  }
  const metrics = await room.call("GET", "/metrics", room.teacher);
  expect(metrics.headers.get("Content-Type")).toContain("text/plain");
  expect(metrics.body).toContain("\nlectern_rooms 1\n");
  expect((await room.call("GET", "/api/status", room.teacher)).body).toMatchObject({
    connections: 0,
    sessions: [{ code: "TEST001", title: "Class", status: "WAITING", participants_online: 0, connections: {} }],
  });
});
