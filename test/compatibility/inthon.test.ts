/** InThon, lecture feedback and questions: a test per row of docs/COMPATIBILITY.md. */
import { expect, setDefaultTimeout } from "bun:test";
import { knock } from "../support/knock.ts";
import { png } from "../support/picture.ts";
import type { TestSocket } from "../support/socket.ts";
import { type Room, rejection, row, shared, time } from "./rows.ts";

setDefaultTimeout(20_000);

const teacherPath = "/ws/session/:code/teacher/";
const studentPath = "/ws/session/:code/student/";
const server = shared();

/** A lecture with its teacher and a student, both connected and greeted. */
async function lecture() {
  const room = await server.room();
  const ann = await room.join("Ann");
  const teacher = await room.open(teacherPath, room.teacher);
  await teacher.next();
  const student = await room.open(studentPath, ann.token);
  await student.next();
  return { room, ann, teacher, student };
}

/** Everything that a socket has received by now. */
const heard = (socket: TestSocket): Promise<any[]> =>
  server.received(socket, { type: "ping" }, ({ event }) => event === "pong");

/** The id of a question that a student begins. */
const intend = async (room: Room, token: string): Promise<number> =>
  (await room.ask("POST", "/question-intents", {}, token)).question_id;

const url = "https://example.com/capture.png";

row("inthon-01", async () => {
  const room = await server.room();
  expect(await (await room.open(teacherPath, room.teacher)).next()).toMatchObject({ role: "teacher" });
  expect(await (await room.open(studentPath)).next()).toMatchObject({ role: "student" });
});

row("inthon-02", async () => {
  const room = await server.room();
  const student = await room.open(studentPath);
  const session_id = room.session.code;
  const connected = { event: "connected", session_id, role: "student", teacher_online: false };
  expect(await student.next()).toEqual(connected);
  expect(await heard(student)).toEqual([]);
});

row("inthon-03", async () => {
  const room = await server.room();
  for (const name of [room.session.code, room.session.id, room.session.id.toUpperCase()]) {
    expect(await (await room.open(`/ws/session/${name}/student/`)).next()).toMatchObject({ session_id: name });
  }
});

row("inthon-04", async () => {
  const room = await server.room();
  expect(await (await room.open(studentPath)).next()).toMatchObject({ teacher_online: false });
  const instructor = await room.open("/ws/sessions/:code/", room.teacher);
  await instructor.all({ type: "heartbeat" }, ({ type }) => type === "heartbeat_ack");
  expect(await (await room.open(studentPath)).next()).toMatchObject({ teacher_online: true });
});

row("inthon-05", async () => {
  const room = await server.room();
  for (let n = 0; n < 2; n++) {
    expect(await (await room.open(teacherPath, room.teacher)).next()).toMatchObject({ teacher_online: false });
  }
});

row("inthon-06", async () => {
  const { student } = await lecture();
  student.send({ type: "ping" });
  expect(await student.next()).toEqual({ event: "pong" });
});

row("inthon-07", async () => {
  const room = await server.room();
  expect(await rejection(room.open(teacherPath))).toContain("403");
  expect(await rejection(room.open(teacherPath, (await room.join("Ann")).token))).toContain("403");
});

row("inthon-08", async () => {
  const room = await server.room();
  expect(await (await room.open(studentPath)).next()).toMatchObject({ event: "connected", role: "student" });
  const closed = await server.room({ settings: { guests: false } });
  expect(await rejection(closed.open(studentPath))).toContain("403");
});

row("inthon-09", async () => {
  const room = await server.room();
  const address = `${room.url}/ws/session/${room.session.code}/student/`;
  const first = await knock(address);
  const cookie = first.headers.getSetCookie().find((one) => one.startsWith("lectern_session="));
  expect(cookie).toContain("HttpOnly");
  const headers = { Cookie: cookie?.split(";")[0] ?? "" };
  for (let n = 0; n < 3; n++) {
    const again = await knock(address, undefined, headers);
    expect([again.status, again.headers.getSetCookie()]).toEqual([101, []]);
  }
  expect((await room.ask("GET", "/participants")).length).toBe(2);
  const feedback = await fetch(`${room.url}/api/sessions/${room.session.code}/feedback`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ feedback_type: "OK" }),
  });
  expect(feedback.status).toBeLessThan(300);
});

