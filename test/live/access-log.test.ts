/** The access log of a class: who comes, goes and is rejected, by ids alone. */
import { beforeEach, expect, test } from "bun:test";
import type { LogRecord } from "@logtape/logtape";
import { hasTwoNodes } from "../support/alone.ts";
import { BareSocket } from "../support/bare.ts";
import { openClass, openTestServer, teacherKey } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { knock } from "../support/knock.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { TestSocket } from "../support/socket.ts";

const records = keepLogRecords("debug") as LogRecord[];
beforeEach(() => {
  records.length = 0;
});

const textOf = ({ message }: LogRecord) => message.map(String).join("");
const linesOf = (level: string, start: string): Record<string, unknown>[] =>
  records
    .filter((record) => record.level === level && textOf(record).startsWith(start))
    .map(({ properties }) => properties);

const nickname = "Zaphod 베블";
const title = "A secret title";
const words = "my own words";

test("a class over all five apps leaves a line for each connect and disconnect, and nothing that people wrote", async () => {
  await using room = await openClass({ code: "TEST001", title, features: ["practice", "chat"] });
  const { token, participant } = await room.join(nickname);
  await room.call("POST", "/api/sessions/TEST001/start", room.teacher, {});
  const product = { code: "P1", name: title, lsl: 0, usl: 1 };
  await room.call("POST", "/api/spc/products", room.teacher, product);
  const doors: [string, string, string, object][] = [
    ["lectern", "/ws/live/TEST001", token, { type: "chat.send", id: "1", data: { content: words } }],
    ["mobilegpt", "/ws/sessions/TEST001/", token, { type: "request_help", data: { message: words } }],
    ["inthon", "/ws/session/TEST001/student/", token, { event: "question_intent", data: { text: words } }],
    ["chatroom", `/ws/TEST001/${participant.id}`, token, { type: "chat_message", data: { content: words } }],
    ["virtutune", "/ws/guitar/TEST001/", token, { type: words, data: {} }],
    ["spc", "/ws/spc/notifications/", room.teacher, { type: "ping", timestamp: words }],
  ];
  const teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await teacher.until("welcome");
  for (const [, path, credential, frame] of doors) {
    const socket = await TestSocket.open(room.url + path, credential);
    // Five wrong frames: all are refused, none is in the log.
    for (const wrong of [frame, words, [words], { type: words, event: words }, { [words]: 1 }]) socket.send(wrong);
    await socket.next();
    await socket[Symbol.asyncDispose]();
  }
  await teacher.until("participant.left");
  await teacher[Symbol.asyncDispose]();
  await room.server.stop();

  const [first, ...connects] = linesOf("info", "connected");
  const disconnects = linesOf("info", "disconnected").filter(({ connection }) => connection !== first?.connection);
  expect(connects.map(({ dialect }) => dialect)).toEqual(doors.map(([dialect]) => dialect));
  expect(disconnects.map(({ dialect }) => dialect)).toEqual(doors.map(([dialect]) => dialect));
  const ids = connects.map(({ connection }) => String(connection));
  expect(disconnects.map(({ connection }) => String(connection))).toEqual(ids);
  expect(new Set(ids).size).toBe(doors.length);
  for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
  for (const line of [...connects, ...disconnects].filter(({ dialect }) => dialect !== "spc")) {
    expect(line).toMatchObject({
      address: "127.0.0.1",
      session: room.session.id,
      participant: participant.id,
    });
  }
  expect(disconnects[0]).toMatchObject({ code: 1005, ms: expect.any(Number) });

  const log = records.map((record) => Bun.inspect({ ...record, text: textOf(record) }, { depth: 8 })).join("\n");
  for (const secret of [nickname, title, words, token, room.teacher, teacherKey, "Zaphod", "베블"]) {
    expect([secret, log.includes(secret)]).toEqual([secret, false]);
  }
  // Frames are there by type and size, what nobody defined as unknown.
  const frames = records.filter(({ category }) => category.includes("frames")).map(({ properties }) => properties);
  expect(frames).toContainEqual(expect.objectContaining({ direction: "received", type: "chat.send" }));
  expect(frames).toContainEqual(expect.objectContaining({ direction: "received", type: "unknown" }));
  expect(frames).toContainEqual(expect.objectContaining({ direction: "sent", type: "welcome" }));
  expect(frames).toContainEqual(expect.objectContaining({ topic: expect.any(String) }));
  for (const { bytes } of frames) expect(bytes).toBeGreaterThan(0);
});

