/**
 * Every frame that the apps' documents show: those of a client are sent as they are, character for character, to the
 * program in development mode; those of a server are what arrives, field for field.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { caller, teacherKey } from "../support/class.ts";
import { openProgram } from "../support/program.ts";
import { TestSocket } from "../support/socket.ts";
import { guitar, hasFormOf, lecture, quality, steps } from "./blocks.ts";
import { noSeeds } from "./seeds.ts";

setDefaultTimeout(30_000);

let server: Awaited<ReturnType<typeof openProgram>>;
let call: ReturnType<typeof caller>;
let teacher: string;

/** What an arrived frame must look like: the same fields with values of the same types. */
function expectForm(frame: unknown, example: unknown): void {
  expect({ frame, example, same: hasFormOf(frame, example) }).toMatchObject({ same: true });
}

/** A call as the teacher, or by another token, that succeeds. */
async function ask(method: string, path: string, body?: unknown, token = teacher) {
  const answer = await call(method, path, token, body);
  expect([method, path, answer.status < 300, answer.body]).toEqual([method, path, true, answer.body]);
  return answer.body;
}

/** Connects to the server, without a credential unless one is given. */
const open = (path: string, token?: string) => TestSocket.open(server.url + path, token);

describe.skipIf(noSeeds !== "")(`frames of the apps' documents${noSeeds}`, () => {
  beforeAll(async () => {
    server = await openProgram({ args: ["--dev"] });
    call = caller(server.url);
    teacher = (await call("POST", "/api/auth/key", undefined, { key: teacherKey })).body.token;
  }, 90_000);
  afterAll(() => server?.[Symbol.asyncDispose]());

  test("000, guided steps", async () => {
    await using instructor = await open("/ws/sessions/TEST001/", teacher);
    const student = await open("/ws/sessions/TEST001/");
    expectForm(await instructor.until("participant_joined"), steps.joined);
    const [join, confirmed] = steps.join;
    student.send(join);
    expect(await student.next()).toEqual({ ...confirmed, user_id: expect.any(Number) });
    const [heartbeat, acknowledged] = steps.heartbeat;
    student.send(heartbeat);
    expect(await student.next()).toEqual(acknowledged);
    const [complete, completed, progress] = steps.complete;
    student.send(complete);
    expect(await student.next()).toEqual(completed);
    const person = { user_id: expect.any(Number), user_name: expect.any(String) };
    expect(await instructor.next()).toEqual({ ...progress, ...person });
    const [request, requested] = steps.help;
    student.send(request);
    expect(await instructor.next()).toEqual({ ...requested, ...person });
    for (const [frame, published] of [steps.next, steps.pause, steps.resume]) {
      instructor.send(frame);
      expect(await student.next()).toEqual(published);
      expect(await instructor.next()).toEqual(published);
    }
    await student[Symbol.asyncDispose]();
    expectForm(await instructor.next(), steps.left);
    const [end, ended] = steps.end;
    instructor.send(end);
    expect(await instructor.next()).toEqual(ended);
    expect((await instructor.closed).code).toBe(1000);
  });

  test("001, lecture feedback", async () => {
    const { code } = await ask("POST", "/api/sessions", { title: "Lecture", code: "LECTURE" });
    const { token } = await ask("POST", `/api/sessions/${code}/join`, { nickname: "Ann" }, "");
    const at = `/api/sessions/${code}`;
    await using student = await open(`/ws/session/${code}/student/`, token);
    expectForm(await student.next(), lecture.connected);
    await using lecturer = await open(`/ws/session/${code}/teacher/`);
    expectForm(await lecturer.next(), lecture.connected);
    expectForm(await student.next(), lecture.presence);
    for (const socket of [student, lecturer]) {
      socket.send(lecture.ping[0]);
      expect(await socket.next()).toEqual(lecture.ping[1]);
    }
    await ask("POST", `${at}/feedback`, { feedback_type: "HARD" }, token);
    expectForm(await lecturer.next(), lecture.feedback);
    const { question_id } = await ask("POST", `${at}/question-intents`, {}, token);
    expectForm(await lecturer.next(), lecture.intent);
    const { capture_url } = lecture.capture;
    await ask("POST", `${at}/questions/${question_id}/capture`, { capture_url });
    expectForm(await student.next(), lecture.capture);
    await ask("POST", `${at}/questions`, { question_id, text: lecture.question.cleaned_text }, token);
    const { created_at: _, ...question } = { ...lecture.question, question_id };
    expect(await student.next()).toMatchObject(question);
    expectForm(await lecturer.next(), lecture.question);
    await ask("PUT", `${at}/questions/${question_id}/like`, undefined, token);
    for (const socket of [student, lecturer]) expectForm(await socket.next(), lecture.likes);
    const { note, capture_url: important_url } = lecture.important;
    await ask("POST", `${at}/important`, { note, capture_url: important_url });
    expect(await student.next()).toEqual({ ...lecture.important, created_at: expect.any(String) });
    await ask("POST", `${at}/hard-alerts`, { capture_url: lecture.hard.capture_url });
    expect(await student.next()).toEqual({ ...lecture.hard, created_at: expect.any(String) });
    await ask("POST", `${at}/end`, {});
    for (const socket of [student, lecturer]) expect(await socket.next()).toEqual(lecture.ended);
  });

  test("003, quality notifications", async () => {
    await using app = await open("/ws/spc/notifications/");
    const stamp = { timestamp: expect.any(String) };
    expect(await app.next()).toEqual({ ...quality.connection, ...stamp });
    app.send(quality.subscribe);
    expect(await app.next()).toEqual({ type: "subscribed", product_id: 1 });
    const { product_id: product, measurement_value, sample_number, subgroup_number } = quality.measurement.measurement;
    for (const value of [10.1, 9.9, 10]) {
      await call("POST", "/api/spc/measurements/", undefined, { product, measurement_value: value });
    }
    const taken = { product, measurement_value, sample_number, subgroup_number };
    expect((await call("POST", "/api/spc/measurements/", undefined, taken)).status).toBe(201);
    const measured = await app.until("measurement");
    expectForm(measured, quality.measurement);
    expect(measured.measurement).toMatchObject({ product_code: "BOLT-M10", sample_number, subgroup_number });
    const alert = await app.until("alert");
    expectForm(alert, quality.alert);
    const { product_code, product_name, alert_type, priority, title, status } = quality.alert.alert;
    expect(alert.alert).toMatchObject({ product_code, product_name, alert_type, priority, title, status });
    expect((await call("POST", "/api/spc/products/1/capability/")).status).toBe(201);
    expectForm(await app.until("capability"), quality.capability);
    app.send(quality.read);
    const { alerts } = await app.until("alerts");
    expect(alerts.length).toBeGreaterThan(0);
    for (const one of alerts) expectForm(one, quality.alert.alert);
    app.send(quality.unsubscribe);
    expect(await app.until("unsubscribed")).toEqual({ type: "unsubscribed", product_id: 1 });
  });

  test("004, guitar practice", async () => {
    const { code } = await ask("POST", "/api/sessions", { title: "Guitar" });
    await using phone = await open(`/ws/guitar/${code}/`);
    expectForm(await phone.next(), guitar.connection);
    phone.send(guitar.start);
    const at = JSON.parse(guitar.start).data;
    expect(await phone.next()).toEqual({ type: "practice_update", data: { status: "started", ...at } });
    expectForm({ type: "practice_update", data: { status: "started", ...at } }, guitar.practice);
    phone.send(guitar.chord);
    expect(await phone.next()).toMatchObject(JSON.parse(guitar.chord));
    phone.send(guitar.ping);
    expect(await phone.next()).toEqual({ ...JSON.parse(guitar.ping), type: "pong" });
    phone.send(guitar.end);
    expect(await phone.next()).toEqual({ type: "practice_update", data: { status: "ended", ...at } });
    phone.send({ type: "nonsense" });
    expectForm(await phone.next(), guitar.error);
  });
});