row("inthon-10", async () => {
  const { room, ann, teacher, student } = await lecture();
  for (const feedback_type of ["OK", "HARD"]) {
    await room.ask("POST", "/feedback", { feedback_type }, ann.token);
    expect(await teacher.next()).toEqual({ event: "feedback", feedback_type, created_at: time });
  }
  expect(await heard(student)).toEqual([]);
});

row("inthon-11", async () => {
  const { room, ann, teacher, student } = await lecture();
  const question_id = await intend(room, ann.token);
  expect(await teacher.next()).toEqual({ event: "question_intent", question_id, created_at: time });
  expect(Number.isInteger(question_id)).toBe(true);
  expect(await heard(student)).toEqual([]);
});

row("inthon-12", async () => {
  const { room, ann, teacher, student } = await lecture();
  const { question_id } = await room.ask("POST", "/questions", { text: "Why?" }, ann.token);
  for (const socket of [teacher, student]) await socket.until("new_question");
  await room.ask("POST", `/questions/${question_id}/capture`, { capture_url: url });
  expect(await student.next()).toEqual({ event: "question_capture", question_id, capture_url: url, created_at: time });
  expect(await heard(teacher)).toEqual([]);
});

/** A question whose capture came between its intent and its text. */
async function captured() {
  const { room, ann, teacher, student } = await lecture();
  const question_id = await intend(room, ann.token);
  await teacher.until("question_intent");
  await room.ask("POST", `/questions/${question_id}/capture`, { capture_url: url });
  const capture = await student.next();
  await room.ask("POST", "/questions", { text: "Why?", question_id }, ann.token);
  return { question_id, capture, asked: await student.next() };
}
row("inthon-13", async () => {
  const { question_id, capture } = await captured();
  expect(capture).toEqual({ event: "question_capture", question_id, capture_url: url, created_at: time });
});
row("inthon-14", async () => {
  const { question_id, asked } = await captured();
  expect(asked).toMatchObject({ event: "new_question", question_id, capture_url: url });
});

row("inthon-15", async () => {
  const { room, ann, teacher, student } = await lecture();
  const asked = { text: "  Why   so? ", capture_url: url };
  const { question_id } = await room.ask("POST", "/questions", asked, ann.token);
  const question = { question_id, cleaned_text: "Why so?", capture_url: url, created_at: time };
  for (const socket of [teacher, student]) expect(await socket.next()).toEqual({ event: "new_question", ...question });
});

row("inthon-16", async () => {
  const { room, ann, student } = await lecture();
  await room.ask("POST", "/questions", { text: "Why?" }, ann.token);
  expect(await student.next()).toMatchObject({ event: "new_question", capture_url: null });
});

row("inthon-17", async () => {
  const { room, ann, student } = await lecture();
  const form = new FormData();
  form.append("file", new File([png(4, 4, () => [255, 0, 0]) as never], "capture.png", { type: "image/png" }));
  const uploaded = await fetch(`${room.url}/api/uploads?session=${room.session.code}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${ann.token}` },
    body: form,
  });
  const { url: capture_url } = (await uploaded.json()) as { url: string };
  await room.ask("POST", "/questions", { text: "Why?", capture_url }, ann.token);
  const address = (await student.next()).capture_url;
  expect(URL.canParse(address)).toBe(true);
  expect((await fetch(address)).headers.get("Content-Type")).toStartWith("image/");
});

