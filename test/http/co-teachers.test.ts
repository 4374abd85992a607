/** Co-teachers: invited by a link, with everything but deleting; and what they cannot reach. */
import { expect, test } from "bun:test";
import { studentsOnline } from "../../src/client/fold/presence.ts";
import { Fault } from "../../src/domain/faults.ts";
import { openStore } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { homeOf, openDatabase } from "../support/home.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const codeOf = ({ status, body }: { status: number; body: any }) => [status, body.code];
const invite = (room: TestClass, token = room.teacher, name = "Kim") =>
  room.call("POST", "/api/sessions/TEST001/co-teachers", token, { name });
const secretOf = ({ body }: { body: any }): string => new URL(body.url).hash.replace("#invitation=", "");
const accept = (room: TestClass, invitation: string, nickname?: string, token?: string) =>
  room.call("POST", "/api/invitations/accept", token, { invitation, ...(nickname !== undefined && { nickname }) });
const list = async (room: TestClass): Promise<any[]> =>
  (await room.call("GET", "/api/sessions/TEST001/co-teachers", room.teacher)).body;

/** A class with a guest as co-teacher. */
async function openShared(options: Parameters<typeof openClass>[0] = {}) {
  const room = await openClass({ code: "TEST001", ...options });
  const secret = secretOf(await invite(room));
  const { body } = await accept(room, secret, "Kim");
  return { room, secret, kim: body as { token: string; participant: any; user: any; session: any } };
}

/** Adds an account and signs it in. */
async function account(room: TestClass, name: string, role: "teacher" | "student"): Promise<string> {
  const password = "correct horse";
  await room.call("POST", "/api/users", room.teacher, { name, role, password });
  return (await room.call("POST", "/api/auth/login", undefined, { name, password })).body.token;
}

