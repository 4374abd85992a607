/** MobileGPT, guided steps: a test per row of docs/COMPATIBILITY.md. */
import { expect, setDefaultTimeout } from "bun:test";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { TestSocket } from "../support/socket.ts";
import { type Person, type Room, rejection, row, shared, time } from "./rows.ts";

setDefaultTimeout(20_000);

const path = "/ws/sessions/:code/";
const records = keepLogRecords("info");
const server = shared();

/** A class with an instructor and a student who are connected, and what each has received so far read away. */
async function connected(input?: Parameters<typeof server.room>[0]) {
  const room = await server.room(input);
  const ann = await room.join("Ann");
  const instructor = await room.open(path, room.teacher);
  const student = await room.open(path, ann.token);
  await instructor.until("participant_joined");
  return { room, ann, instructor, student };
}

/** Everything that a socket has received by now. */
const heard = (socket: TestSocket): Promise<any[]> =>
  server.received(socket, { type: "heartbeat", data: {} }, ({ type }) => type === "heartbeat_ack");

/** A participant as others read it. */
async function read(room: Room, { id }: Person): Promise<any> {
  return (await room.ask("GET", "/participants")).find((one: any) => one.id === id);
}

/** Waits until a participant has this status. */
async function hasStatus(room: Room, person: Person, status: string): Promise<any> {
  for (;;) {
    const found = await read(room, person);
    if (found.status === status) return found;
    await Bun.sleep(5);
  }
}

const data = {};

row("mobilegpt-01", async () => {
  const room = await server.room();
  const { token } = await room.join("Ann");
  for (const at of [path, "/ws/sessions/:code", path.replace(":code", room.session.code.toLowerCase())]) {
    await (await room.open(at, token))[Symbol.asyncDispose]();
  }
});

row("mobilegpt-02", async () => {
  const room = await server.room();
  const { token } = await room.join("Ann");
  const url = `${room.url}/ws/sessions/${room.session.code}/`;
  expect((await knock(url, undefined, { Cookie: `a=b; lectern_session=${token}` })).status).toBe(101);
});

row("mobilegpt-03", async () => {
  const room = await server.room();
  expect((await knock(`${room.url}/ws/sessions/${room.session.code}/`)).status).toBe(403);
});

row("mobilegpt-04", async () => {
  const { student } = await connected();
  student.send({ type: "join", timestamp: 1, data: {} });
  student.send({ type: "heartbeat", timestamp: 1, data: { timestamp: 2 } });
  expect((await student.until("heartbeat_ack")).timestamp).toBe(2);
});

row("mobilegpt-05", async () => {
  const { room, ann, student } = await connected();
  student.send({ type: "join", data });
  const { code: session_code } = room.session;
  const message = "세션에 참가했습니다";
  expect(await student.next()).toEqual({ type: "join_confirmed", session_code, user_id: ann.user_id, message });
});

row("mobilegpt-06", async () => {
  const { room, ann, student } = await connected();
  expect((await read(room, ann)).status).toBe("WAITING");
  student.send({ type: "join", data });
  await student.next();
  expect((await read(room, ann)).status).toBe("ACTIVE");
  for (const n of [1, 2, 3]) student.send({ type: "step_complete", data: { subtask_id: room.step(n) } });
  for (const _ of [1, 2, 3]) await student.until("step_complete_confirmed");
  expect((await read(room, ann)).status).toBe("COMPLETED");
  student.send({ type: "join", data });
  await student.until("join_confirmed");
  expect((await read(room, ann)).status).toBe("ACTIVE");
});

row("mobilegpt-07", async () => {
  const room = await server.room();
  const other = await server.room();
  const { token } = await other.join("Visitor");
  const names = async () => (await room.ask("GET", "/participants")).map(({ nickname }: any) => nickname);
  expect(await names()).toEqual(["Teacher"]);
  await (await room.open(path, token))[Symbol.asyncDispose]();
  await (await room.open(path, token))[Symbol.asyncDispose]();
  expect(await names()).toEqual(["Teacher", "Visitor"]);
});

row("mobilegpt-08", async () => {
  const { student } = await connected();
  for (const timestamp of [1234567890, 1700000000123, 1700000000.5]) {
    student.send({ type: "heartbeat", data: { timestamp } });
    expect(await student.next()).toEqual({ type: "heartbeat_ack", timestamp });
  }
});

row("mobilegpt-09", async () => {
  const { room, ann, student } = await connected();
  const before = (await read(room, ann)).last_active_at;
  await Bun.sleep(2);
  await heard(student);
  expect((await read(room, ann)).last_active_at > before).toBe(true);
});

row("mobilegpt-10", async () => {
  const { room, student } = await connected();
  const subtask_id = room.step(1);
  student.send({ type: "step_complete", data: { subtask_id } });
  const message = "단계를 완료했습니다";
  expect(await student.next()).toEqual({ type: "step_complete_confirmed", subtask_id, message });
});