row("inthon-18", async () => {
  const { room, ann, teacher, student } = await lecture();
  const bob = await room.join("Bob");
  const { question_id } = await room.ask("POST", "/questions", { text: "Why?" }, ann.token);
  await room.ask("PUT", `/questions/${question_id}/like`, undefined, bob.token);
  const likes = { event: "question_like_update", question_id, like_count: 1 };
  for (const socket of [teacher, student]) expect(await socket.until("question_like_update")).toEqual(likes);
});

row("inthon-19", async () => {
  const { room, teacher, student } = await lecture();
  await room.ask("POST", "/important", { note: "Look", capture_url: url });
  expect(await student.next()).toEqual({ event: "important", note: "Look", capture_url: url, created_at: time });
  expect(await heard(teacher)).toEqual([]);
});

row("inthon-20", async () => {
  const { room, student } = await lecture();
  await room.ask("POST", "/important", { capture_url: url });
  expect(await student.next()).toEqual({ event: "important", note: null, capture_url: url, created_at: time });
});

row("inthon-21", async () => {
  const { room, student } = await lecture();
  await room.ask("POST", "/hard-alerts", { capture_url: url });
  expect(await student.next()).toEqual({ event: "hard_alert", capture_url: url, created_at: time });
});

row("inthon-22", async () => {
  const { room, teacher, student } = await lecture();
  await room.ask("POST", "/hard-alerts", { capture_url: url });
  await student.until("hard_alert");
  expect(await heard(teacher)).toEqual([]);
});

row("inthon-23", async () => {
  const room = await server.room();
  const student = await room.open(studentPath);
  await student.next();
  await room.open(teacherPath, room.teacher);
  expect(await student.next()).toEqual({ event: "teacher_presence", is_online: true, changed_at: time });
});

row("inthon-24", async () => {
  const { teacher, student } = await lecture();
  teacher.close();
  expect(await student.next()).toEqual({ event: "teacher_presence", is_online: false, changed_at: time });
});

row("inthon-25", async () => {
  const { room, teacher, student } = await lecture();
  await (await room.open(teacherPath, room.teacher)).next();
  teacher.close();
  await teacher.closed;
  expect(await heard(student)).toEqual([]);
});

row("inthon-26", async () => {
  const { room, teacher, student } = await lecture();
  await room.ask("POST", "/end", {});
  for (const socket of [teacher, student]) expect(await socket.next()).toEqual({ event: "session_ended" });
});

row("inthon-27", async () => {
  const { room, teacher, student } = await lecture();
  await room.ask("POST", "/end", {});
  for (const socket of [teacher, student]) expect((await socket.closed).code).toBe(1000);
});

row("inthon-28", async () => {
  const { room, ann, teacher } = await lecture();
  await room.ask("POST", "/feedback", { feedback_type: "OK" }, ann.token);
  expect((await teacher.next()).created_at).toEqual(time);
});

row("inthon-29", async () => {
  const { room, ann, teacher, student } = await lecture();
  await room.ask("POST", "/feedback", { feedback_type: "OK" }, ann.token);
  const question_id = await intend(room, ann.token);
  await room.ask("POST", "/questions", { text: "Why?", question_id }, ann.token);
  await room.ask("POST", `/questions/${question_id}/capture`, { capture_url: url });
  await room.ask("POST", "/important", { note: "Look" });
  await room.ask("POST", "/hard-alerts", {});
  const names = async (socket: TestSocket) => (await heard(socket)).map(({ event }) => event);
  expect(await names(teacher)).toEqual(["feedback", "question_intent", "new_question"]);
  expect(await names(student)).toEqual(["new_question", "question_capture", "important", "hard_alert"]);
});

row("inthon-30", async () => {
  const { body } = await server.at.call("GET", "/openapi.json");
  const at = "/api/sessions/{session}";
  const calls = ["/feedback", "/question-intents", "/questions", "/important", "/hard-alerts", "/end"];
  for (const call of calls) expect(Object.keys(body.paths)).toContain(at + call);
});
