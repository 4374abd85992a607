import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("a teacher's commands in the web app reach the phones, and a phone's commands reach the web app", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Test Student");
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await teacher.until("welcome");
  await using phone = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, token);
  expect((await teacher.until("participant.arrived")).data).toMatchObject({ id: participant.id, status: "WAITING" });

  const { id } = room.lesson.subtasks[0] ?? {};
  teacher.send({ type: "step.start", data: { subtask_id: id } });
  expect(await phone.next()).toMatchObject({ type: "step_changed", subtask: { id, title: "Step 1" } });

  phone.send({ type: "join", data: {} });
  expect((await teacher.until("participant.activated")).data).toEqual({ participant_id: participant.id });
  phone.send({ type: "step_complete", data: { subtask_id: id } });
  expect((await teacher.until("progress.updated")).data).toMatchObject({ user_name: "Test Student", subtask_id: id });
  phone.send({ type: "request_help", data: { message: "도와주세요" } });
  expect((await teacher.until("help.requested")).data).toMatchObject({ message: "도와주세요", help_id: 1 });
});

test("P6 a person in two apps is announced to the others once", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const { token: others } = await room.join("Ben");
  await using ben = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, others);
  const phone = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, token);
  const laptop = await TestSocket.open(`${room.url}/ws/live/TEST001/`, token);
  await laptop.until("welcome");
  await phone[Symbol.asyncDispose]();
  await laptop[Symbol.asyncDispose]();
  const heard = [await ben.next(), await ben.next()];
  expect(heard.map(({ type, user_name }) => [type, user_name])).toEqual([
    ["participant_joined", "Ann"],
    ["participant_left", "Ann"],
  ]);
  const isLast = (frame: any) => frame.type === "heartbeat_ack";
  expect(await ben.all({ type: "heartbeat" }, isLast)).toEqual([]);
});

test("a person's page shows what their phone plays in the guitar app, and that the phone is connected", async () => {
  await using room = await openClass({ code: "TEST001", features: ["practice", "chat"] });
  const { token, participant } = await room.join("Ann");
  await using pc = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  expect((await pc.until("welcome")).data.connections).toBe(1);
  const phone = await TestSocket.open(`${room.url}/ws/guitar/TEST001/`, token);
  const who = { participant_id: participant.id, user_id: participant.user_id };
  expect((await pc.until("connection.changed")).data).toEqual({ ...who, status: "connected", connections: 2 });

  phone.send({ type: "practice_start", data: { timestamp: "2024-01-01T00:00:00Z" } });
  const began = { ...who, status: "started", timestamp: "2024-01-01T00:00:00Z", exercise: null, ended_by: null };
  expect((await pc.until("practice.updated")).data).toEqual(began);
  phone.send({ type: "chord_change", data: { chord: "Am7" } });
  const { data, at } = await pc.until("chord.changed");
  expect(data).toEqual({ ...who, chord: "Am7", timestamp: at });
  pc.send({ type: "practice.end", id: "end" });
  await phone.until("chord_change");
  expect((await phone.until("practice_update")).data.status).toBe("ended");
  expect((await pc.until("ok")).data).toMatchObject({ messages: 1, changes: 0, ended_by: "person" });

  await phone[Symbol.asyncDispose]();
  expect((await pc.until("connection.changed")).data).toEqual({ ...who, status: "disconnected", connections: 1 });
});

test("T2 in a student-paced class the guided app gets and sends what it always did, and counts at a gate", async () => {
  await using room = await openClass({ code: "TEST001", settings: { pace: "student" } });
  const { token } = await room.join("Ann");
  const ben = await room.join("Ben");
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await using page = await TestSocket.open(`${room.url}/ws/live/TEST001`, ben.token);
  await using phone = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, token);
  const [first, second] = room.lesson.subtasks.map(({ id }) => id);
  teacher.send({ type: "step.start", data: { subtask_id: first } });
  expect(await phone.until("step_changed")).toMatchObject({ subtask: { id: first } });
  teacher.send({ type: "gate.close", data: { subtask_id: first } });
  expect((await page.until("gate.changed")).data).toMatchObject({ is_closed: true, working: 2, present: 2 });

  page.send({ type: "step.complete", data: { subtask_id: first } });
  page.send({ type: "step.open", id: "on", data: { subtask_id: second } });
  expect((await page.until("error")).error.code).toBe("gate_closed");
  phone.send({ type: "step_complete", data: { subtask_id: first } });
  expect(await phone.until("step_complete_confirmed")).toMatchObject({ subtask_id: first });
  expect((await page.until("gate.changed")).data).toMatchObject({ is_closed: false, by: "class", working: 0 });
  // The app may complete steps in any order, as before.
  phone.send({ type: "step_complete", data: { subtask_id: second } });
  expect(await phone.until("step_complete_confirmed")).toMatchObject({ subtask_id: second });
  page.send({ type: "step.open", id: "go", data: { subtask_id: second } });
  expect((await teacher.until("step.opened")).data).toMatchObject({ user_name: "Ben", subtask_id: second });
});