test("a link makes a person without an account a co-teacher: they teach the class with the teacher", async () => {
  await using room = await openClass({ code: "TEST001" });
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  const invited = await invite(room);
  expect([invited.status, invited.body]).toEqual([
    201,
    {
      co_teacher: {
        id: expect.any(Number),
        name: "Kim",
        created_at: expect.any(String),
        expires_at: expect.any(String),
        participant: null,
      },
      url: expect.stringMatching(/\/co-teach#invitation=[\w-]{43}$/),
    },
  ]);
  const secret = secretOf(invited);
  const shown = await room.call("POST", "/api/invitations/read", undefined, { invitation: secret });
  expect(shown.body).toEqual({ title: "Class", teacher: "Teacher", name: "Kim", session_code: "TEST001" });
  const { status, body, headers } = await accept(room, secret, "Ms Kim");
  expect([status, body.user.role, body.participant.role, body.participant.nickname, body.session.code]).toEqual([
    200,
    "guest",
    "INSTRUCTOR",
    "Ms Kim",
    "TEST001",
  ]);
  expect(headers.getSetCookie()[0]).toStartWith(`lectern_session=${body.token}; `);
  expect((await teacher.until("participant.joined")).data).toMatchObject({ nickname: "Ms Kim", role: "INSTRUCTOR" });
  expect((await list(room)).map(({ participant }) => participant?.nickname)).toEqual(["Ms Kim"]);

  // The same room as the teacher's, with its roster.
  await using page = await TestSocket.open(`${room.url}/ws/live/TEST001`, body.token);
  const welcome = await page.until("welcome");
  expect(welcome.data.participants.map(({ nickname }: any) => nickname)).toEqual(["Teacher", "Ms Kim"]);
  page.send({ type: "step.start", data: {} });
  expect((await teacher.until("step.changed")).data.instructor.name).toBe("Ms Kim");
  const ann = await room.join("Ann");
  for (const [method, path, payload] of [
    ["PATCH", "/api/sessions/TEST001", { title: "Ours", settings: { locked: true } }],
    ["GET", "/api/sessions/TEST001/report", undefined],
    ["POST", `/api/sessions/TEST001/participants/${ann.participant.id}/remove`, {}],
    ["POST", "/api/auth/sign-in-codes", { session: "TEST001" }],
    ["POST", "/api/sessions/TEST001/end", {}],
    ["GET", "/api/sessions/TEST001/report?format=csv", undefined],
  ] as const) {
    expect([path, Math.floor((await room.call(method, path, body.token, payload)).status / 100)]).toEqual([path, 2]);
  }
});

test("G3 a co-teacher cannot delete, invite, or remove the teacher and other co-teachers", async () => {
  const { room, kim } = await openShared();
  await using _ = room;
  const lee = (await accept(room, secretOf(await invite(room, room.teacher, "Lee")), "Lee")).body;
  const [teacher] = (await room.call("GET", "/api/sessions/TEST001/participants", kim.token)).body;
  for (const [method, path, payload] of [
    ["DELETE", "/api/sessions/TEST001", undefined],
    ["GET", "/api/sessions/TEST001/co-teachers", undefined],
    ["POST", "/api/sessions/TEST001/co-teachers", { name: "Friend" }],
    ["DELETE", "/api/sessions/TEST001/co-teachers/1", undefined],
    ["POST", `/api/sessions/TEST001/participants/${teacher.id}/remove`, {}],
    ["POST", `/api/sessions/TEST001/participants/${lee.participant.id}/remove`, {}],
  ] as const) {
    expect([path, ...codeOf(await room.call(method, path, kim.token, payload))]).toEqual([path, 403, "not_allowed"]);
  }
  expect((await room.call("GET", "/api/sessions/TEST001", lee.token)).status).toBe(200);
});

test("G3 a co-teacher of one class reaches nothing else: no other class, no lessons, no board, no accounts", async () => {
  const { room, kim } = await openShared();
  await using _ = room;
  await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER1", lesson_id: room.lesson.id });
  const product = { code: "P1", name: "Shaft", lsl: 1 };
  const { id } = (await room.call("POST", "/api/spc/products/", room.teacher, product)).body;
  for (const [method, path, payload] of [
    ["GET", "/api/sessions", undefined],
    ["GET", "/api/sessions/OTHER1", undefined],
    ["GET", "/api/sessions/OTHER1/participants", undefined],
    ["GET", "/api/sessions/OTHER1/report", undefined],
    ["GET", "/api/sessions/OTHER1/co-teachers", undefined],
    ["PATCH", "/api/sessions/OTHER1", { title: "Mine" }],
    ["DELETE", "/api/sessions/OTHER1", undefined],
    ["POST", "/api/sessions/OTHER1/start", {}],
    ["POST", "/api/auth/sign-in-codes", {}],
    ["POST", "/api/sessions", { title: "Mine" }],
    ["GET", "/api/lessons", undefined],
    ["GET", `/api/lessons/${room.lesson.id}`, undefined],
    ["PUT", `/api/lessons/${room.lesson.id}`, { title: "Mine", subtasks: [] }],
    ["GET", `/api/spc/products/${id}/`, undefined],
    ["POST", "/api/users", { name: "Friend", role: "teacher", password: "correct horse" }],
    ["GET", "/api/status", undefined],
  ] as const) {
    expect([path, (await room.call(method, path, kim.token, payload)).status]).toEqual([path, 403]);
  }
  expect((await room.call("GET", "/api/spc/products/", kim.token)).body).toEqual([]);
  for (const path of ["/ws/live/OTHER1", "/ws/session/OTHER1/teacher/"]) {
    expect([path, (await knock(room.url + path, kim.token)).status]).toEqual([path, 403]);
  }
  // Their own lessons only: the class cannot be made to show one of the owner's.
  const other = (await room.call("POST", "/api/lessons", room.teacher, { title: "Secret", subtasks: [] })).body;
  const patched = await room.call("PATCH", "/api/sessions/TEST001", kim.token, { lesson_id: other.id });
  expect(codeOf(patched)).toEqual([404, "lesson_not_found"]);
});

test("removing a co-teacher closes their sockets at once; a new invitation lets them in again", async () => {
  const { room, kim } = await openShared();
  await using _ = room;
  await using page = await TestSocket.open(`${room.url}/ws/live/TEST001`, kim.token);
  await page.until("welcome");
  const [entry] = await list(room);
  const remove = () => room.call("DELETE", `/api/sessions/TEST001/co-teachers/${entry.id}`, room.teacher);
  expect((await remove()).status).toBe(204);
  expect((await page.closed).code).toBe(4403);
  expect(codeOf(await remove())).toEqual([404, "not_found"]);
  for (const [method, path] of [
    ["GET", "/api/sessions/TEST001"],
    ["GET", "/api/sessions/TEST001/report"],
    ["POST", "/api/sessions/TEST001/end"],
  ] as const) {
    expect([path, ...codeOf(await room.call(method, path, kim.token))]).toEqual([path, 403, "removed"]);
  }
  expect(await list(room)).toEqual([]);

  const again = await accept(room, secretOf(await invite(room)), "Kim", kim.token);
  expect([again.status, again.body.participant.role]).toEqual([200, "INSTRUCTOR"]);
  expect((await room.call("POST", "/api/sessions/TEST001/start", again.body.token, {})).status).toBe(200);
});

test("a teacher with an account accepts as themselves, finds the class in their list, and can be invited again", async () => {
  await using room = await openClass({ code: "TEST001" });
  const colleague = await account(room, "Colleague", "teacher");
  const first = await accept(room, secretOf(await invite(room)), undefined, colleague);
  expect([first.body.user.name, first.body.participant.role]).toEqual(["Colleague", "INSTRUCTOR"]);
  const coTaught = async () =>
    (await room.call("GET", "/api/co-taught", colleague)).body.map(({ code }: { code: string }) => code);
  expect(await coTaught()).toEqual(["TEST001"]);
  // Not the quality board of the class's teacher by way of the class, and none of their lessons.
  expect((await room.call("GET", `/api/lessons/${room.lesson.id}`, colleague)).status).toBe(404);
  await room.call("POST", `/api/sessions/TEST001/participants/${first.body.participant.id}/remove`, room.teacher);
  expect([await coTaught(), await list(room)]).toEqual([[], []]);
  const second = await accept(room, secretOf(await invite(room)), undefined, colleague);
  expect(second.status).toBe(200);
  expect(second.body.participant.id).not.toBe(first.body.participant.id);
  expect(await coTaught()).toEqual(["TEST001"]);
});

test("an invitation works once, for a week, until it is withdrawn, and not for the teacher or a student of the class", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  const { room, secret, kim } = await openShared({ server });
  // Whoever accepted it may open the link again; nobody else.
  const again = await accept(room, secret, undefined, kim.token);
  expect([again.status, again.body.participant.id]).toEqual([200, kim.participant.id]);
  expect(codeOf(await accept(room, secret, "Eve"))).toEqual([409, "invitation_used"]);

  const raced = secretOf(await invite(room));
  const both = await Promise.all([accept(room, raced, "Lee"), accept(room, raced, "Eve")]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);

  const student = await account(room, "Student", "student");
  await room.call("POST", "/api/sessions/TEST001/join", student, { nickname: "Student" });
  const open = secretOf(await invite(room));
  expect(codeOf(await accept(room, open, undefined, student))).toEqual([409, "student_here"]);
  expect(codeOf(await accept(room, open, undefined, room.teacher))).toEqual([409, "own_class"]);
  now += 7 * 24 * 3_600_000;
  expect(codeOf(await accept(room, open, "Late"))).toEqual([409, "invitation_over"]);

  const withdrawn = await invite(room);
  const { id } = withdrawn.body.co_teacher;
  await room.call("DELETE", `/api/sessions/TEST001/co-teachers/${id}`, room.teacher);
  expect(codeOf(await accept(room, secretOf(withdrawn), "Late"))).toEqual([409, "invitation_over"]);
  const late = secretOf(await invite(room));
  await room.call("POST", "/api/sessions/TEST001/end", room.teacher, {});
  expect(codeOf(await accept(room, late, "Late"))).toEqual([409, "session_ended"]);
  expect(codeOf(await invite(room))).toEqual([409, "session_ended"]);
});