row("mobilegpt-11", async () => {
  const { room, ann, instructor, student } = await connected();
  const other = await room.open(path, (await room.join("Bob")).token);
  await instructor.until("participant_joined");
  const subtask_id = room.step(1);
  student.send({ type: "step_complete", data: { subtask_id } });
  const { user_id } = ann;
  expect(await instructor.next()).toEqual({
    type: "progress_updated",
    ...{ user_id, user_name: "Ann", subtask_id, status: "completed" },
  });
  expect(await heard(other)).toEqual([]);
});

row("mobilegpt-12", async () => {
  const { room, ann, student } = await connected();
  const before = await read(room, ann);
  await Bun.sleep(2);
  student.send({ type: "step_complete", data: { subtask_id: room.step(1) } });
  await student.next();
  const after = await read(room, ann);
  expect(after.current_subtask.id).toBe(room.step(1));
  expect(after.last_active_at > before.last_active_at).toBe(true);
});

/** Asks for help by a frame of this type, and expects it at the instructor alone. */
async function help(type: string): Promise<void> {
  const { room, ann, instructor, student } = await connected();
  const asked = { subtask_id: room.step(1), message: "이 단계를 이해하지 못했습니다" };
  student.send({ type, data: asked });
  const { user_id } = ann;
  expect(await instructor.next()).toEqual({ type: "help_requested", user_id, user_name: "Ann", ...asked });
  expect(await heard(student)).toEqual([]);
}
row("mobilegpt-13", () => help("request_help"));
row("mobilegpt-14", () => help("help_request"));

row("mobilegpt-15", async () => {
  const { room, instructor, student } = await connected();
  const subtask_id = room.step(1);
  student.send({ type: "progress_update", data: { subtask_id, status: "in_progress", note: "half" } });
  expect(await student.next()).toEqual({ type: "progress_update_confirmed", subtask_id, status: "in_progress" });
  expect(await instructor.next()).toMatchObject({ type: "progress_updated", subtask_id, status: "in_progress" });
});

row("mobilegpt-16", async () => {
  const { room, instructor, student } = await connected();
  instructor.send({ type: "next_step", data: { subtask_id: room.step(2), message: "다음 단계입니다" } });
  const nothing = { target_action: null, guide_text: null, voice_guide_text: null };
  const subtask = { id: room.step(2), title: "Step 2", order_index: 2, ...nothing };
  for (const socket of [instructor, student]) expect(await socket.next()).toEqual({ type: "step_changed", subtask });
});

row("mobilegpt-17", async () => {
  const { room, instructor } = await connected();
  instructor.send({ type: "next_step", data: { subtask_id: room.step(2), message: "다음 단계입니다" } });
  await instructor.until("step_changed");
  expect((await room.ask("GET", "/step-controls"))[0].message).toBe("다음 단계입니다");
});

/** What a student receives for these frames of the instructor, one after the other. */
async function statusAfter(...types: string[]) {
  const { instructor, student } = await connected();
  instructor.send({ type: "next_step", data });
  await student.until("step_changed");
  for (const type of types) instructor.send({ type, data });
  const frames = [];
  for (const _ of types) frames.push(await student.next());
  return { last: frames.at(-1), student };
}
const changed = (status: string, message: string) => ({ type: "session_status_changed", status, message });

row("mobilegpt-18", async () => {
  expect((await statusAfter("pause_session")).last).toEqual(changed("PAUSED", "세션이 일시정지되었습니다"));
});
row("mobilegpt-19", async () => {
  const { last } = await statusAfter("pause_session", "resume_session");
  expect(last).toEqual(changed("IN_PROGRESS", "세션이 재개되었습니다"));
});
row("mobilegpt-20", async () => {
  const { last, student } = await statusAfter("end_session");
  expect(last).toEqual(changed("ENDED", "세션이 종료되었습니다"));
  expect((await student.closed).code).toBe(1000);
});

row("mobilegpt-21", async () => {
  const { instructor, student } = await connected();
  instructor.send({ type: "next_step", data });
  for (const type of ["pause_session", "resume_session", "end_session"]) {
    instructor.send({ type, data });
    expect(await instructor.until("session_status_changed")).toEqual(await student.until("session_status_changed"));
  }
});

row("mobilegpt-22", async () => {
  const { room, instructor, student } = await connected();
  for (const type of ["next_step", "pause_session", "resume_session", "end_session"]) {
    student.send({ type, data });
    expect((await student.next()).type).toBe("error");
  }
  expect(await heard(instructor)).toEqual([]);
  expect((await room.ask("GET", "")).status).toBe("WAITING");
});

