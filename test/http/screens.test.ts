/** Projectors: how a browser becomes one, what it receives, and how it ends. */
import { expect, test } from "bun:test";
import { hasTwoNodes } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass, temporaryFolder } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { TestSocket } from "../support/socket.ts";

const path = (room: TestClass, rest = "") => `/api/sessions/${room.session.code}${rest}`;
/** The token of a projector that the teacher opened. */
const pair = async (room: TestClass): Promise<string> =>
  (await room.call("POST", path(room, "/screens"), room.teacher)).body.token;
const open = (room: TestClass, token?: string, headers?: Record<string, string>) =>
  TestSocket.open(`${room.url}/ws/live/screen/${room.session.code}`, token, headers);
const connected = async (room: TestClass) => (await room.call("GET", path(room, "/screens"), room.teacher)).body;
/** Waits until a part of what is shown passes. */
async function until(socket: TestSocket, part: string, passes: (shown: any) => boolean): Promise<any> {
  for (;;) {
    const { type, data } = await socket.next();
    const shown = ["welcome", "changed"].includes(type) ? data.parts[part] : undefined;
    if (shown !== undefined && passes(shown)) return shown;
  }
}

test("the teacher's browser becomes a projector, and shows the class from its first frame on", async () => {
  await using room = await openClass({ code: "TEST001" });
  await room.join("Ann");
  const { status, body, headers } = await room.call("POST", path(room, "/screens"), room.teacher);
  expect([status, body]).toEqual([201, { token: expect.stringMatching(/^[\w-]{43}$/), session_code: "TEST001" }]);
  // The browser sends it to this class's projector socket only.
  const [cookie = ""] = headers.getSetCookie();
  expect(cookie).toBe(
    `lectern_screen=${body.token}; Max-Age=604800; Path=/ws/live/screen/TEST001; HttpOnly; SameSite=Lax`,
  );
  await using screen = await open(room, undefined, { Cookie: `lectern_screen=${body.token}` });
  expect(await screen.next()).toMatchObject({
    type: "welcome",
    data: {
      server_time: expect.stringMatching(/Z$/),
      join_url: room.server.joinUrl("TEST001"),
      parts: {
        session: { code: "TEST001", title: "Class", status: "WAITING" },
        participants: { online: 0, joined: 1, newest: [{ n: 1, name: "Ann" }] },
        steps: { step: null, started_at: null, steps: 3, done: 0, of: 0 },
        feedback: { ok: 0, hard: 0 },
        questions: { top: [], open: 0 },
        timer: { ends_at: null, seconds: 0, label: null },
        screen: { view: "auto", chosen_at: null },
      },
    },
  });
});

test("another device becomes a projector by six digits, which work once and for a minute", async () => {
  const time = { now: Date.parse("2026-03-02T09:00:00.000Z") };
  const server = await openTestServer({ now: () => time.now, publicUrl: "http://192.168.0.7:8000" });
  await using room = await openClass({ server, code: "TEST001" });
  const show = async () => (await room.call("POST", path(room, "/screens/codes"), room.teacher)).body;
  const type = (code: string) => room.call("POST", "/api/screens", undefined, { code });
  const first = await show();
  expect(first).toEqual({
    ticket: expect.any(String),
    number: expect.stringMatching(/^\d{6}$/),
    expires_at: "2026-03-02T09:01:00.000Z",
    url: "http://192.168.0.7:8000/screen",
  });
  const { status, body } = await type(` ${first.number} `);
  expect([status, body.session_code]).toEqual([200, "TEST001"]);
  await using screen = await open(room, body.token);
  expect((await screen.next()).type).toBe("welcome");
  expect((await type(first.number)).body.code).toBe("code_used");
  const second = await show();
  time.now += 60_000;
  expect((await type(second.number)).body.code).toBe("code_expired");
  // It signs nobody in.
  const third = await show();
  expect((await room.call("POST", "/api/auth/sign-in", undefined, { code: third.number })).status).toBe(401);
});