test("G2 guesses at invitations are limited, and a class has 20 co-teachers at most", async () => {
  await using room = await openClass({ code: "TEST001" });
  const statuses = [];
  for (let n = 0; n < 12; n++) statuses.push((await accept(room, `guess ${n}`, "Eve")).status);
  expect(statuses).toEqual([...Array(10).fill(409), 429, 429]);
  for (let n = 0; n < 20; n++) expect((await invite(room)).status).toBe(201);
  expect(codeOf(await invite(room))).toEqual([409, "too_many_co_teachers"]);
});

test("a locked or full class, and one without guests, lets co-teachers in; they take no student's place", async () => {
  await using room = await openClass({
    code: "TEST001",
    settings: { guests: false, locked: true, max_participants: 1 },
  });
  expect((await accept(room, secretOf(await invite(room)), "Kim")).status).toBe(200);
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { settings: { guests: true, locked: false } });
  const join = () => room.call("POST", "/api/sessions/TEST001/join", undefined, { nickname: "Ann" });
  const ann = await join();
  expect([ann.status, ...codeOf(await join())]).toEqual([201, 409, "session_full"]);
  await room.call("POST", `/api/sessions/TEST001/participants/${ann.body.participant.id}/remove`, room.teacher);
  expect((await join()).status).toBe(201);
  // Nor do they count as students in the list of classes.
  const [listed] = (await room.call("GET", "/api/sessions", room.teacher)).body;
  expect(listed.student_count ?? listed.students).toBe(1);
});