row("mobilegpt-23", async () => {
  const room = await server.room();
  const instructor = await room.open(path, room.teacher);
  const ann = await room.join("Ann");
  const student = await room.open(path, ann.token);
  const joined = { type: "participant_joined", user_id: ann.user_id, user_name: "Ann", role: "STUDENT" };
  expect(await instructor.next()).toEqual(joined);
  expect(await heard(student)).toEqual([]);
});

row("mobilegpt-24", async () => {
  const { ann, instructor, student } = await connected();
  student.close();
  expect(await instructor.next()).toEqual({ type: "participant_left", user_id: ann.user_id, user_name: "Ann" });
});

row("mobilegpt-25", async () => {
  const { room, ann, instructor, student } = await connected();
  for (const n of [1, 2, 3]) student.send({ type: "step_complete", data: { subtask_id: room.step(n) } });
  for (const _ of [1, 2, 3]) await student.until("step_complete_confirmed");
  student.close();
  await instructor.until("participant_left");
  expect((await read(room, ann)).status).toBe("DISCONNECTED");
});

row("mobilegpt-26", async () => {
  const { room, ann, student } = await connected();
  await hasStatus(room, ann, "WAITING");
  student.send({ type: "join", data });
  await hasStatus(room, ann, "ACTIVE");
  for (const n of [1, 2, 3]) student.send({ type: "step_complete", data: { subtask_id: room.step(n) } });
  await hasStatus(room, ann, "COMPLETED");
  student.close();
  await hasStatus(room, ann, "DISCONNECTED");
});

/** The actions of a class in which every one of the instructor's messages was sent once. */
async function logged() {
  const { room, instructor } = await connected();
  instructor.send({ type: "next_step", data: { subtask_id: room.step(1), message: "go" } });
  for (const type of ["pause_session", "resume_session", "end_session"]) instructor.send({ type, data });
  await instructor.closed;
  return { room, log: await room.ask("GET", "/step-controls") };
}
row("mobilegpt-27", async () => {
  const { log } = await logged();
  expect(log.map(({ action }: any) => action).toSorted()).toEqual(["END_STEP", "PAUSE", "RESUME", "START_STEP"]);
});
row("mobilegpt-28", async () => {
  const { room, log } = await logged();
  expect(log.find(({ action }: any) => action === "START_STEP")).toEqual({
    id: expect.any(Number),
    action: "START_STEP",
    instructor: room.session.instructor,
    subtask: expect.objectContaining({ id: room.step(1), title: "Step 1" }),
    message: "go",
    created_at: time,
  });
});
row("mobilegpt-29", async () => {
  const { room, log } = await logged();
  expect(log.map(({ action }: any) => action)).toEqual(["END_STEP", "RESUME", "PAUSE", "START_STEP"]);
  expect(await room.ask("GET", "/step-controls?limit=2")).toEqual(log.slice(0, 2));
});

row("mobilegpt-30", async () => {
  const { room, ann, student } = await connected();
  student.send({ type: "step_complete", data: { subtask_id: room.step(1) } });
  await student.next();
  expect(await read(room, ann)).toMatchObject({
    ...{ nickname: "Ann", status: expect.any(String), last_active_at: time },
    current_subtask: { id: room.step(1), title: "Step 1" },
  });
});

row("mobilegpt-31", async () => {
  const { student } = await connected();
  student.send({ type: "foo", data });
  expect(await student.next()).toEqual({ type: "error", message: "Unknown message type: foo" });
});

row("mobilegpt-32", async () => {
  const { student } = await connected();
  student.send("{not JSON");
  expect((await student.next()).type).toBe("error");
  expect(await heard(student)).toEqual([]);
});

row("mobilegpt-33", async () => {
  const { room, ann, student } = await connected();
  const url = `${room.url}/ws/sessions/${room.session.code}/`;
  await knock(url);
  student.close();
  await student.closed;
  await hasStatus(room, ann, "DISCONNECTED");
  const about = (level: string) => records.filter((one) => one.level === level).map((one) => JSON.stringify(one));
  expect(about("info").some((line) => line.includes(ann.id))).toBe(true);
  expect(about("warning").some((line) => line.includes("not_allowed"))).toBe(true);
  expect(records.some((one) => JSON.stringify(one).includes(ann.token))).toBe(false);
});

row("mobilegpt-34", async () => {
  const room = await server.room();
  const { token, user_id } = await room.join("Test Student");
  const url = `${room.url}/ws/sessions/${room.session.code}/`;
  const script = await TestSocket.open(url, undefined, { Cookie: `lectern_session=${token}` });
  script.send({ type: "join", data });
  expect(await script.next()).toMatchObject({ type: "join_confirmed", user_id });
  script.send({ type: "heartbeat", data: { timestamp: 1_700_000_000 } });
  expect(await script.next()).toEqual({ type: "heartbeat_ack", timestamp: 1_700_000_000 });
  script.send({ type: "step_complete", data: { subtask_id: room.step(1) } });
  expect(await script.next()).toMatchObject({ type: "step_complete_confirmed" });
});