test("the log has the reason for each connection that the server closes", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  await using ann = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  await ann.until("welcome");
  await room.call("POST", `/api/sessions/TEST001/participants/${participant.id}/remove`, room.teacher);
  await ann.closed;
  const [line] = linesOf("info", "disconnected");
  expect(line).toMatchObject({ code: 4403, participant: participant.id });
  expect(String(line?.reason)).toMatch(/remov/);
});

test("the log says if the client or the network closed a connection", async () => {
  await using room = await openClass({ code: "TEST001" });
  const url = `${room.url}/ws/live/TEST001`;
  const large = await TestSocket.open(url, room.teacher);
  large.send(JSON.stringify({ type: "x".repeat(70_000) }));
  await large.closed;
  const lost = await BareSocket.upgraded(url, room.teacher);
  lost[Symbol.dispose]();
  const left = await TestSocket.open(url, room.teacher);
  await left[Symbol.asyncDispose]();
  await room.server.stop();
  expect(linesOf("info", "disconnected").map(({ code, reason }) => [code, reason])).toEqual([
    // If another node than the class's home refuses the message, the home only loses the connection.
    [1006, hasTwoNodes ? expect.any(String) : "Received too big message"],
    [1006, "connection lost"],
    [1005, "closed by the client"],
  ]);
});

test("rejections are logged as warnings with a reason, and without the rejected input", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const tried = ["wrong-key-4711", "Nobody-4711", "wrong-password-4711", "WRONG4711", "token-4711"];
  await room.call("POST", "/api/auth/key", undefined, { key: tried[0] });
  await room.call("POST", "/api/auth/login", undefined, { name: tried[1], password: tried[2] });
  await room.call("GET", `/api/join/${tried[3]}`);
  await room.call("GET", "/api/sessions", token);
  await room.call("GET", "/api/sessions", tried[4]);
  await room.call("GET", `/no/${tried[3]}?x=${tried[3]}`);
  await knock(`${room.url}/ws/live/${tried[3]}`, token);
  await knock(`${room.url}/ws/live/TEST001?ticket=${tried[4]}`);
  await knock(`${room.url}/ws/session/TEST001/teacher/`, token);
  await fetch(`${room.url}/api/sessions`, { method: "POST", headers: { Origin: `http://${tried[3]}.example` } });

  const lines = linesOf("warning", "rejected");
  expect(
    lines.map(({ via, reason, method, route, status }) => [
      via,
      reason,
      [method, route].filter(Boolean).join(" "),
      status,
    ]),
  ).toEqual([
    ["http", "wrong_key", "POST /api/auth/key", 401],
    ["http", "wrong_password", "POST /api/auth/login", 401],
    ["http", "session_not_found", "GET /api/join/:session", 404],
    ["http", "not_allowed", "GET /api/sessions", 403],
    ["http", "no_credential", "GET /api/sessions", 401],
    ["handshake", "session_not_found", "/ws/live/:session", 404],
    ["handshake", "not_allowed", "/ws/live/:session", 403],
    ["handshake", "not_allowed", "/ws/session/:session/teacher", 403],
    ["http", "wrong_origin", "POST", 403],
  ]);
  for (const line of lines) expect(line.address).toBe("127.0.0.1");
  expect(lines[3]?.user).toBeGreaterThan(0);
  expect(lines[7]).toMatchObject({ session: room.session.id, dialect: "inthon" });
  const log = records.map((record) => Bun.inspect({ ...record, text: textOf(record) }, { depth: 8 })).join("\n");
  for (const secret of tried) expect([secret, log.includes(secret)]).toEqual([secret, false]);
});