test("a student's phone knows a second teacher: their messages are a teacher's, and they are no student", async () => {
  const { room, kim } = await openShared();
  await using _ = room;
  const ann = await room.join("Ann");
  const open = async (token: string) => {
    const socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
    await socket.until("welcome");
    return socket;
  };
  await using student = await open(ann.token);
  await using owner = await open(room.teacher);
  await using second = await open(kim.token);
  let counted = await student.until("presence.counted");
  while (counted.data.online_count < 3) counted = await student.until("presence.counted");
  expect(counted.data).toEqual({ online_count: 3, teacher_online: true, teachers_online: 2 });
  expect(studentsOnline({ ...counted.data, connections: 1 })).toBe(1);
  second.send({ type: "chat.send", data: { content: "Look here" } });
  expect((await student.until("chat.sent")).data).toMatchObject({ nickname: "Kim", role: "INSTRUCTOR" });
  const [message] = (await room.call("GET", "/api/sessions/TEST001/messages", ann.token)).body;
  expect(message).toMatchObject({ content: "Look here", role: "INSTRUCTOR" });
  await second[Symbol.asyncDispose]();
  expect((await student.until("presence.counted")).data).toEqual({ online_count: 2, teacher_online: true });
  owner.close();
});

test("other apps see a second teacher: they are present while either of them is", async () => {
  const { room, kim } = await openShared();
  await using _ = room;
  const ann = await room.join("Ann");
  await using student = await TestSocket.open(`${room.url}/ws/session/TEST001/student/`, ann.token);
  expect((await student.next()).teacher_online).toBe(false);
  await using coTeacher = await TestSocket.open(`${room.url}/ws/session/TEST001/teacher/`, kim.token);
  expect(await coTeacher.next()).toMatchObject({ event: "connected", role: "teacher" });
  expect(await student.next()).toMatchObject({ event: "teacher_presence" });
  await using owner = await TestSocket.open(`${room.url}/ws/session/TEST001/teacher/`, room.teacher);
  await owner.next();
  await coTeacher[Symbol.asyncDispose]();
  // The teacher is still there, so that nothing is announced before the answer.
  student.send({ type: "ping" });
  expect(await student.next()).toMatchObject({ event: "pong" });
  await using phone = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, ann.token);
  phone.send({ type: "join" });
  expect(await phone.until("join_confirmed")).toMatchObject({ session_code: "TEST001" });
});

const inFolder = testAlone("it opens the database in the data folder");

