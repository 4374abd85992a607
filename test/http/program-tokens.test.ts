/** Programs' tokens: a token reaches one session or an account, for reading or for writing, and nothing else. */
import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { createApp } from "../../src/http/app.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { openTestRoom } from "../support/room.ts";
import { openServices } from "../support/services.ts";
import { TestSocket } from "../support/socket.ts";

type Scope = { session: string | null; may: "read" | "write" };

async function tokenOf(room: TestClass, scope: Scope, name = "bot"): Promise<string> {
  const { status, body } = await room.call("POST", "/api/tokens", room.teacher, { name, ...scope });
  expect(status).toBe(201);
  return body.token;
}

/** The code of an answer's problem; undefined if it succeeded. */
const problem = ({ status, body }: { status: number; body: any }) => (status < 400 ? undefined : body.code);

test("a token is shown once; the list says what it reaches and when it was used", async () => {
  await using room = await openClass({ code: "MON1" });
  const token = await tokenOf(room, { session: "mon1", may: "read" }, "attendance");
  await room.call("GET", "/api/sessions/MON1/participants", token);
  const { body } = await room.call("GET", "/api/tokens", room.teacher);
  expect(body).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: "attendance",
      account: "Teacher",
      session: "MON1",
      may: "read",
      created_at: expect.any(String),
      expires_at: expect.any(String),
      last_used_at: expect.any(String),
    },
  ]);
  expect(JSON.stringify(body)).not.toContain(token);
});

describe("a token reaches what it is for", () => {
  const rows: [what: string, method: string, path: string, body: object | undefined, codes: (string | undefined)[]][] =
    [
      [
        "read the class",
        "GET",
        "/api/sessions/MON1/participants",
        undefined,
        [undefined, undefined, undefined, undefined],
      ],
      ["read its report", "GET", "/api/sessions/MON1/report", undefined, [undefined, undefined, undefined, undefined]],
      [
        "write in the class",
        "POST",
        "/api/sessions/MON1/messages",
        { content: "Hi" },
        ["token_reads_only", undefined, "token_reads_only", undefined],
      ],
      [
        "read another class",
        "GET",
        "/api/sessions/TUE1/participants",
        undefined,
        ["token_of_session", "token_of_session", undefined, undefined],
      ],
      [
        "write in another class",
        "POST",
        "/api/sessions/TUE1/messages",
        { content: "Hi" },
        ["token_of_session", "token_of_session", "token_reads_only", undefined],
      ],
      [
        "list the lessons",
        "GET",
        "/api/lessons",
        undefined,
        ["token_of_session", "token_of_session", undefined, undefined],
      ],
      [
        "create a lesson",
        "POST",
        "/api/lessons",
        { title: "L", subtasks: [] },
        ["token_of_session", "token_of_session", "token_reads_only", undefined],
      ],
      [
        "read the quality board",
        "GET",
        "/api/spc/products",
        undefined,
        ["token_of_session", "token_of_session", undefined, undefined],
      ],
    ];
  test.each(rows)("%s", async (_, method, path, body, codes) => {
    await using room = await openClass({ code: "MON1" });
    await room.call("POST", "/api/sessions", room.teacher, { title: "Tuesday", code: "TUE1" });
    const scopes: Scope[] = [
      { session: "MON1", may: "read" },
      { session: "MON1", may: "write" },
      { session: null, may: "read" },
      { session: null, may: "write" },
    ];
    for (const [n, scope] of scopes.entries()) {
      const token = await tokenOf(room, scope);
      const code = problem(await room.call(method, path, token, body));
      expect({ scope, code }).toEqual({ scope, code: codes[n] });
    }
  });
});

test("no token signs anybody in, creates accounts, invites teachers, or manages tokens", async () => {
  await using room = await openClass({ code: "MON1" });
  const token = await tokenOf(room, { session: null, may: "write" });
  const [{ id }] = (await room.call("GET", "/api/tokens", room.teacher)).body;
  const calls: [string, string, object?][] = [
    ["GET", "/api/tokens"],
    ["POST", "/api/tokens", { name: "more", session: null, may: "write" }],
    ["DELETE", `/api/tokens/${id}`],
    ["POST", "/api/users", { name: "Eve", role: "teacher", password: "long-enough-1" }],
    ["POST", "/api/auth/sign-in-codes", {}],
    ["POST", "/api/auth/sign-out-others"],
    ["POST", "/api/sessions/MON1/co-teachers", { name: "Eve" }],
    ["POST", "/api/sessions/MON1/pairing"],
    ["POST", "/api/sessions/MON1/screens"],
    ["POST", "/api/sessions/MON1/screens/codes"],
    ["POST", "/api/spc/devices", { name: "gauge" }],
  ];
  for (const [method, path, body] of calls) {
    const { status, body: answer } = await room.call(method, path, token, body);
    expect([path, status, answer.code]).toEqual([path, 403, "not_allowed"]);
  }
});

test("every call that answers a token or a ticket says what it does for programs", async () => {
  await using room = await openTestRoom();
  let endpoints: readonly Endpoint[] = [];
  await createApp(openServices(room), {
    web: { page: () => new Response(), asset: () => undefined, built: () => undefined },
    allowedOrigins: [],
    async describe(calls) {
      endpoints = calls;
      return () => [];
    },
  });
  const issuing = endpoints.filter(({ who, answers }) => {
    const schemas = Object.values(answers)
      .flat()
      .filter((one) => one instanceof z.ZodObject || one instanceof z.ZodArray);
    return (
      who !== "anyone" &&
      schemas.some((one) => /"(token|ticket)"/.test(JSON.stringify(z.toJSONSchema(one, { unrepresentable: "any" }))))
    );
  });
  expect(issuing.map(({ route }) => route)).toContain("POST /api/spc/devices");
  expect(issuing.filter(({ programs }) => programs === undefined).map(({ route }) => route)).toEqual([]);
});

