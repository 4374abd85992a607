import { expect, test } from "bun:test";
import { toSnapshot } from "../../src/domain/lesson.ts";
import { defaultFeatures, Settings } from "../../src/features/whole-session.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const settings = {
  ...Settings.parse({}),
  guests: true,
  questions_visibility: "all",
  anonymous_questions: false,
  locked: false,
  max_participants: 1000,
  hard_alert: { threshold: 0.5, window_s: 60, min_responses: 5 },
};
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

test("a session gets a code, the default features and the default settings", async () => {
  await using server = await openTestServer({ publicUrl: "https://class.example" });
  const { status, body } = await server.call("POST", "/api/sessions/", await server.teacher(), { title: " Class " });
  expect([status, body]).toEqual([
    201,
    {
      id: uuid,
      code: expect.stringMatching(/^[ABCDEFGHJKMNPQRSTUVWXYZ2-9]{6}$/),
      title: "Class",
      status: "WAITING",
      lesson: null,
      current_subtask: null,
      features: defaultFeatures,
      settings,
      instructor: { id: 1, name: "Teacher" },
      join_url: `https://class.example/j/${body.code}`,
      created_at: time,
      started_at: null,
      ended_at: null,
    },
  ]);
});

test("a session is created with the given values", async () => {
  await using room = await openClass({
    code: "test001",
    features: ["practice", "help", "steps", "help"],
    settings: { guests: false, hard_alert: { threshold: 0.3 } },
  });
  expect(room.session).toMatchObject({
    code: "TEST001",
    lesson: toSnapshot(room.lesson),
    features: ["steps", "help", "practice"],
    settings: { ...settings, guests: false, hard_alert: { ...settings.hard_alert, threshold: 0.3 } },
    join_url: expect.stringMatching(/^http:\/\/localhost:\d+\/j\/TEST001$/),
  });
});

test("a code has 4 to 12 letters or digits, is not a reserved word, and is unique", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const make = (code: unknown) => server.call("POST", "/api/sessions", teacher, { title: "T", code });
  for (const code of ["ABCD", "ABCDEFGHIJKL", "1234", "  mixed7  "]) {
    const { status, body } = await make(code);
    expect([status, body.code]).toEqual([201, code.trim().toUpperCase()]);
  }
  for (const code of [
    "ABC",
    "ABCDEFGHIJKLM",
    "AB CD",
    "AB-CD",
    "ÄBCD",
    "가나다라",
    "",
    null,
    1234,
    ["ABCD"],
    "ＡＢＣＤ",
  ]) {
    const { status, body } = await make(code);
    expect([code, status, body.errors?.[0]?.path]).toEqual([code, 422, "code"]);
  }
  for (const code of ["SESSION", "sessions", "Guitar", "LIVE", "live"]) {
    const { status, body } = await make(code);
    expect([code, status, body.errors]).toEqual([
      code,
      422,
      [{ path: "code", message: "This word cannot be a code." }],
    ]);
  }
  expect((await make("SPC")).status).toBe(422);
  for (const code of ["ABCD", "abcd", "Mixed7"]) {
    const { status, body } = await make(code);
    expect([status, body]).toEqual([
      409,
      problem(409, "code_taken", "Another session has this code: choose another code, or delete that session."),
    ]);
  }
});

test("unknown features and settings are rejected", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  for (const wrong of [
    {},
    { title: "" },
    { title: "T", features: ["flying"] },
    { title: "T", features: "steps" },
    { title: "T", settings: { guests: "yes" } },
    { title: "T", settings: { questions_visibility: "some" } },
    { title: "T", settings: { hard_alert: { threshold: 0 } } },
    { title: "T", settings: { hard_alert: { threshold: 1.1 } } },
    { title: "T", settings: { hard_alert: { window_s: 0 } } },
    { title: "T", settings: { hard_alert: { min_responses: 1.5 } } },
    { title: "T", lesson_id: "1" },
  ]) {
    expect([wrong, (await server.call("POST", "/api/sessions", teacher, wrong)).status]).toEqual([wrong, 422]);
  }
  const unknown = await server.call("POST", "/api/sessions", teacher, { title: "T", lesson_id: 1 });
  expect([unknown.status, unknown.body.code]).toEqual([404, "lesson_not_found"]);
  expect((await server.call("GET", "/api/sessions", teacher)).body).toEqual([]);
});

