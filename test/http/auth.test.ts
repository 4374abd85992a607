import { expect, test } from "bun:test";
import { openClass, openTestServer, teacherKey } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";

const unsigned = problem(401, "no_credential", "Sign in or join first.");
const teachersOnly = problem(403, "not_allowed", "Your role may not do this.", "Only a teacher may do this.");
const token = expect.stringMatching(/^[\w-]{43}$/);
const teacher = { id: 1, name: "Teacher", role: "teacher" };

/** The one cookie that an answer sets, as its parts. */
const cookieOf = (headers: Headers) => headers.getSetCookie().map((cookie) => cookie.split("; "));

test("the teacher key signs the teacher in, with a token and a cookie that scripts cannot read", async () => {
  await using server = await openTestServer();
  for (const path of ["/api/auth/key", "/api/auth/key/"]) {
    const { status, body, headers } = await server.call("POST", path, undefined, { key: ` ${teacherKey}\n` });
    expect([status, body]).toEqual([200, { token, user: teacher }]);
    const [[pair, ...flags] = []] = cookieOf(headers);
    expect(pair).toBe(`lectern_session=${body.token}`);
    expect(flags.toSorted()).toEqual(["HttpOnly", "Max-Age=15552000", "Path=/", "SameSite=Lax"]);
  }
});

test("behind a public https address the cookie is Secure", async () => {
  await using server = await openTestServer({ publicUrl: "https://class.example" });
  const { headers } = await server.call("POST", "/api/auth/key", undefined, { key: teacherKey });
  expect(cookieOf(headers)[0]).toContain("Secure");
});

test("a wrong key, name or password is rejected, and sets no cookie", async () => {
  await using server = await openTestServer();
  const account = { name: "Kim", role: "student", password: "correct horse" };
  await server.call("POST", "/api/users", await server.teacher(), account);
  const wrongKey = problem(401, "wrong_key", "This key is not right.");
  for (const key of ["", "wrong", teacherKey.toUpperCase(), `${teacherKey}x`]) {
    const { status, body, headers } = await server.call("POST", "/api/auth/key", undefined, { key });
    expect([key, status, body, cookieOf(headers)]).toEqual([key, 401, wrongKey, []]);
  }
  const wrongPair = problem(401, "wrong_password", "Name and password do not match.");
  for (const [name, password] of [
    ["Kim", "wrong horse"],
    ["Kim", ""],
    ["Nobody", "correct horse"],
    ["Teacher", ""],
  ]) {
    const { status, body } = await server.call("POST", "/api/auth/login", undefined, { name, password });
    expect([name, status, body]).toEqual([name, 401, wrongPair]);
  }
});

test("an account signs in by name, without regard to case, and password", async () => {
  await using server = await openTestServer();
  const account = { name: " Kim  Minji ", role: "student", password: "correct horse" };
  const { status, body } = await server.call("POST", "/api/users", await server.teacher(), account);
  const user = { id: 2, name: "Kim Minji", role: "student" };
  expect([status, body]).toEqual([201, { user }]);
  for (const name of ["Kim Minji", " kim minji "]) {
    const signedIn = await server.call("POST", "/api/auth/login", undefined, { name, password: account.password });
    expect([signedIn.status, signedIn.body]).toEqual([200, { token, user }]);
    expect((await server.call("GET", "/api/auth/me", signedIn.body.token)).body).toEqual({ user });
  }
  const again = await server.call("POST", "/api/users", await server.teacher(), { ...account, name: "KIM MINJI" });
  expect([again.status, again.body]).toEqual([409, problem(409, "name_taken", "Another account has this name.")]);
});

test("only teachers can create accounts", async () => {
  await using room = await openClass();
  const account = { name: "Kim", role: "teacher", password: "correct horse" };
  const { token } = await room.join("Ann");
  const asGuest = await room.call("POST", "/api/users", token, account);
  expect([asGuest.status, asGuest.body]).toEqual([403, teachersOnly]);
  const asNobody = await room.call("POST", "/api/users", undefined, account);
  expect([asNobody.status, asNobody.body]).toEqual([401, unsigned]);
  for (const wrong of [{ role: "guest" }, { role: "admin" }, { password: "abc" }, { name: " " }, { name: 7 }]) {
    expect((await room.call("POST", "/api/users", room.teacher, { ...account, ...wrong })).status).toBe(422);
  }
});

