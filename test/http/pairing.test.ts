/** A phone beside a PC, without typing: and what a class can do that scans the projector. */
import { expect, test } from "bun:test";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const wrongTicket = problem(401, "wrong_ticket", "This ticket is used, too old or wrong.");

const show = (room: TestClass, token: string) => room.call("POST", "/api/sessions/TEST001/pairing", token);
const scan = (room: TestClass, ticket: unknown) => room.call("POST", "/api/auth/pair", undefined, { ticket });
const roster = async (room: TestClass): Promise<any[]> =>
  (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body;

test("a student's phone is that student: one seat, two connections", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const shown = await show(room, ann.token);
  const ticket = expect.stringMatching(/^[\w-]{43}$/);
  expect([shown.status, shown.body]).toEqual([
    201,
    { ticket, expires_at: expect.stringMatching(/Z$/), url: expect.stringContaining("/practice/TEST001#pair=") },
  ]);
  expect(shown.body.url).toEndWith(`#pair=${shown.body.ticket}`);

  const { status, body, headers } = await scan(room, shown.body.ticket);
  const user = { id: ann.participant.user_id, name: "Ann", role: "guest" };
  expect([status, body]).toEqual([200, { token: ticket, user, session_code: "TEST001" }]);
  expect(body.token).not.toBe(ann.token);
  expect(headers.getSetCookie()).toEqual([
    `lectern_session=${body.token}; Max-Age=15552000; Path=/; HttpOnly; SameSite=Lax`,
  ]);
  expect((await roster(room)).map(({ nickname }) => nickname)).toEqual(["Teacher", "Ann"]);

  await using pc = await TestSocket.open(`${room.url}/ws/live/TEST001`, ann.token);
  expect((await pc.until("welcome")).data.connections).toBe(1);
  const phone = await TestSocket.open(`${room.url}/ws/live/TEST001`, body.token);
  expect((await phone.until("welcome")).data).toMatchObject({ you: { id: ann.participant.id }, connections: 2 });
  const changed = { participant_id: ann.participant.id, user_id: user.id };
  expect((await pc.until("connection.changed")).data).toEqual({ ...changed, status: "connected", connections: 2 });
  await phone[Symbol.asyncDispose]();
  expect((await pc.until("connection.changed")).data).toEqual({ ...changed, status: "disconnected", connections: 1 });
});

test("signing the phone out keeps the PC signed in", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const { token } = (await scan(room, (await show(room, ann.token)).body.ticket)).body;
  expect((await room.call("POST", "/api/auth/logout", token)).status).toBe(204);
  expect((await room.call("GET", "/api/auth/me", token)).status).toBe(401);
  expect((await room.call("GET", "/api/auth/me", ann.token)).status).toBe(200);
});

test("a teacher's ticket makes nobody a teacher: the phone becomes a new guest among the students", async () => {
  await using room = await openClass({ code: "TEST001" });
  const users = [];
  for (let n = 0; n < 2; n++) {
    const { status, body } = await scan(room, (await show(room, room.teacher)).body.ticket);
    expect([status, body.user.name, body.user.role, body.session_code]).toEqual([200, "Phone", "guest", "TEST001"]);
    users.push(body.user.id);
    for (const [method, path, payload] of [
      ["POST", "/api/sessions", { title: "Mine" }],
      ["GET", "/api/sessions", undefined],
      ["PATCH", "/api/sessions/TEST001", { title: "Mine" }],
      ["DELETE", "/api/sessions/TEST001", undefined],
      ["POST", "/api/sessions/TEST001/start", {}],
      ["POST", "/api/sessions/TEST001/end", {}],
      ["GET", "/api/sessions/TEST001/report", undefined],
      ["GET", "/api/lessons", undefined],
    ] as const) {
      expect([path, (await room.call(method, path, body.token, payload)).status]).toEqual([path, 403]);
    }
    const { status: refused } = await knock(`${room.url}/ws/session/TEST001/teacher/`, body.token);
    expect(refused).toBe(403);
    await using phone = await TestSocket.open(`${room.url}/ws/live/TEST001`, body.token);
    expect((await phone.until("welcome")).data).toMatchObject({ you: { role: "STUDENT" }, participants: null });
  }
  expect(new Set([1, ...users]).size).toBe(3);
  expect((await roster(room)).map(({ nickname, role }) => [nickname, role])).toEqual([
    ["Teacher", "INSTRUCTOR"],
    ["Phone", "STUDENT"],
    ["Phone (2)", "STUDENT"],
  ]);
});

test("the ticket of a teacher who is a student in another's class makes nobody a teacher", async () => {
  await using room = await openClass({ code: "TEST001" });
  const account = { name: "Colleague", role: "teacher", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, account);
  const colleague = (
    await room.call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password })
  ).body.token;
  await room.call("POST", "/api/sessions/TEST001/join", colleague, { nickname: "Colleague" });
  const { body } = await scan(room, (await show(room, colleague)).body.ticket);
  expect([body.user.name, body.user.role]).toEqual(["Phone", "guest"]);
  expect((await room.call("GET", "/api/sessions", body.token)).status).toBe(403);
});