test("a teacher's sessions are listed newest first, page by page, with their current state", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  for (let n = 1; n <= 7; n++) {
    await server.call("POST", "/api/sessions", teacher, { title: `Class ${n}`, code: `CLASS${n}` });
  }
  await server.call("POST", "/api/sessions/CLASS6/start", teacher);
  await server.call("PATCH", "/api/sessions/CLASS5", teacher, { title: "Renamed" });
  await server.call("DELETE", "/api/sessions/CLASS4", teacher);
  const page = async (query: string) => (await server.call("GET", `/api/sessions${query}`, teacher)).body;
  const all = await page("");
  expect(all.map(({ title, status }: any) => [title, status])).toEqual([
    ["Class 7", "WAITING"],
    ["Class 6", "IN_PROGRESS"],
    ["Renamed", "WAITING"],
    ["Class 3", "WAITING"],
    ["Class 2", "WAITING"],
    ["Class 1", "WAITING"],
  ]);
  expect(all).toEqual(await page("/?limit=200"));
  expect(all[1]).toEqual({ ...(await server.call("GET", "/api/sessions/CLASS6", teacher)).body, student_count: 0 });
  expect(await page("?limit=2")).toEqual(all.slice(0, 2));
  expect(await page(`?limit=2&before=${all[1].id}`)).toEqual(all.slice(2, 4));
  expect(await page(`?before=${all[5].id}`)).toEqual([]);
  for (const query of ["?limit=0", "?limit=201", "?limit=x", "?limit=1.5", "?before=CLASS1"]) {
    const { status, body } = await server.call("GET", `/api/sessions${query}`, teacher);
    expect([query, status, body.code]).toEqual([query, 422, "does_not_fit"]);
  }
});

test("the list says how many students took part, without the teacher and those who were removed", async () => {
  await using room = await openClass({ code: "CLASS1" });
  await room.call("POST", "/api/sessions", room.teacher, { title: "Empty", code: "CLASS2" });
  await room.join("Ann");
  await room.join("Ben");
  const { participant } = await room.join("Troll");
  await room.call("POST", `/api/sessions/CLASS1/participants/${participant.id}/remove`, room.teacher);
  const { body } = await room.call("GET", "/api/sessions", room.teacher);
  expect(body.map(({ code, student_count }: any) => [code, student_count])).toEqual([
    ["CLASS2", 0],
    ["CLASS1", 2],
  ]);
});

test("a session is shown to those who are in it, by id or by code, and to nobody else", async () => {
  await using server = await openTestServer();
  await using room = await openClass({ server, code: "TEST001" });
  await using other = await openClass({ server, code: "OTHER" });
  const { token } = await room.join("Ann");
  const stranger = (await other.join("Zoe")).token;
  for (const name of ["TEST001", "test001", "TEST001/", room.session.id, `${room.session.id.toUpperCase()}/`]) {
    expect([name, (await room.call("GET", `/api/sessions/${name}`, token)).body]).toEqual([name, room.session]);
  }
  const notIn = await room.call("GET", "/api/sessions/TEST001", stranger);
  expect([notIn.status, notIn.body]).toEqual([
    403,
    problem(403, "not_in_session", "You have not joined this session."),
  ]);
  expect((await room.call("GET", "/api/sessions/TEST001")).status).toBe(401);
  const unknown = await room.call("GET", "/api/sessions/NOSUCH", token);
  expect([unknown.status, unknown.body]).toEqual([404, problem(404, "session_not_found", "Session not found")]);
});