test("a teacher with an account can open their own classes, and cannot see another teacher's", async () => {
  await using room = await openClass();
  const account = { name: "Lee", role: "teacher", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, account);
  const lee = (
    await room.call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password })
  ).body.token;
  expect((await room.call("GET", "/api/sessions", lee)).body).toEqual([]);
  expect((await room.call("GET", "/api/lessons", lee)).body).toEqual([]);
  const { id } = room.session;
  expect((await room.call("GET", `/api/lessons/${room.lesson.id}`, lee)).status).toBe(404);
  expect((await room.call("GET", `/api/sessions/${id}`, lee)).status).toBe(403);
  expect((await room.call("PATCH", `/api/sessions/${id}`, lee, { title: "Mine" })).status).toBe(403);
  expect((await room.call("DELETE", `/api/sessions/${id}`, lee)).status).toBe(403);
  expect((await room.call("POST", `/api/sessions/${id}/end`, lee)).status).toBe(403);
  const made = await room.call("POST", "/api/sessions", lee, { title: "Lee's", lesson_id: room.lesson.id });
  expect([made.status, made.body.code]).toEqual([404, "lesson_not_found"]);
});

test("the current user is identified by cookie or by header, and unknown without either", async () => {
  await using room = await openClass();
  const { token, participant } = await room.join("Ann");
  const user = { id: participant.user_id, name: "Ann", role: "guest" };
  for (const headers of [
    { Authorization: `Bearer ${token}` },
    { Authorization: `bearer ${token}` },
    { Cookie: `lectern_session=${token}` },
    { Cookie: `a=b; lectern_session=${token}; c=d` },
  ]) {
    const response = await fetch(`${room.url}/api/auth/me`, { headers: headers as unknown as HeadersInit });
    expect([response.status, await response.json()]).toEqual([200, { user }]);
  }
  for (const headers of [{}, { Authorization: token }, { Authorization: "Bearer " }, { Cookie: `other=${token}` }]) {
    const response = await fetch(`${room.url}/api/auth/me`, { headers: headers as unknown as HeadersInit });
    expect([response.status, await response.json()]).toEqual([401, unsigned]);
  }
  expect((await room.call("GET", `/api/auth/me?token=${token}&ticket=${token}`)).status).toBe(401);
});

test("a page can ask who is signed in without an error if nobody is", async () => {
  await using room = await openClass();
  const ask = async (token?: string) => {
    const { status, body } = await room.call("GET", "/api/auth/account", token);
    return [status, body];
  };
  expect(await ask()).toEqual([200, { user: null }]);
  expect(await ask("wrong")).toEqual([200, { user: null }]);
  expect(await ask(room.teacher)).toEqual([200, { user: { id: 1, name: "Teacher", role: "teacher" } }]);
});

test("signing out revokes only that token, and removes the cookie", async () => {
  await using server = await openTestServer();
  const [one, two] = [await server.teacher(), await server.teacher()];
  const { status, body, headers } = await server.call("POST", "/api/auth/logout", one);
  expect([status, body]).toEqual([204, ""]);
  expect(cookieOf(headers)[0]).toEqual(expect.arrayContaining(["lectern_session=", "Max-Age=0"]));
  expect((await server.call("GET", "/api/auth/me", one)).body).toEqual(unsigned);
  expect((await server.call("POST", "/api/auth/logout", one)).status).toBe(401);
  expect((await server.call("GET", "/api/auth/me", two)).body).toEqual({ user: teacher });
});

test("a ticket is valid once, for 30 seconds and for a WebSocket only", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  await using room = await openClass({ server, code: "TEST001" });
  const { token } = await room.join("Ann");
  const issue = async () => {
    const { status, body } = await room.call("POST", "/api/auth/ticket/", token);
    expect([status, body]).toEqual([
      201,
      { ticket: expect.stringMatching(/^[\w-]{43}$/), expires_at: new Date(now + 30_000).toISOString() },
    ]);
    return body.ticket as string;
  };
  const tried = async (ticket: string) => (await knock(`${room.url}/ws/live/TEST001?ticket=${ticket}`)).status;

  const once = await issue();
  expect(await tried(once)).toBe(101);
  expect(await tried(once)).toBe(403);

  const late = await issue();
  now += 29_999;
  const early = await issue();
  expect(await tried(late)).toBe(101);
  now += 30_000;
  expect(await tried(early)).toBe(403);

  expect((await room.call("GET", `/api/auth/me?ticket=${await issue()}`)).status).toBe(401);
  expect((await room.call("GET", "/api/auth/me", await issue())).status).toBe(401);
  expect((await room.call("POST", "/api/auth/ticket")).body).toEqual(unsigned);
});

test("a ticket expires with the credential it was made from", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const { ticket } = (await room.call("POST", "/api/auth/ticket", token)).body;
  await room.call("POST", "/api/auth/logout", token);
  expect((await knock(`${room.url}/ws/live/TEST001?ticket=${ticket}`)).status).toBe(403);
});

test("a credential lasts 180 days", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  const teacher = await server.teacher();
  now += 180 * 24 * 3600 * 1000 - 1;
  expect((await server.call("GET", "/api/auth/me", teacher)).status).toBe(200);
  now += 1;
  expect((await server.call("GET", "/api/auth/me", teacher)).status).toBe(401);
});
