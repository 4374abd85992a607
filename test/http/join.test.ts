import { expect, test } from "bun:test";
import { defaultFeatures } from "../../src/features/whole-session.ts";
import { openClass } from "../support/class.ts";
import { problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const time = expect.stringMatching(/Z$/);

test("the join page shows title, status and features, and nothing else", async () => {
  await using room = await openClass({ code: "TEST001", settings: { guests: false } });
  for (const name of ["TEST001", "test001", "TEST001/", room.session.id]) {
    const { status, body } = await room.call("GET", `/api/join/${name}`);
    expect([name, status, body]).toEqual([name, 200, { title: "Class", status: "WAITING", features: defaultFeatures }]);
  }
  const unknown = await room.call("GET", "/api/join/NOSUCH");
  expect([unknown.status, unknown.body]).toEqual([404, problem(404, "session_not_found", "Session not found")]);
});

test("a session is found by its code with the same answer, and an unknown code is no error", async () => {
  await using room = await openClass({ code: "TEST001" });
  const find = async (code: string) => {
    const { status, body } = await room.call("GET", `/api/join?code=${code}`);
    return [status, body];
  };
  const card = { title: "Class", status: "WAITING", features: defaultFeatures };
  expect(await find("test001")).toEqual([200, { session: card }]);
  expect(await find("NOSUCH")).toEqual([200, { session: null }]);
  // Wrong codes use up the same budget as on other paths.
  for (let n = 0; n < 9; n++) await find(`WRONG${n}`);
  expect(await find("WRONG")).toMatchObject([429, { code: "too_many_guesses" }]);
  expect(await find("TEST001")).toEqual([200, { session: card }]);
});

test("joining gives a seat, a token and the cookie, and notifies the teacher", async () => {
  await using room = await openClass({ code: "TEST001" });
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  const { status, body, headers } = await room.call("POST", "/api/sessions/test001/join/", undefined, {
    nickname: "  Ann\t  Lee ",
  });
  const participant = {
    id: uuid,
    user_id: expect.any(Number),
    nickname: "Ann Lee",
    role: "STUDENT",
    status: "WAITING",
    current_subtask: null,
    is_online: false,
    last_active_at: time,
  };
  const token = expect.stringMatching(/^[\w-]{43}$/);
  expect([status, body]).toEqual([201, { participant, session: room.session, token }]);
  expect(headers.getSetCookie()).toEqual([
    `lectern_session=${body.token}; Max-Age=15552000; Path=/; HttpOnly; SameSite=Lax`,
    expect.stringMatching(
      /^lectern_browser=[\w-]{22}\.\.[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  expect((await teacher.until("participant.joined")).data).toEqual(body.participant);
  expect((await room.call("GET", "/api/auth/me", body.token)).body).toEqual({
    user: { id: body.participant.user_id, name: "Ann Lee", role: "guest" },
  });
});

test("a nickname has 1 to 40 characters, without control characters and lone surrogates", async () => {
  await using room = await openClass({ code: "TEST001" });
  const join = async (nickname: unknown) => {
    const { status, body } = await room.call("POST", "/api/sessions/TEST001/join", undefined, { nickname });
    return status === 201 ? body.participant.nickname : status;
  };
  expect(await join("x".repeat(40))).toBe("x".repeat(40));
  expect(await join("이".repeat(40))).toBe("이".repeat(40));
  expect(await join("a\u202Eb\u200Bc\uFEFFd\u0000e\u001bf")).toBe("abcdef");
  expect(await join("two\nlines")).toBe("two lines");
  expect(await join(`X${"\u0301".repeat(30)}`)).toBe(`X${"\u0301".repeat(4)}`);
  expect(await join("half \uD83D")).toBe("half \uFFFD");
  expect(await join("<b>Ann</b>")).toBe("<b>Ann</b>");
  for (const wrong of [
    "",
    "   ",
    "\u200B\u200B",
    "\u3164",
    "\uFFA0\u115F\u1160",
    "\u2800",
    "x".repeat(41),
    null,
    7,
    ["Ann"],
    { $ne: 1 },
    undefined,
  ]) {
    expect([wrong, await join(wrong)]).toEqual([wrong, 422]);
  }
});

test("a nickname that is taken in this session gets a number, without regard to case", async () => {
  await using room = await openClass({ code: "TEST001" });
  const join = async (nickname: string) => (await room.join(nickname)).participant.nickname;
  expect([await join("Ann"), await join("Ann"), await join("ANN"), await join("Ann (2)")]).toEqual([
    "Ann",
    "Ann (2)",
    "ANN (3)",
    "Ann (2) (2)",
  ]);
  expect(await join("teacher")).toBe("teacher (2)");
  const long = "y".repeat(40);
  expect([await join(long), await join(long)]).toEqual([long, `${"y".repeat(36)} (2)`]);
  const all = await Promise.all(Array.from({ length: 30 }, () => join("Ben")));
  expect(new Set(all).size).toBe(30);
});

test("a nickname that only looks like one that is taken gets a number too", async () => {
  await using room = await openClass({ code: "TEST001" });
  const join = async (nickname: string) => (await room.join(nickname)).participant.nickname;
  expect(await join("Teacher\u3164")).toBe("Teacher (2)");
  expect(await join("Teacher\uFE0F")).toBe("Teacher (3)");
  expect(await join("T\u034Feacher\u{E0061}")).toBe("Teacher (4)");
  expect(await join("Ｔｅａｃｈｅｒ")).toBe("Ｔｅａｃｈｅｒ (5)");
  expect([await join("Émile"), await join("E\u0301mile"), await join("ÉMILE")]).toEqual([
    "Émile",
    "Émile (2)",
    "ÉMILE (3)",
  ]);
});

test("joining again with the same credential gives the same participant, whatever the nickname", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  for (const [headers, nickname] of [
    [{ Authorization: `Bearer ${token}` }, "Ann"],
    [{ Cookie: `lectern_session=${token}` }, "Somebody else"],
  ] as const) {
    const response = await fetch(`${room.url}/api/sessions/TEST001/join`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers } as Record<string, string>,
      body: JSON.stringify({ nickname }),
    });
    expect([response.status, await response.json()]).toEqual([200, { participant, session: room.session, token }]);
  }
  const asked = await Promise.all(
    Array.from({ length: 10 }, () => room.call("POST", "/api/sessions/TEST001/join", room.teacher, { nickname: "T" })),
  );
  for (const { status, body } of asked) {
    expect([status, body.participant.role, body.participant.user_id]).toEqual([200, "INSTRUCTOR", 1]);
  }
  expect((await room.call("GET", "/api/sessions/TEST001/participants", token)).body).toHaveLength(2);
});

test("a guest of one session joins another with the same account", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  await room.call("POST", "/api/sessions", room.teacher, { title: "Second", code: "SECOND" });
  const { status, body } = await room.call("POST", "/api/sessions/SECOND/join", token, { nickname: "Annie" });
  expect([status, body.participant.user_id, body.participant.nickname, body.token]).toEqual([
    201,
    participant.user_id,
    "Annie",
    token,
  ]);
});

test("a signed-in user keeps their account, even if they join ten times at once", async () => {
  await using room = await openClass({ code: "TEST001", settings: { guests: false } });
  const account = { name: "Kim", role: "student", password: "correct horse" };
  const { user } = (await room.call("POST", "/api/users", room.teacher, account)).body;
  const { token } = (
    await room.call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password })
  ).body;
  const asked = await Promise.all(
    Array.from({ length: 10 }, () => room.call("POST", "/api/sessions/TEST001/join", token, { nickname: "Minji" })),
  );
  expect(asked.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
  const ids = new Set(asked.map(({ body }) => body.participant.id));
  expect([ids.size, asked[0]?.body.participant.user_id, asked[0]?.body.participant.role]).toEqual([
    1,
    user.id,
    "STUDENT",
  ]);
});