test("many rejections are logged as a few lines and the number of the others", async () => {
  await using server = await openTestServer();
  const calls = Array.from({ length: 60 }, () => server.call("GET", "/api/sessions", "not-a-token"));
  for (const { status } of await Promise.all(calls)) expect(status).toBe(401);
  await server.stop();
  const lines = linesOf("warning", "rejected");
  const left = records.flatMap((record) => (textOf(record).includes("are not shown") ? [record.properties] : []));
  expect(lines.length).toBeLessThan(30);
  expect(new Set(left.map(({ reason }) => reason))).toEqual(new Set(["no_credential"]));
  expect(left.reduce((sum, { omitted }) => sum + Number(omitted), lines.length)).toBe(60);
});

test("a page that reads the current user before signing in is not counted as a rejection", async () => {
  await using server = await openTestServer();
  expect((await server.call("GET", "/api/auth/me")).status).toBe(401);
  expect((await server.call("GET", "/favicon.ico")).status).toBe(404);
  expect(linesOf("warning", "")).toEqual([]);
});

test("every response names its request, the log has the same id, and a stranger cannot choose it", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ids = new Set<string>();
  for (const path of ["/", "/healthz", "/nothing", "/api/auth/me", "/api/join/TEST001", "/ws/live/TEST001"]) {
    const answer = await fetch(room.url + path, { headers: { "X-Request-Id": "chosen" } });
    ids.add(answer.headers.get("X-Request-Id") ?? "");
  }
  expect(ids.size).toBe(6);
  for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
  const wrong = await room.call("POST", "/api/auth/key", undefined, { key: "wrong-key-4711" });
  expect(linesOf("warning", "rejected").at(-1)?.request).toBe(wrong.headers.get("X-Request-Id"));

  const { headers } = await knock(`${room.url}/ws/live/TEST001`, room.teacher);
  expect(linesOf("info", "connected")[0]?.connection).toBe(headers.get("X-Request-Id"));
});

test("each call of the API is a line with its route, status and time, and without its literal path", async () => {
  await using room = await openClass({ code: "TEST001" });
  const answer = await room.call("GET", "/api/sessions/TEST001", room.teacher);
  const line = linesOf("info", "request").at(-1);
  expect(line).toMatchObject({ method: "GET", route: "/api/sessions/:session", status: 200, address: "127.0.0.1" });
  expect(line).toMatchObject({ session: room.session.id, request: answer.headers.get("X-Request-Id") });
  expect(line?.ms).toBeGreaterThan(0);
  await room.call("GET", "/api/sessions/WRONG4711", room.teacher);
  expect(linesOf("info", "request").at(-1)).toMatchObject({ status: 404, reason: "session_not_found" });
});

test("health checks, pages and files are in the log of the level debug only", async () => {
  await using room = await openClass({ code: "TEST001" });
  records.length = 0;
  for (const path of ["/healthz", "/readyz", "/", "/s/TEST001", "/nothing", "/uploads/x.png"])
    await fetch(room.url + path);
  expect(linesOf("info", "request")).toEqual([]);
  expect(linesOf("debug", "request").map(({ route }) => route)).toEqual([
    "/healthz",
    "/readyz",
    "other",
    "other",
    "other",
    "/uploads/:name",
  ]);
});

test("an error names the session, the person and the command it happened in", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { participant } = await room.join(nickname);
  const home = homeOf(room, "TEST001");
  const before = () => {
    throw new TypeError("a bug");
  };
  const ask = { command: "help.request", actor: participant.id, input: { message: words }, id: undefined };
  await expect(home.live.kernel.ask({ room: home.room, before, ask })).rejects.toThrow();
  const [line] = linesOf("error", "");
  expect(line).toMatchObject({ session: room.session.id, participant: participant.id, command: "help.request" });
  expect(Bun.inspect(line)).not.toContain(words);
});

test("a refiner that answers nonsense is logged without the words of the question or of its answer", async () => {
  using refiner = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(words) });
  const options = { refiner: { url: `http://127.0.0.1:${refiner.port}/v1`, model: undefined, key: undefined } };
  await using room = await openClass({ code: "TEST001", server: await openTestServer(options) });
  const { token } = await room.join(nickname);
  const asked = await room.call("POST", "/api/sessions/TEST001/questions", token, { text: `${words}?` });
  expect(asked.status).toBe(200);
  const line = records.find((record) => textOf(record).includes("was not reworded"));
  expect(line).toBeDefined();
  expect(Bun.inspect(line)).not.toMatch(/\bmy\b|own words/);
});