test("a token that may read takes no seat in another teacher's class", async () => {
  await using room = await openClass({ code: "MON1" });
  const other = { name: "Lee", role: "teacher", password: "long-enough-1" };
  await room.call("POST", "/api/users", room.teacher, other);
  const { token: lee } = (await room.call("POST", "/api/auth/login", undefined, other)).body;
  const { token } = (await room.call("POST", "/api/tokens", lee, { name: "bot", session: null, may: "read" })).body;
  await expect(TestSocket.open(`${room.url}/ws/sessions/MON1`, token)).rejects.toThrow("403");
  expect((await room.call("GET", "/api/sessions/MON1/participants", room.teacher)).body).toHaveLength(1);
});

test("a program's sockets close its own oldest one, never the teacher's page", async () => {
  await using room = await openClass({ code: "MON1" });
  await using page = await TestSocket.open(`${room.url}/ws/live/MON1`, room.teacher);
  await page.until("welcome");
  const token = await tokenOf(room, { session: "MON1", may: "write" });
  const sockets: TestSocket[] = [];
  for (let n = 0; n < 9; n += 1) sockets.push(await TestSocket.open(`${room.url}/ws/live/MON1`, token));
  expect((await sockets[0]?.closed)?.code).toBe(4409);
  page.send({ type: "chat.send", id: "1", data: { content: "still here" } });
  expect(await page.until("ok")).toMatchObject({ id: "1" });
  for (const socket of sockets) await socket[Symbol.asyncDispose]();
});

test("every call that writes is refused to a token that may only read", async () => {
  await using room = await openClass({ code: "MON1" });
  const token = await tokenOf(room, { session: null, may: "read" });
  const { paths } = (await room.call("GET", "/openapi.json")).body as {
    paths: Record<string, Record<string, { security: object[] }>>;
  };
  const writes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method, { security }]) => method !== "get" && security.length > 0)
      .map(([method]) => ({
        method: method.toUpperCase(),
        path: path.replace("{session}", "MON1").replace(/\{\w+\}/g, "1"),
      })),
  );
  expect(writes.length).toBeGreaterThan(50);
  const harmless = ["/api/auth/ticket", "/api/auth/logout"];
  for (const { method, path } of writes.filter((each) => !harmless.includes(each.path))) {
    const { body } = await room.call(method, path, token);
    // Some name a product or a lesson that does not exist.
    expect([path, body.code]).toEqual([path, expect.stringMatching(/^(token_reads_only|not_allowed|\w+_not_found)$/)]);
  }
});

describe("over a WebSocket", () => {
  test("a token that may read sees the class and changes nothing; one that may write does both", async () => {
    await using room = await openClass({ code: "MON1" });
    const reader = await tokenOf(room, { session: "MON1", may: "read" });
    await using reading = await TestSocket.open(`${room.url}/ws/live/MON1`, reader);
    await reading.until("welcome");
    reading.send({ type: "chat.send", id: "1", data: { content: "from a reader" } });
    expect(await reading.until("error")).toMatchObject({ id: "1", error: { code: "token_reads_only" } });

    const writer = await tokenOf(room, { session: "MON1", may: "write" });
    await using writing = await TestSocket.open(`${room.url}/ws/live/MON1`, writer);
    await writing.until("welcome");
    writing.send({ type: "chat.send", id: "1", data: { content: "from a writer" } });
    expect((await reading.until("chat.sent")).data).toMatchObject({ content: "from a writer" });
  });

  test("a token of a class opens no other class and not the quality board; revoked, its connection closes", async () => {
    await using room = await openClass({ code: "MON1" });
    await room.call("POST", "/api/sessions", room.teacher, { title: "Tuesday", code: "TUE1" });
    const token = await tokenOf(room, { session: "MON1", may: "write" });
    for (const path of ["/ws/live/TUE1", "/ws/live/spc"]) {
      await expect(TestSocket.open(`${room.url}${path}`, token)).rejects.toThrow("403");
    }
    await using socket = await TestSocket.open(`${room.url}/ws/live/MON1`, token);
    await socket.until("welcome");
    const [{ id }] = (await room.call("GET", "/api/tokens", room.teacher)).body;
    expect((await room.call("DELETE", `/api/tokens/${id}`, room.teacher)).status).toBe(204);
    expect((await socket.closed).code).toBe(4401);
    expect((await room.call("GET", "/api/sessions/MON1/participants", token)).status).toBe(401);
  });
});

test("a deleted class takes its tokens with it; signing out elsewhere keeps them", async () => {
  await using room = await openClass({ code: "MON1" });
  await tokenOf(room, { session: "MON1", may: "read" }, "of the class");
  const kept = await tokenOf(room, { session: null, may: "read" }, "of the account");
  await room.call("POST", "/api/auth/sign-out-others", room.teacher);
  expect((await room.call("GET", "/api/auth/me", kept)).status).toBe(200);
  await room.call("POST", "/api/sessions/MON1/end", room.teacher, {});
  expect((await room.call("DELETE", "/api/sessions/MON1", room.teacher)).status).toBe(204);
  const names = (await room.call("GET", "/api/tokens", room.teacher)).body.map(({ name }: { name: string }) => name);
  expect(names).toEqual(["of the account"]);
});