test("a change by the session's teacher affects only the given fields, and connected students receive it", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  await using student = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  const patch = (change: object, by = room.teacher) => room.call("PATCH", "/api/sessions/TEST001/", by, change);

  const change = { settings: { questions_visibility: "host", hard_alert: { window_s: 30 } } };
  const changed = { ...settings, questions_visibility: "host", hard_alert: { ...settings.hard_alert, window_s: 30 } };
  const { status, body } = await patch(change);
  expect([status, body]).toEqual([200, { ...room.session, settings: changed }]);
  expect((await student.until("session.updated")).data).toEqual({ settings: changed });

  expect((await patch({ lesson_id: null, features: [] })).body).toMatchObject({ lesson: null, features: [] });
  expect((await student.until("session.updated")).data).toEqual({ lesson: null, features: [] });
  expect((await patch({ title: "New", code: "OTHER1" })).status).toBe(422);
  expect((await patch({ title: "New" })).body).toMatchObject({ title: "New", code: "TEST001" });
  expect((await student.until("session.updated")).data).toEqual({ title: "New" });

  const seq = () => homeOf(room, "TEST001").room.seq;
  const before = seq();
  expect((await patch({})).status).toBe(200);
  expect((await patch({ title: "" })).status).toBe(422);
  expect((await patch({ lesson_id: 99 })).status).toBe(404);
  expect((await patch({ title: "Mine" }, token)).status).toBe(403);
  expect(seq()).toBe(before);

  await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
  const late = await patch({ title: "Late" });
  expect([late.status, late.body]).toEqual([409, problem(409, "session_ended", "The session has ended.")]);
});

test("deleting a session deletes all its data, and frees its code", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  await socket.until("welcome");
  expect((await room.call("DELETE", "/api/sessions/TEST001", token)).status).toBe(403);
  const { status, body } = await room.call("DELETE", "/api/sessions/TEST001/", room.teacher);
  expect([status, body]).toEqual([204, ""]);
  expect(await socket.closed).toEqual({ code: 4404, reason: "session deleted" });
  for (const path of ["", "/participants", "/status", "/help"]) {
    expect((await room.call("GET", `/api/sessions/TEST001${path}`, room.teacher)).status).toBe(404);
  }
  expect((await room.call("GET", "/api/join/TEST001")).status).toBe(404);
  expect((await room.call("POST", "/api/sessions", room.teacher, { title: "T", code: "TEST001" })).status).toBe(201);
  // The guest went with the session.
  expect((await room.call("GET", "/api/sessions/TEST001", token)).status).toBe(401);
});

test("frames that arrive while their session is deleted affect nobody else", async () => {
  await using server = await openTestServer();
  await using room = await openClass({ server, code: "TEST001" });
  await using other = await openClass({ server, code: "OTHER" });
  const sockets = [];
  for (let n = 0; n < 5; n++) {
    const { token } = await room.join(`Student ${n}`);
    sockets.push(await TestSocket.open(`${room.url}/ws/live/TEST001`, token));
  }
  const deleted = room.call("DELETE", "/api/sessions/TEST001", room.teacher);
  for (let n = 0; n < 100; n++) for (const socket of sockets) socket.send({ type: "help.request", id: `${n}` });
  const { token } = await other.join("Zoe");
  expect((await room.call("POST", "/api/sessions/OTHER/help", token, {})).status).toBe(200);
  expect((await deleted).status).toBe(204);
  for (const socket of sockets) expect(await socket.closed).toMatchObject({ code: 4404 });
  expect((await room.call("GET", "/api/sessions/OTHER/help", token)).body).toHaveLength(1);
});

test("the status of a session is served on its three paths", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  await socket.until("welcome");
  const status = {
    session_code: "TEST001",
    status: "WAITING",
    online_participants: [participant.id],
    online_count: 1,
    total_participants: 2,
  };
  for (const base of ["/api/sessions", "/sessions", "/api/v1/sessions"]) {
    for (const name of ["TEST001", "test001", room.session.id]) {
      for (const slash of ["", "/"]) {
        const path = `${base}/${name}/status${slash}`;
        const answer = await room.call("GET", path, token);
        expect([path, answer.status, answer.body]).toEqual([path, 200, status]);
      }
    }
    expect((await room.call("GET", `${base}/TEST001/status`)).status).toBe(401);
    expect((await room.call("GET", `${base}/NOSUCH/status`, token)).status).toBe(404);
  }
});