row("mobilegpt-35", async () => {
  const { room, instructor, student } = await connected();
  student.send({ type: "join", data });
  expect((await student.next()).type).toBe("join_confirmed");
  instructor.send({ type: "next_step", data: { subtask_id: room.step(2), message: "다음 단계로 이동합니다" } });
  for (const type of ["pause_session", "resume_session"]) instructor.send({ type, data });
  const types = [];
  for (let n = 0; n < 3; n++) types.push((await student.next()).type);
  expect(types).toEqual(["step_changed", "session_status_changed", "session_status_changed"]);
});

row("mobilegpt-36", async () => {
  const room = await server.room();
  const { token } = await room.join("Android");
  const headers = { "User-Agent": "okhttp/4.12.0", "Sec-WebSocket-Extensions": "permessage-deflate" };
  const app = await TestSocket.open(`${room.url}/ws/sessions/${room.session.code}/`, token, headers);
  app.send(new TextEncoder().encode("binary").buffer);
  expect((await app.next()).type).toBe("error");
  app.send({ type: "request_help", data: { subtask_id: room.step(1), message: "?" } });
  expect(await heard(app)).toEqual([]);
  await room.ask("POST", "/end", {});
  expect(await app.next()).toMatchObject({ status: "ENDED" });
  expect((await app.closed).code).toBe(1000);
});

row("mobilegpt-37", async () => {
  const room = await server.room();
  const rejected = await knock(`${room.url}/ws/sessions/x/`, undefined, { Host: "10.0.2.2:8000" });
  expect(rejected.body).toMatchObject({ status: 403, code: "wrong_host" });
  expect(rejected.body.detail).toContain("--allowed-hosts 10.0.2.2");
  await using allowing = await openTestServer({ allowedHosts: ["10.0.2.2"] });
  const { status } = await fetch(`${allowing.url}/healthz`, { headers: { Host: "10.0.2.2:8000" } });
  expect(status).toBe(200);
});

row("mobilegpt-38", () => {
  const { sendPings, idleTimeout } = server.at.server.live.sockets.handlers;
  expect(sendPings).toBe(true);
  expect(idleTimeout).toBeGreaterThan(30);
});

row("mobilegpt-39", () => {
  const { sendPings, idleTimeout } = server.at.server.live.sockets.handlers;
  expect([sendPings, idleTimeout]).toEqual([true, 60]);
});

row("mobilegpt-40", async () => {
  const { room, ann, instructor, student } = await connected();
  await student[Symbol.asyncDispose]();
  await instructor.until("participant_left");
  const again = await room.open(path, ann.token);
  expect(await instructor.next()).toMatchObject({ type: "participant_joined", user_id: ann.user_id });
  again.send({ type: "join", data });
  expect(await again.next()).toMatchObject({ user_id: ann.user_id });
  expect((await read(room, ann)).id).toBe(ann.id);
});

row("mobilegpt-41", async () => {
  const { room, instructor, student } = await connected();
  student.send({ type: "request_help", data: { message: "?" } });
  expect((await instructor.next()).type).toBe("help_requested");
  instructor.send({ type: "next_step", data: { subtask_id: room.step(1) } });
  expect((await student.next()).type).toBe("step_changed");
});

row("mobilegpt-42", async () => {
  using folder = temporaryFolder();
  const start = () => openTestServer({ data: folder.path });
  const steps = { title: "Lesson", subtasks: [{ title: "One" }, { title: "Two" }] };
  const seat = await (async () => {
    await using before = await start();
    const teacher = await before.teacher();
    const lesson = (await before.call("POST", "/api/lessons", teacher, steps)).body;
    const made = { title: "Class", code: "RESTART", lesson_id: lesson.id };
    await before.call("POST", "/api/sessions", teacher, made);
    const { token } = (await before.call("POST", "/api/sessions/RESTART/join", undefined, { nickname: "Ann" })).body;
    const subtask_id = lesson.subtasks[0].id;
    await using student = await TestSocket.open(`${before.url}/ws/sessions/RESTART/`, token);
    student.send({ type: "step_complete", data: { subtask_id } });
    await student.until("step_complete_confirmed");
    return { token, subtask_id };
  })();
  await using after = await start();
  await using student = await TestSocket.open(`${after.url}/ws/sessions/RESTART/`, seat.token);
  student.send({ type: "join", data: {} });
  expect((await student.next()).type).toBe("join_confirmed");
  const [, ann] = (await after.call("GET", "/api/sessions/RESTART/participants", seat.token)).body;
  expect(ann.current_subtask.id).toBe(seat.subtask_id);
  expect(await rejection(TestSocket.open(`${after.url}/ws/sessions/RESTART/`))).toContain("403");
});
