import { expect, test } from "bun:test";
import { openClass, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { problem } from "../support/knock.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";

const base = "/api/sessions/TEST001";
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** A class with its teacher and two students connected by the native dialect; `heard` is what each has heard since. */
async function openRoom() {
  const room = await openClass({ code: "TEST001", steps: 2 });
  const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
  const open = (token: string) => TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  const sockets = { teacher: await open(room.teacher), ann: await open(ann.token), ben: await open(ben.token) };
  async function heard() {
    const all = Object.entries(sockets).map(async ([name, socket]) => {
      const frames = await socket.all({ type: "ping", id: "heard" }, ({ type }) => type === "pong");
      return [name, frames.filter(({ type }) => type !== "presence.counted").map(({ at: _, ...frame }) => frame)];
    });
    return Object.fromEntries(await Promise.all(all)) as Record<"teacher" | "ann" | "ben", any[]>;
  }
  // A socket's first answer may precede the commit that announces another one.
  for await (const _ of rounds(room)) await heard();
  const seq = () => homeOf(room, "TEST001").room.seq;
  return { room, ann, ben, sockets, heard, seq, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

const post = async (room: TestClass, path: string, token?: string, body?: unknown) => {
  const answer = await room.call("POST", `${base}${path}`, token, body);
  return [answer.status, answer.body];
};

test("a teacher's command over HTTP is answered with its result, and everyone connected receives its event", async () => {
  await using class_ = await openRoom();
  const { room, heard } = class_;
  const [first, second] = room.lesson.subtasks;
  const instructor = { id: 1, name: "Teacher" };
  let seq = class_.seq();
  const calls: [string, unknown, unknown, string, unknown][] = [
    ["/start", undefined, { status: "IN_PROGRESS" }, "session.status_changed", { action: "start", message: null }],
    [
      `/steps/${first?.id}/start`,
      { message: "Go" },
      { subtask: first, status: "IN_PROGRESS" },
      "step.changed",
      { subtask: first, message: "Go" },
    ],
    [
      "/pause/",
      { message: "Tea" },
      { status: "PAUSED" },
      "session.status_changed",
      { action: "pause", message: "Tea" },
    ],
    [`/steps/${second?.id}/start/`, {}, { subtask: second, status: "PAUSED" }, "step.changed", { subtask: second }],
    ["/resume", {}, { status: "IN_PROGRESS" }, "session.status_changed", { action: "resume" }],
  ];
  for (const [path, body, result, type, data] of calls) {
    expect([path, await post(room, path, room.teacher, body)]).toEqual([path, [200, result]]);
    seq += 1;
    const event = { type, seq, data: expect.objectContaining({ instructor, ...(data as object) }) };
    expect(await heard()).toEqual({ teacher: [event], ann: [event], ben: [event] });
  }
});

test("the event of a student's command over HTTP reaches the teacher and the student", async () => {
  await using class_ = await openRoom();
  const { room, ann, heard } = class_;
  const [first] = room.lesson.subtasks;
  const { id: participant_id, user_id } = ann.participant;
  const who = { participant_id, user_id, user_name: "Ann" };
  let seq = class_.seq();
  const progress = { ...who, subtask_id: first?.id, finished: false };
  const calls: [string, unknown, unknown, string, unknown][] = [
    [
      `/steps/${first?.id}/progress`,
      { status: "started", note: " almost " },
      { subtask_id: first?.id, status: "started" },
      "progress.updated",
      { ...progress, status: "started", note: "almost" },
    ],
    [
      `/steps/${first?.id}/complete/`,
      undefined,
      { subtask_id: first?.id, status: "completed" },
      "progress.updated",
      { ...progress, status: "completed", note: null },
    ],
    [
      "/help/",
      { subtask_id: first?.id, message: "Stuck" },
      { help_id: 1 },
      "help.requested",
      { ...who, help_id: 1, subtask_id: first?.id, message: "Stuck", position: 1 },
    ],
    ["/help/1/resolve", {}, { help_id: 1 }, "help.resolved", { help_id: 1, participant_id }],
  ];
  for (const [path, body, result, type, data] of calls) {
    expect([path, await post(room, path, ann.token, body)]).toEqual([path, [200, result]]);
    seq += 1;
    expect(await heard()).toEqual({ teacher: [{ type, seq, data }], ann: [{ type, seq, data }], ben: [] });
  }
});

test("a command that a role may not send is rejected over HTTP, too, and no event is published", async () => {
  await using class_ = await openRoom();
  const { room, ann, ben, heard } = class_;
  const [first] = room.lesson.subtasks;
  await post(room, "/help", ann.token, {});
  await heard();
  const before = class_.seq();
  const notAllowed = problem(403, "not_allowed", "Your role may not do this.");
  for (const path of [
    "/start",
    "/pause",
    "/resume",
    "/end",
    `/steps/${first?.id}/start`,
    `/participants/${ben.participant.id}/remove`,
  ]) {
    expect([path, await post(room, path, ann.token)]).toEqual([path, [403, notAllowed]]);
  }
  for (const path of [`/steps/${first?.id}/complete`, `/steps/${first?.id}/progress`, "/help"]) {
    expect([path, await post(room, path, room.teacher)]).toEqual([path, [403, notAllowed]]);
  }
  expect(await post(room, "/help/1/resolve", ben.token)).toEqual([
    404,
    problem(404, "help_not_found", "There is no such help request."),
  ]);
  expect((await post(room, "/start"))[0]).toBe(401);
  expect(class_.seq()).toBe(before);
  expect(await heard()).toEqual({ teacher: [], ann: [], ben: [] });
});

test("a command that the state does not allow is 409, and one on something unknown 404", async () => {
  await using class_ = await openRoom();
  const { room, ann } = class_;
  const [first] = room.lesson.subtasks;
  const wrong = (text: string) => [
    409,
    problem(409, "wrong_status", "The session is not in a state for this.", `A session that is ${text}.`),
  ];
  expect(await post(room, "/resume", room.teacher)).toEqual(wrong("WAITING cannot resume"));
  await post(room, "/start", room.teacher);
  expect(await post(room, "/start", room.teacher)).toEqual(wrong("IN_PROGRESS cannot start"));
  await post(room, "/pause", room.teacher);
  expect(await post(room, "/pause", room.teacher)).toEqual(wrong("PAUSED cannot pause"));
  const paused = problem(409, "session_paused", "The session is paused.");
  expect(await post(room, `/steps/${first?.id}/complete`, ann.token)).toEqual([409, paused]);
  expect(await post(room, `/steps/${first?.id}/progress`, ann.token, { status: "started" })).toEqual([409, paused]);
  expect((await post(room, "/help", ann.token, {}))[0]).toBe(200);
  const noStep = problem(404, "subtask_not_found", "This step is not in the session's lesson.");
  expect(await post(room, "/steps/9999/start", room.teacher)).toEqual([404, noStep]);
  await post(room, "/help/1/resolve", room.teacher);
  const resolved = problem(409, "already_resolved", "This request is already resolved.");
  expect(await post(room, "/help/1/resolve", ann.token)).toEqual([409, resolved]);
  const nobody = problem(404, "participant_not_found", "There is no such participant.");
  const stranger = "00000000-0000-7000-8000-000000000000";
  expect(await post(room, `/participants/${stranger}/remove`, room.teacher)).toEqual([404, nobody]);

  await post(room, "/end", room.teacher);
  const ended = problem(409, "session_ended", "The session has ended.");
  for (const path of ["/start", "/pause", "/resume", "/end", `/steps/${first?.id}/start`, "/help/1/resolve"]) {
    expect([path, await post(room, path, room.teacher)]).toEqual([path, [409, ended]]);
  }
  for (const path of ["/help", `/steps/${first?.id}/complete`]) {
    expect([path, await post(room, path, ann.token)]).toEqual([path, [409, ended]]);
  }
});

test("a session without a feature rejects its commands and its reads", async () => {
  await using room = await openClass({ code: "TEST001", features: ["chat"] });
  const { token } = await room.join("Ann");
  const off = problem(409, "feature_off", "This session does not use that feature.");
  expect(await post(room, "/help", token, {})).toEqual([409, off]);
  expect(await post(room, `/steps/${room.lesson.subtasks[0]?.id}/complete`, token)).toEqual([409, off]);
  for (const path of ["/help", "/step-controls", "/progress"]) {
    const { status, body } = await room.call("GET", `${base}${path}`, token);
    expect([path, status, body]).toEqual([path, 409, off]);
  }
});

test("a command with an Idempotency-Key is executed once, and its answer is shared with native frames of that id", async () => {
  await using class_ = await openRoom();
  const { room, ann, ben, sockets, heard } = class_;
  const ask = async (key: string, token: string, body: object = {}, path = "/help") => {
    const response = await fetch(`${room.url}${base}${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  };
  const before = class_.seq();
  const many = await Promise.all(Array.from({ length: 10 }, () => ask("k1", ann.token, { message: "once" })));
  for (const answer of many) expect(answer).toEqual([200, { help_id: 1 }]);
  expect(class_.seq()).toBe(before + 1);
  expect(await ask("k1", ben.token)).toEqual([200, { help_id: 2 }]);
  await heard();
  sockets.ann.send({ type: "help.request", id: "k1", data: { message: "again" } });
  // The count of connected students may arrive first.
  expect(await sockets.ann.until("ok")).toEqual({ type: "ok", id: "k1", data: { help_id: 1 } });
  const refused = problem(404, "subtask_not_found", "This step is not in the session's lesson.");
  expect(await ask("k2", ann.token, {}, "/steps/999/complete")).toEqual([404, refused]);
  expect(await ask("k2", ann.token)).toEqual([404, refused]);
  expect((await ask("x".repeat(64), ann.token))[0]).toBe(200);
  expect((await ask("x".repeat(65), ann.token))[0]).toBe(422);
  expect((await room.call("GET", `${base}/help`, ann.token)).body).toHaveLength(2);
  expect(class_.seq()).toBe(before + 3);
});

test("reads include the seq they are up to date with, and a student reads their own data only", async () => {
  await using class_ = await openRoom();
  const { room, ann, ben } = class_;
  const [first, second] = room.lesson.subtasks;
  await post(room, `/steps/${first?.id}/start`, room.teacher, { message: "Go" });
  await post(room, "/help", ann.token, { message: "Ann's" });
  await post(room, "/help", ben.token, { subtask_id: first?.id });
  await post(room, "/help/1/resolve", room.teacher);
  await post(room, `/steps/${second?.id}/progress`, ann.token, { status: "failed", note: "broken" });
  const read = async (path: string, token: string) => {
    const { status, body, headers } = await room.call("GET", `${base}${path}`, token);
    expect([status, headers.get("Lectern-Seq")]).toEqual([200, String(class_.seq())]);
    return body;
  };
  const item = (help_id: number, { participant }: typeof ann, rest: object) => ({
    help_id,
    participant_id: participant.id,
    user_id: participant.user_id,
    user_name: participant.nickname,
    subtask_id: null,
    message: "",
    created_at: time,
    acknowledged_at: null,
    resolved_at: null,
    position: null,
    ...rest,
  });
  const anns = item(1, ann, { message: "Ann's", resolved_at: time });
  const bens = item(2, ben, { subtask_id: first?.id, position: 1 });
  expect(await read("/help", room.teacher)).toEqual([bens, anns]);
  expect(await read("/help/", ann.token)).toEqual([anns]);
  expect(await read("/help", ben.token)).toEqual([bens]);
  const progress = [
    {
      participant_id: ann.participant.id,
      steps: [{ subtask_id: second?.id, status: "failed", note: "broken", at: time }],
    },
  ];
  expect(await read("/progress", room.teacher)).toEqual(progress);
  expect(await read("/progress", ann.token)).toEqual(progress);
  expect(await read("/progress", ben.token)).toEqual([]);
  const controls = [
    {
      id: 1,
      action: "START_STEP",
      instructor: { id: 1, name: "Teacher" },
      subtask: first,
      message: "Go",
      created_at: time,
    },
  ];
  expect(await read("/step-controls", room.teacher)).toEqual(controls);
  expect(await read("/step-controls/", ben.token)).toEqual(controls);
});

test("removing somebody over HTTP closes their connections with 4403", async () => {
  await using class_ = await openRoom();
  const { room, ann, sockets } = class_;
  const { id } = ann.participant;
  const path = `/participants/${id}/remove/`;
  expect(await post(room, path, room.teacher)).toEqual([200, { participant_id: id }]);
  expect(await sockets.ann.closed).toEqual({ code: 4403, reason: "removed" });
  expect((await sockets.teacher.until("participant.removed")).data).toEqual({ participant_id: id, nickname: "Ann" });
  expect((await sockets.teacher.until("participant.left")).data).toMatchObject({ id, status: "DISCONNECTED" });
});

test("ending a session over HTTP notifies everyone and closes every connection with 1000", async () => {
  await using class_ = await openRoom();
  const { room, sockets } = class_;
  expect(await post(room, "/end", room.teacher, { message: "Bye" })).toEqual([200, { status: "ENDED" }]);
  for (const socket of Object.values(sockets)) {
    expect((await socket.until("session.status_changed")).data).toMatchObject({ status: "ENDED", message: "Bye" });
    expect((await socket.closed).code).toBe(1000);
  }
  const { status, ended_at } = (await room.call("GET", base, room.teacher)).body;
  expect([status, ended_at]).toEqual(["ENDED", time]);
});