test("if guests may not join, a teacher's phone cannot either", async () => {
  await using room = await openClass({ code: "TEST001", settings: { guests: false } });
  const { status, body } = await scan(room, (await show(room, room.teacher)).body.ticket);
  expect([status, body.code]).toEqual([403, "no_guests"]);
});

test("a ticket is valid once, for ten minutes, and no longer than the credential it was made from", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  await using room = await openClass({ server, code: "TEST001" });
  const ann = await room.join("Ann");
  const fresh = async () => (await show(room, ann.token)).body.ticket;
  const tries: unknown[] = [];
  const used = await fresh();
  expect((await scan(room, used)).status).toBe(200);
  tries.push(used);

  const shown = (await show(room, ann.token)).body;
  expect(shown.expires_at).toBe("2026-03-02T09:10:00.000Z");
  const old = await fresh();
  now += 10 * 60_000 - 1;
  expect((await scan(room, shown.ticket)).status).toBe(200);
  now += 1;
  tries.push(old, "made-up", "");

  // Good for its own purpose alone, both ways.
  tries.push((await room.call("POST", "/api/auth/ticket", ann.token)).body.ticket);
  const { status } = await knock(`${room.url}/ws/live/TEST001?ticket=${await fresh()}`);
  expect(status).toBe(403);

  const orphan = await fresh();
  await room.call("POST", "/api/auth/logout", ann.token);
  tries.push(orphan);
  for (const ticket of tries) {
    const { status, body } = await scan(room, ticket);
    expect([ticket, status, body]).toEqual([ticket, 401, wrongTicket]);
  }
});

test("G2 ten wrong tickets are answered as wrong; a valid one is still accepted, and a used one reported as used", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const statuses = [];
  for (let n = 0; n < 12; n++) statuses.push((await scan(room, `guess ${n}`)).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  const { ticket } = (await show(room, ann.token)).body;
  expect((await scan(room, ticket)).status).toBe(200);
  // Half a class may scan it.
  for (let n = 0; n < 12; n++) expect((await scan(room, ticket)).body).toEqual(wrongTicket);
});

test("an ended session pairs nobody, a deleted one has no tickets, and a removed student stays out", async () => {
  await using room = await openClass({ code: "TEST001" });
  const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
  const [late, gone, removed] = [ann, ann, ben].map(async ({ token }) => (await show(room, token)).body.ticket);
  await Promise.all([late, gone, removed]);
  await room.call("POST", `/api/sessions/TEST001/participants/${ben.participant.id}/remove`, room.teacher);
  expect((await scan(room, await removed)).body.code).toBe("removed");
  await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
  const ended = problem(409, "session_ended", "The session has ended.");
  expect((await scan(room, await late)).body).toEqual(ended);
  expect((await show(room, ann.token)).body).toEqual(ended);
  await room.call("DELETE", "/api/sessions/TEST001", room.teacher);
  expect((await scan(room, await gone)).body).toEqual(wrongTicket);
});

test("nobody without a seat gets a ticket, and a malformed ticket is rejected", async () => {
  await using room = await openClass({ code: "TEST001" });
  const statuses = await Promise.all([
    room.call("POST", "/api/sessions/TEST001/pairing"),
    room.call("POST", "/api/auth/pair", undefined, {}),
    scan(room, 7),
    scan(room, "x".repeat(201)),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([401, 422, 422, 422]);
});

test("opening a pairing link does not silently sign a teacher out", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const { ticket } = (await show(room, ann.token)).body;
  const scanned = (body: object) => room.call("POST", "/api/auth/pair", room.teacher, { ticket, ...body });
  const refused = await scanned({});
  expect([refused.status, refused.body.code, refused.headers.getSetCookie()]).toEqual([409, "teacher_here", []]);
  expect((await room.call("GET", "/api/auth/me", room.teacher)).status).toBe(200);
  // The ticket is as good as before, for whoever says that they mean it. Then nobody can use the teacher's sign-in again.
  await using page = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  const { status, body } = await scanned({ replace: true });
  expect([status, body.user.name]).toEqual([200, "Ann"]);
  expect((await room.call("GET", "/api/auth/me", room.teacher)).status).toBe(401);
  expect((await page.closed).code).toBe(4401);
});

test("a device's token cannot join a class or pair a phone", async () => {
  await using room = await openClass({ code: "TEST001" });
  const gauge = (await room.call("POST", "/api/spc/devices", room.teacher, { name: "Gauge" })).body.token;
  const joined = await room.call("POST", "/api/sessions/TEST001/join", gauge, { nickname: "Gauge" });
  expect([joined.status, joined.body.code]).toEqual([403, "not_allowed"]);
  expect((await show(room, gauge)).status).toBe(403);
});
