import { expect, test } from "bun:test";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const day = 24 * 60 * 60 * 1000;
const morning = Date.parse("2026-03-02T08:00:00Z");

async function openPast(settings: object = {}) {
  const clock = { now: morning };
  const server = await openTestServer({ now: () => clock.now });
  const room = await openClass({ server, code: "PAST01", settings });
  const teacher = (method: string, path: string, body?: unknown) =>
    room.call(method, `/api/sessions/PAST01${path}`, room.teacher, body);
  const by = (token: string | undefined, path: string) => room.call("GET", `/api/sessions/PAST01${path}`, token);
  return { clock, room, teacher, by, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

const addTeacher = async (room: TestClass, name: string) => {
  const account = { name, role: "teacher", password: "a-long-password" };
  await room.call("POST", "/api/users", room.teacher, account);
  return (await room.call("POST", "/api/auth/login", undefined, { name, password: account.password })).body.token;
};

test("M3 a class that ended by mistake is reopened: people come back to their seats, and both parts count", async () => {
  await using past = await openPast();
  const { clock, room, teacher } = past;
  const ann = await room.join("Ann");
  const step = room.lesson.subtasks[0]?.id;
  await teacher("POST", `/steps/${step}/start`);
  {
    await using socket = await TestSocket.open(`${room.url}/ws/live/PAST01`, ann.token);
    await socket.until("welcome");
    clock.now += 20 * 60_000;
    await teacher("POST", "/end");
    await socket.closed;
  }
  expect((await room.call("POST", `/api/sessions/PAST01/steps/${step}/complete`, ann.token)).body.code).toBe(
    "session_ended",
  );
  clock.now += 10 * 60_000;
  const reopened = await teacher("POST", "/reopen");
  expect([reopened.status, reopened.body]).toEqual([200, { status: "IN_PROGRESS" }]);
  expect((await teacher("POST", "/reopen")).body.code).toBe("wrong_status");
  await using again = await TestSocket.open(`${room.url}/ws/live/PAST01`, ann.token);
  await again.until("welcome");
  expect((await room.call("POST", `/api/sessions/PAST01/steps/${step}/complete`, ann.token)).status).toBe(200);
  clock.now += 30 * 60_000;
  await teacher("POST", "/end");
  await again.closed;
  const { body } = await teacher("GET", "/report");
  expect(body.breaks).toEqual([{ from: "2026-03-02T08:20:00.000Z", to: "2026-03-02T08:30:00.000Z" }]);
  expect(body.session).toMatchObject({
    status: "ENDED",
    started_at: "2026-03-02T08:00:00.000Z",
    ended_at: "2026-03-02T09:00:00.000Z",
  });
  expect(body.attendance[1]).toMatchObject({ name: "Ann", minutes: 50 });
  expect(body.steps[0].completed).toBe(1);
  const controls = (await teacher("GET", "/step-controls")).body;
  expect(controls.map(({ action }: { action: string }) => action)).toEqual([
    "END_STEP",
    "RESUME",
    "END_STEP",
    "START_STEP",
  ]);
});

test("M4 after the end, a student can read the class for as long as its settings say; its teacher always can", async () => {
  const paths = ["", "/questions", "/progress", "/help", "/important", "/messages"];
  const days = { 0: [0], 7: [6.9, 7], null: [4000] } as const;
  for (const [keep_days, after] of [
    [0, days[0]],
    [7, days[7]],
    [null, days.null],
  ] as const) {
    await using past = await openPast({ keep_days });
    const { room, teacher, by, clock } = past;
    // A guest's credential lasts for 180 days.
    const ann = await room.join("Ann");
    await teacher("POST", "/start");
    await teacher("POST", "/end");
    const end = clock.now;
    for (const passed of after) {
      clock.now = end + Math.min(passed, 179) * day;
      const readable = keep_days === null || passed < keep_days;
      for (const path of paths) {
        const { status, body } = await by(ann.token, path);
        expect([keep_days, passed, path, status, body.status === 409 && body.code]).toEqual([
          keep_days,
          passed,
          path,
          readable ? 200 : 409,
          readable ? false : "session_ended",
        ]);
      }
      const card = (await room.call("GET", "/api/join/PAST01", ann.token)).body;
      expect(card.known_as).toBe(readable ? "Ann" : undefined);
      expect((await teacher("GET", "/questions")).status).toBe(200);
    }
  }
});

test("how long students can read a class is a setting with a default of 30 days", async () => {
  await using past = await openPast();
  const { room, teacher } = past;
  expect(room.session.settings.keep_days).toBe(30);
  expect((await teacher("PATCH", "", { settings: { keep_days: null } })).body.settings.keep_days).toBeNull();
  expect((await teacher("PATCH", "", { settings: { keep_days: 7 } })).body.settings.keep_days).toBe(7);
  for (const keep_days of [-1, 1.5, 3651, "always"]) {
    expect((await teacher("PATCH", "", { settings: { keep_days } })).status).toBe(422);
  }
});

test("the same class again: its settings, its lesson as it is now, and its people by their name", async () => {
  await using past = await openPast({ questions_visibility: "host" });
  const { room, teacher } = past;
  const [ann, bob, cid] = [await room.join("Ann"), await room.join("Bob"), await room.join("Cid")];
  await teacher("POST", `/participants/${cid.participant.id}/remove`);
  await teacher("PATCH", "", { settings: { locked: true }, features: ["steps", "questions"] });
  await teacher("POST", "/end");
  const [first] = room.lesson.subtasks;
  const changed = { title: "Lesson", subtasks: [{ id: first?.id, title: "Changed" }] };
  await room.call("PUT", `/api/lessons/${room.lesson.id}`, room.teacher, changed);

  const { status, body: again } = await teacher("POST", "/again");
  expect(status).toBe(201);
  expect(again).toMatchObject({
    title: "Class",
    status: "WAITING",
    features: ["steps", "questions"],
    lesson: { subtasks: [{ id: first?.id, title: "Changed" }] },
    settings: { questions_visibility: "host", locked: false },
  });
  expect(again.code).not.toBe("PAST01");
  const expected = async () =>
    (await room.call("GET", `/api/sessions/${again.code}/expected`, room.teacher)).body.map(
      ({ nickname }: { nickname: string }) => nickname,
    );
  expect(await expected()).toEqual(["Ann", "Bob"]);
  const cardFor = async (token?: string) => (await room.call("GET", `/api/join/${again.code}`, token)).body;
  expect((await cardFor(ann.token)).known_as).toBe("Ann");
  expect([await cardFor(cid.token), await cardFor()].map((card) => Object.keys(card))).toEqual(
    Array(2).fill(["title", "status", "features"]),
  );
  // Ann comes with her cookie, Bob on another phone under the same name.
  const join = (token: string | undefined, nickname: string) =>
    room.call("POST", `/api/sessions/${again.code}/join`, token, { nickname });
  expect((await join(ann.token, "Ann")).body.participant).toMatchObject({
    nickname: "Ann",
    user_id: ann.participant.user_id,
  });
  expect(await expected()).toEqual(["Bob"]);
  expect((await join(undefined, "Bob")).body.participant.nickname).toBe("Bob");
  expect(await expected()).toEqual([]);
  expect((await room.call("GET", `/api/sessions/${again.code}/expected`, ann.token)).body.code).toBe("not_allowed");
  // Whoever did not come is expected the next time, too.
  const third = (await teacher("POST", "/again")).body;
  await room.call("POST", `/api/sessions/${third.code}/join`, bob.token, { nickname: "Bob" });
  const fourth = (await room.call("POST", `/api/sessions/${third.code}/again`, room.teacher)).body;
  const names = (await room.call("GET", `/api/sessions/${fourth.code}/expected`, room.teacher)).body;
  expect(names.map(({ nickname }: { nickname: string }) => nickname)).toEqual(["Bob", "Ann"]);
});

test("the same class again after its lesson was deleted has the steps as the class had them", async () => {
  await using past = await openPast();
  const { room, teacher } = past;
  await room.call("DELETE", `/api/lessons/${room.lesson.id}`, room.teacher);
  const { body } = await teacher("POST", "/again");
  expect(body.lesson.subtasks.map(({ title }: { title: string }) => title)).toEqual(["Step 1", "Step 2", "Step 3"]);
});

test("the events of a class are read page by page, as its teacher received them, and by nobody else", async () => {
  await using past = await openPast();
  const { room, teacher, by } = past;
  const ann = await room.join("Ann");
  const lee = await addTeacher(room, "Lee");
  await teacher("POST", "/start");
  await room.call("POST", "/api/sessions/PAST01/feedback", ann.token, { feedback_type: "HARD" });
  await room.call("POST", "/api/sessions/PAST01/questions", ann.token, { text: "Why?" });
  await teacher("POST", "/end");
  const all = (await teacher("GET", "/events")).body;
  expect(all.map(({ seq, type }: { seq: number; type: string }) => [seq, type])).toEqual([
    [1, "session.created"],
    [2, "participant.joined"],
    [3, "participant.joined"],
    [4, "session.status_changed"],
    [5, "feedback.given"],
    [6, "question.asked"],
    [7, "session.status_changed"],
  ]);
  expect(all[4]).toEqual({
    seq: 5,
    type: "feedback.given",
    at: "2026-03-02T08:00:00.000Z",
    data: {
      feedback_type: "HARD",
      participant_id: ann.participant.id,
      user_id: ann.participant.user_id,
      user_name: "Ann",
    },
  });
  const read: unknown[] = [];
  for (let path: string | undefined = "/api/sessions/PAST01/events?limit=3"; path; ) {
    const { body, headers } = await room.call("GET", path, room.teacher);
    expect(body.length).toBeLessThanOrEqual(3);
    read.push(...body);
    path = /<([^>]*)>/.exec(headers.get("Link") ?? "")?.[1];
  }
  expect(read).toEqual(all);
  for (const path of ["/events", "/report"]) {
    expect([
      (await by(ann.token, path)).status,
      (await by(lee, path)).status,
      (await by(undefined, path)).status,
    ]).toEqual([403, 403, 401]);
  }
  for (const token of [ann.token, lee]) {
    for (const action of ["again", "reopen"]) {
      const { status } = await room.call("POST", `/api/sessions/PAST01/${action}`, token);
      expect([action, status]).toEqual([action, 403]);
    }
  }
});

test("M1 neither editing nor deleting a lesson changes a past class, its report or what its students read", async () => {
  await using past = await openPast();
  const { room, teacher, by } = past;
  const ann = await room.join("Ann");
  const step = room.lesson.subtasks[0];
  await teacher("POST", `/steps/${step?.id}/start`);
  await room.call("POST", `/api/sessions/PAST01/steps/${step?.id}/complete`, ann.token);
  await teacher("POST", "/end");
  const read = async () => {
    const { made_at: _, ...report } = (await teacher("GET", "/report")).body;
    return { report, session: (await by(ann.token, "")).body, events: (await teacher("GET", "/events")).body };
  };
  const before = await read();
  const path = `/api/lessons/${room.lesson.id}`;
  await room.call("PUT", path, room.teacher, { title: "Other", subtasks: [{ id: step?.id, title: "Other" }] });
  expect(await read()).toEqual(before);
  await room.call("DELETE", path, room.teacher);
  expect(await read()).toEqual(before);
});

test("M1 a running class takes over the changed lesson, and progress stays with its step", async () => {
  await using past = await openPast();
  const { room, teacher, by } = past;
  const ann = await room.join("Ann");
  const [first, second] = room.lesson.subtasks;
  await teacher("POST", `/steps/${second?.id}/start`);
  for (const step of [first, second]) {
    await room.call("POST", `/api/sessions/PAST01/steps/${step?.id}/complete`, ann.token);
  }
  const changed = {
    title: "Lesson",
    subtasks: [{ title: "Before" }, { id: second?.id, title: "Second, changed" }, { id: first?.id, title: "First" }],
  };
  await room.call("PUT", `/api/lessons/${room.lesson.id}`, room.teacher, changed);
  expect((await by(ann.token, "")).body.lesson).toEqual(room.session.lesson);
  const { body } = await teacher("PATCH", "", { lesson_id: room.lesson.id });
  expect(body.current_subtask).toMatchObject({ id: second?.id, title: "Second, changed", order_index: 2 });
  expect((await teacher("GET", "/progress")).body[0].steps).toMatchObject([
    { subtask_id: first?.id, status: "completed" },
    { subtask_id: second?.id, status: "completed" },
  ]);
});