test("only the class's teacher opens projectors, counts them and disconnects them", async () => {
  await using room = await openClass();
  const { token } = await room.join("Ann");
  for (const [method, rest] of [
    ["POST", "/screens"],
    ["POST", "/screens/codes"],
    ["GET", "/screens"],
    ["DELETE", "/screens"],
  ] as const) {
    expect([method, rest, (await room.call(method, path(room, rest), token)).status]).toEqual([method, rest, 403]);
    expect([method, rest, (await room.call(method, path(room, rest))).status]).toEqual([method, rest, 401]);
  }
});

test("a projector follows the class: who joins, the step and how many have done it, the countdown, the view", async () => {
  await using room = await openClass();
  await using screen = await open(room, await pair(room));
  await screen.until("welcome");
  const ann = await room.join("Ann");
  const ben = await room.join("Ben");
  expect(await until(screen, "participants", ({ joined }) => joined === 2)).toEqual({
    online: 0,
    joined: 2,
    newest: [
      { n: 2, name: "Ben" },
      { n: 1, name: "Ann" },
    ],
  });
  await using phone = await TestSocket.open(`${room.url}/ws/live/${room.session.code}`, ann.token);
  await phone.until("welcome");
  const [first] = room.lesson.subtasks;
  await room.call("POST", path(room, `/steps/${first?.id}/start`), room.teacher, {});
  expect(await until(screen, "steps", ({ step }) => step?.id === first?.id)).toMatchObject({ done: 0, of: 1 });
  await room.call("POST", path(room, `/steps/${first?.id}/complete`), ann.token, {});
  // Who has done it counts, even after they left.
  await room.call("POST", path(room, `/steps/${first?.id}/complete`), ben.token, {});
  expect(await until(screen, "steps", ({ done }) => done === 2)).toMatchObject({ steps: 3, of: 2 });
  await room.call("POST", path(room, "/feedback"), ann.token, { feedback_type: "HARD" });
  expect(await until(screen, "feedback", ({ hard }) => hard === 1)).toEqual({ ok: 0, hard: 1 });
  await room.call("POST", path(room, "/timer"), room.teacher, { seconds: 90, label: "Break" });
  expect(await until(screen, "timer", ({ ends_at }) => ends_at !== null)).toMatchObject({
    seconds: 90,
    label: "Break",
  });
  await room.call("POST", path(room, "/screen"), room.teacher, { view: "blank" });
  expect(await until(screen, "screen", () => true)).toMatchObject({ view: "blank" });
  await room.call("PATCH", path(room), room.teacher, { features: ["steps"] });
  expect(await until(screen, "questions", () => true)).toBeNull();
  await room.call("POST", path(room, "/end"), room.teacher, {});
  expect(await until(screen, "session", ({ status }) => status !== "IN_PROGRESS")).toMatchObject({ status: "ENDED" });
});

test("a projector counts nowhere as a person, and the teacher's page counts projectors", async () => {
  await using room = await openClass();
  await using teacher = await TestSocket.open(`${room.url}/ws/live/${room.session.code}`, room.teacher);
  await teacher.until("welcome");
  const token = await pair(room);
  const screen = await open(room, token);
  await screen.until("welcome");
  expect((await teacher.until("screen.counted")).data).toEqual({ connected: 1 });
  expect(await connected(room)).toEqual({ connected: 1 });
  const { body } = await room.call("GET", path(room, "/status"), room.teacher);
  expect([body.online_count, body.total_participants]).toEqual([1, 1]);
  expect((await room.call("GET", path(room, "/participants"), room.teacher)).body).toHaveLength(1);
  await screen[Symbol.asyncDispose]();
  expect((await teacher.until("screen.counted")).data).toEqual({ connected: 0 });
  await room.call("POST", path(room, "/end"), room.teacher, {});
  const report = (await room.call("GET", path(room, "/report"), room.teacher)).body;
  expect(report.attendance).toHaveLength(1);
});

test("projectors that the teacher disconnects close, and do not come back with their credential", async () => {
  await using room = await openClass();
  const token = await pair(room);
  await using screen = await open(room, token);
  await screen.until("welcome");
  expect((await room.call("DELETE", path(room, "/screens"), room.teacher)).status).toBe(204);
  expect(await screen.closed).toMatchObject({ code: 4401 });
  await using again = await open(room, token);
  expect([await again.closed, again.texts]).toEqual([{ code: 4401, reason: "credential ended" }, []]);
});