test("if guests may not join, a nickname alone is rejected, and so is a guest of another session", async () => {
  await using room = await openClass({ code: "TEST001", settings: { guests: false } });
  const refused = problem(403, "no_guests", "Only people with an account can join this session.");
  await room.call("POST", "/api/sessions", room.teacher, { title: "Open", code: "OPEN" });
  const { token } = (await room.call("POST", "/api/sessions/OPEN/join", undefined, { nickname: "Ann" })).body;
  for (const as of [undefined, token]) {
    const { status, body, headers } = await room.call("POST", "/api/sessions/TEST001/join", as, { nickname: "Ann" });
    expect([status, body, headers.getSetCookie()]).toEqual([403, refused, []]);
  }
});

test("nobody joins a session that has ended, does not exist, or that they were removed from", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  const join = async (name: string, as?: string) => {
    const { status, body } = await room.call("POST", `/api/sessions/${name}/join`, as, { nickname: "Ann" });
    return [status, body];
  };
  expect(await join("NOSUCH")).toEqual([404, problem(404, "session_not_found", "Session not found")]);
  await room.call("POST", `/api/sessions/TEST001/participants/${participant.id}/remove`, room.teacher);
  const removed = problem(403, "removed", "The teacher removed you from this session.");
  expect(await join("TEST001", token)).toEqual([403, removed]);
  const read = await room.call("GET", "/api/sessions/TEST001", token);
  expect([read.status, read.body]).toEqual([403, removed]);
  const acted = await room.call("POST", "/api/sessions/TEST001/help", token, {});
  expect([acted.status, acted.body]).toEqual([403, removed]);
  await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
  const ended = problem(409, "session_ended", "The session has ended.");
  expect(await join("TEST001")).toEqual([409, ended]);
  expect(await join("TEST001", room.teacher)).toEqual([409, ended]);
});

test("the roster is visible to people in the session: the teacher first, then in order of joining", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const ben = await room.join("Ben");
  for (const path of ["/api/sessions/TEST001/participants", `/api/sessions/${room.session.id}/participants/`]) {
    const { status, body } = await room.call("GET", path, ann.token);
    expect([status, body.map(({ nickname, role }: any) => [nickname, role])]).toEqual([
      200,
      [
        ["Teacher", "INSTRUCTOR"],
        ["Ann", "STUDENT"],
        ["Ben", "STUDENT"],
      ],
    ]);
    expect(body[2]).toEqual(ben.participant);
  }
  await room.call("POST", `/api/sessions/TEST001/participants/${ann.participant.id}/remove`, room.teacher);
  const left = (await room.call("GET", "/api/sessions/TEST001/participants", ben.token)).body;
  expect(left.map(({ nickname }: any) => nickname)).toEqual(["Teacher", "Ben"]);
  expect((await room.call("GET", "/api/sessions/TEST001/participants")).status).toBe(401);
});