inFolder(
  "the projectors that a removed co-teacher may have opened are revoked in the commit of the removal",
  async () => {
    const { room, kim } = await openShared();
    await using _ = room;
    await room.call("POST", "/api/sessions/TEST001/screens", kim.token);
    const home = homeOf(room, "TEST001");
    const { kernel } = home.live;
    const open = home.room;
    const actor = open.state.participants.seats.get(open.state.session.record?.instructor.id ?? 0) ?? "";
    using store = await openDatabase(room);
    // What is on the disk when the removal is answered is all that is left if the process is killed then.
    const { promise, resolve } = Promise.withResolvers<unknown>();
    kernel.submit({
      room: open,
      ask: { command: "participant.remove", actor, input: { participant_id: kim.participant.id }, id: undefined },
      settle: (outcome) => resolve([outcome, store.query("SELECT count(*) n FROM screens").get()]),
    });
    expect(await promise).toEqual([{ result: expect.anything() }, { n: 0 }]);
  },
);

for (const how of ["the list of co-teachers", "the list of participants"] as const) {
  test(`a co-teacher who is removed by ${how} leaves no projector behind, and no code for one`, async () => {
    const { room, kim } = await openShared();
    await using _ = room;
    const screens = "/api/sessions/TEST001/screens";
    const { token } = (await room.call("POST", screens, kim.token)).body;
    const { number } = (await room.call("POST", `${screens}/codes`, kim.token)).body;
    await using screen = await TestSocket.open(`${room.url}/ws/live/screen/TEST001`, token);
    await screen.until("welcome");
    const [entry] = await list(room);
    if (how === "the list of co-teachers") {
      await room.call("DELETE", `/api/sessions/TEST001/co-teachers/${entry.id}`, room.teacher);
    } else {
      await room.call("POST", `/api/sessions/TEST001/participants/${kim.participant.id}/remove`, room.teacher);
    }
    expect((await screen.closed).code).toBe(4401);
    await using again = await TestSocket.open(`${room.url}/ws/live/screen/TEST001`, token);
    expect((await again.closed).code).toBe(4401);
    expect(codeOf(await room.call("POST", "/api/screens", undefined, { code: number }))).toEqual([401, "code_expired"]);
    // The class's teacher opens another one.
    const opened = (await room.call("POST", screens, room.teacher)).body.token;
    await using other = await TestSocket.open(`${room.url}/ws/live/screen/TEST001`, opened);
    expect((await other.next()).type).toBe("welcome");
    // A student who is removed changes nothing for it.
    const ann = await room.join("Ann");
    await room.call("POST", `/api/sessions/TEST001/participants/${ann.participant.id}/remove`, room.teacher);
    await using same = await TestSocket.open(`${room.url}/ws/live/screen/TEST001`, opened);
    expect((await same.next()).type).toBe("welcome");
  });
}

test("a person whose invitation is over by the time of the commit gets no seat", async () => {
  await using room = await openClass({ code: "TEST001" });
  const home = homeOf(room, "TEST001");
  const withdrawn = () => {
    throw new Fault("invitation_over");
  };
  await expect(home.live.sessions.seatCoTeacher(home.room, { nickname: "Kim" }, withdrawn)).rejects.toMatchObject({
    code: "invitation_over",
  });
  expect((await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body).toHaveLength(1);
});

inFolder("an invitation is accepted once, unless it was withdrawn", async () => {
  const { room, secret, kim } = await openShared();
  await using _ = room;
  using store = openStore(room.data);
  const { id = 0, user_id } = store.coTeachers.bySecret(secret) ?? {};
  expect(user_id).toBe(kim.user.id);
  const accept = (user_id: number) => () =>
    store.coTeachers.accept(id, { user_id, participant_id: kim.participant.id });
  expect(accept(kim.user.id)).not.toThrow();
  expect(accept(kim.user.id + 1)).toThrow(new Fault("invitation_used"));
  store.coTeachers.remove(id);
  expect(accept(kim.user.id)).toThrow(new Fault("invitation_over"));
});