test("if the class is deleted, its projectors close and their credentials are gone", async () => {
  await using room = await openClass({ code: "TEST001" });
  const token = await pair(room);
  await using screen = await open(room, token);
  await screen.until("welcome");
  expect((await room.call("DELETE", path(room), room.teacher)).status).toBe(204);
  expect(await screen.closed).toMatchObject({ code: 4404 });
  await expect(open(room, token)).rejects.toThrow();
  await room.call("POST", "/api/sessions", room.teacher, { title: "Another", code: "TEST001" });
  await using another = await open(room, token);
  expect(await another.closed).toMatchObject({ code: 4401 });
});

test("after a restart of the server the same projector shows the class as it is", async () => {
  using folder = temporaryFolder();
  const server = await openTestServer({ data: folder.path });
  const room = await openClass({ server, code: "TEST001" });
  const token = await pair(room);
  await room.call("POST", path(room, "/screen"), room.teacher, { view: "questions" });
  await room.call("POST", path(room, "/timer"), room.teacher, { seconds: 3600 });
  const { body: timer } = await room.call("GET", path(room, "/timer"), room.teacher);
  const screen = await open(room, token);
  await screen.until("welcome");
  await room[Symbol.asyncDispose]();
  expect(await screen.closed).toMatchObject({ code: hasTwoNodes ? 1012 : 1001 });
  await using later = await openTestServer({ data: folder.path });
  await using again = await TestSocket.open(`${later.url}/ws/live/screen/test001`, token);
  expect((await again.next()).data.parts).toMatchObject({ screen: { view: "questions" }, timer });
});

test("a room with nobody but a projector stays in memory", async () => {
  const time = { now: Date.parse("2026-03-02T09:00:00.000Z") };
  const server = await openTestServer({ now: () => time.now });
  await using room = await openClass({ server });
  await using screen = await open(room, await pair(room));
  await screen.until("welcome");
  time.now += 11 * 60_000;
  for (const { live } of server.nodes) live.tidy();
  await room.call("POST", path(room, "/screen"), room.teacher, { view: "code" });
  expect(await until(screen, "screen", () => true)).toMatchObject({ view: "code" });
  expect(homeOf(room, room.session.id).room.screens.size).toBe(1);
});

test("one projector too many replaces the oldest", async () => {
  await using room = await openClass();
  const token = await pair(room);
  const all: TestSocket[] = [];
  for (let n = 0; n < 21; n++) {
    const screen = await open(room, token);
    all.push(screen);
    await screen.until("welcome");
  }
  expect(await all[0]?.closed).toMatchObject({ code: 4409 });
  expect(await connected(room)).toEqual({ connected: 20 });
  // Each projector that is paired has a credential; those of a session are as many.
  const tokens = await Promise.all(Array.from({ length: 20 }, () => pair(room)));
  await using replaced = await open(room, token);
  expect(await replaced.closed).toMatchObject({ code: 4401 });
  await using newest = await open(room, tokens.at(-1));
  expect((await newest.next()).type).toBe("welcome");
  for (const screen of all) screen.close();
});

test("a projector reads a class that has ended as long as its students", async () => {
  const time = { now: Date.parse("2026-03-02T09:00:00.000Z") };
  const server = await openTestServer({ now: () => time.now });
  await using room = await openClass({ server, code: "TEST001", settings: { keep_days: 1 } });
  const token = await pair(room);
  await room.call("POST", path(room, "/end"), room.teacher, {});
  await using screen = await open(room, token);
  expect((await screen.next()).type).toBe("welcome");
  time.now += 24 * 3_600_000 - 1;
  for (const { live } of room.nodes) live.tidy();
  const ping = { type: "ping", id: "still open" };
  await screen.all(ping, ({ type }) => type === "pong");
  time.now += 1;
  // One that is connected, too.
  for (const { live } of room.nodes) live.tidy();
  expect(await screen.closed).toMatchObject({ code: 4401 });
  await using late = await open(room, token);
  expect(await late.closed).toMatchObject({ code: 4401 });
});
