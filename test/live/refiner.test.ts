import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { configure, reset } from "@logtape/logtape";
import type { RefinerOptions } from "../../src/live/refiner.ts";
import { openStore } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

// A question that is not reworded is logged, which is no matter here.
beforeAll(() => configure({ reset: true, sinks: {}, loggers: [{ category: ["logtape", "meta"], sinks: [] }] }));
afterAll(reset);

const path = "/api/sessions/TEST001";
const says = (content: unknown) => Response.json({ choices: [{ message: { role: "assistant", content } }] });

interface Asked {
  readonly path: string;
  readonly key: string | null;
  readonly body: { model: string; messages: { role: string; content: string }[] };
}

/** A chat endpoint that stands in for a school's own; it keeps what it was asked. */
function openStandIn(answer: (text: string) => Response | Promise<Response>) {
  const asked: Asked[] = [];
  let came = Promise.withResolvers<void>();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const body = (await request.json()) as Asked["body"];
      asked.push({ path: new URL(request.url).pathname, key: request.headers.get("Authorization"), body });
      came.resolve();
      came = Promise.withResolvers();
      return answer(body.messages.at(-1)?.content ?? "");
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/v1`,
    asked,
    /** Resolves with the `n`-th question that comes here. */
    async until(n: number) {
      while (asked.length < n) await came.promise;
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

async function openLecture(refiner: RefinerOptions, data?: string) {
  const server = await openTestServer({ refiner, ...(data !== undefined && { data }) });
  const room = await openClass({ server, code: "TEST001" });
  const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
  const teacher = await TestSocket.open(`${room.url}/ws/session/TEST001/teacher/`, room.teacher);
  await teacher.until("connected");
  const student = await TestSocket.open(`${room.url}/ws/live/TEST001`, ann.token);
  await student.until("welcome");
  return { room, ann, ben, teacher, student, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

describe("the refiner", () => {
  test("is called with OpenAI's protocol, and everyone receives its text and the student's original", async () => {
    await using standIn = openStandIn((text) => says(` "${text}"\u0000 \n bitte? `));
    await using lecture = await openLecture({ url: `${standIn.url}/`, model: "small", key: "secret" });
    const { room, ann, student, teacher } = lecture;
    student.send({ type: "question.ask", id: "q", data: { text: "  was \n ist das " } });
    expect((await student.until("ok")).data).toMatchObject({ question_id: 1, cleaned_text: '"was ist das" bitte?' });
    expect((await student.until("question.asked")).data).toMatchObject({
      text: "was \n ist das",
      cleaned_text: '"was ist das" bitte?',
    });
    expect(await teacher.until("new_question")).toMatchObject({ cleaned_text: '"was ist das" bitte?' });
    expect(standIn.asked).toEqual([
      {
        path: "/v1/chat/completions",
        key: "Bearer secret",
        body: {
          model: "small",
          messages: [
            { role: "system", content: expect.stringContaining("question") },
            { role: "user", content: "was ist das" },
          ],
        },
      },
    ]);
    const [kept] = (await room.call("GET", `${path}/questions`, ann.token)).body;
    expect(kept).toMatchObject({ text: "was \n ist das", cleaned_text: '"was ist das" bitte?' });
    const { body } = await room.call("POST", `${path}/questions`, ann.token, { text: "und das" });
    expect(body.cleaned_text).toBe('"und das" bitte?');
  });

  test("is called at the given address if that ends with the endpoint, and without a key if none is set", async () => {
    await using standIn = openStandIn(() => says("Why?"));
    await using lecture = await openLecture({ url: `${standIn.url}/chat/completions` });
    await lecture.room.call("POST", `${path}/questions`, lecture.ann.token, { text: "y" });
    expect(standIn.asked).toMatchObject([{ path: "/v1/chat/completions", key: null, body: { model: "default" } }]);
  });

  test("is not called for other commands, invalid input, or senders who may not ask", async () => {
    await using standIn = openStandIn(says);
    await using lecture = await openLecture(standIn);
    const { room, ann } = lecture;
    await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER" });
    const joined = await room.call("POST", "/api/sessions/OTHER/join", undefined, { nickname: "Zoe" });
    const stranger = joined.body.token;
    const refused = [
      await room.call("POST", `${path}/questions`, ann.token, { text: " \u0000 " }),
      await room.call("POST", `${path}/questions`, ann.token, { text: 7 }),
      await room.call("POST", `${path}/questions`, stranger, { text: "?" }),
      await room.call("POST", `${path}/questions`, undefined, { text: "?" }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 403, 401]);
    for (const [way, body] of [
      ["messages", { content: "hello" }],
      ["help", { message: "hello" }],
      ["question-intents", {}],
    ] as const) {
      expect((await room.call("POST", `${path}/${way}`, ann.token, body)).status).toBe(200);
    }
    expect(standIn.asked).toEqual([]);
  });
});

describe("a refiner that fails", () => {
  const never = () => new Promise<Response>(() => {});
  const table: [string, (text: string) => Response | Promise<Response>][] = [
    ["it is too slow", never],
    ["it fails", () => new Response("no", { status: 500 })],
    ["it rejects the request", () => Response.json({ error: { message: "quota" } }, { status: 429 })],
    ["its answer is not JSON", () => new Response("<html>")],
    ["its JSON is truncated", () => new Response('{"choices": [{"message": {"con')],
    ["it answers nothing", () => new Response("")],
    ["it answers null", () => Response.json(null)],
    ["it has no choice", () => Response.json({ choices: [] })],
    ["its choice is not a text", () => says({ text: "x" })],
    ["its choice is null", () => says(null)],
    ["its choice is empty", () => says("")],
    ["its choice is white space and control characters", () => says(" \n\u0000\u200b ")],
    ["its choice is too long", () => says("x".repeat(4001))],
  ];
  test.each(table)("%s: the question is published as it was asked", async (_, answer) => {
    await using standIn = openStandIn(answer);
    await using lecture = await openLecture({ url: standIn.url, timeoutMs: 200 });
    lecture.student.send({ type: "question.ask", id: "q", data: { text: " warum\tdas? " } });
    expect(await lecture.student.until("ok")).toMatchObject({ id: "q", data: { cleaned_text: "warum das?" } });
    expect(await lecture.teacher.until("new_question")).toMatchObject({ cleaned_text: "warum das?" });
    expect(standIn.asked.length).toBe(1);
  });

  test("it cannot be reached: the question is published as it was asked", async () => {
    const { url, ...gone } = openStandIn(says);
    await gone[Symbol.asyncDispose]();
    await using lecture = await openLecture({ url });
    const { body } = await lecture.room.call("POST", `${path}/questions`, lecture.ann.token, { text: " warum? " });
    expect(body).toMatchObject({ question_id: 1, cleaned_text: "warum?" });
  });
});

describe("while a question is being reworded", () => {
  /** A stand-in that answers each question when it is told to. */
  function openHeld() {
    const held: (() => void)[] = [];
    const standIn = openStandIn(
      (text) => new Promise((resolve) => held.push(() => resolve(says(`${text} (reworded)`)))),
    );
    return { ...standIn, answer: (n: number) => held[n]?.() };
  }

  test("nothing else waits: chat, feedback, and another question that is answered sooner", async () => {
    await using standIn = openHeld();
    await using lecture = await openLecture(standIn);
    const { room, ben, student, teacher } = lecture;
    student.send({ type: "question.ask", id: "slow", data: { text: "one" } });
    await standIn.until(1);
    student.send({ type: "chat.send", id: "chat", data: { content: "meanwhile" } });
    expect(await student.until("ok")).toMatchObject({ id: "chat" });
    expect((await room.call("POST", `${path}/feedback`, ben.token, { feedback_type: "OK" })).status).toBe(200);
    expect(await teacher.until("feedback")).toMatchObject({ feedback_type: "OK" });
    const second = room.call("POST", `${path}/questions`, ben.token, { text: "two" });
    await standIn.until(2);
    standIn.answer(1);
    expect((await second).body).toMatchObject({ question_id: 1, cleaned_text: "two (reworded)" });
    standIn.answer(0);
    expect(await student.until("ok")).toMatchObject({ id: "slow", data: { question_id: 2 } });
    expect((await teacher.until("new_question")).cleaned_text).toBe("two (reworded)");
    expect((await teacher.until("new_question")).cleaned_text).toBe("one (reworded)");
  });

  test("one person's fourth question is published as it is, and another person's is reworded", async () => {
    await using standIn = openHeld();
    await using lecture = await openLecture({ url: standIn.url, timeoutMs: 60_000 });
    const { room, ben, student } = lecture;
    for (let n = 1; n <= 4; n++) student.send({ type: "question.ask", id: `${n}`, data: { text: ` question  ${n} ` } });
    expect(await student.until("ok")).toMatchObject({ id: "4", data: { question_id: 1, cleaned_text: "question 4" } });
    const other = room.call("POST", `${path}/questions`, ben.token, { text: "mine" });
    await standIn.until(4);
    expect(standIn.asked.length).toBe(4);
    for (let n = 0; n < 4; n++) standIn.answer(n);
    expect((await other).body).toMatchObject({ cleaned_text: "mine (reworded)" });
    for (const text of ["question 1", "question 2", "question 3"]) {
      expect(await student.until("ok")).toMatchObject({ data: { cleaned_text: `${text} (reworded)` } });
    }
    // Once they are answered, the next is reworded again.
    student.send({ type: "question.ask", id: "5", data: { text: "question 5" } });
    await standIn.until(5);
    standIn.answer(4);
    expect(await student.until("ok")).toMatchObject({ id: "5", data: { cleaned_text: "question 5 (reworded)" } });
  });

  test("the same question sent again is published once", async () => {
    await using standIn = openHeld();
    await using lecture = await openLecture(standIn);
    const { room, ann, student } = lecture;
    const frame = { type: "question.ask", id: "same", data: { text: "one" } };
    student.send(frame);
    student.send(frame);
    await standIn.until(2);
    standIn.answer(1);
    const first = await student.until("ok");
    standIn.answer(0);
    expect(await student.until("ok")).toEqual(first);
    expect((await room.call("GET", `${path}/questions`, ann.token)).body.length).toBe(1);
  });

  test("no question is published after the class ended, the student was removed or the session was deleted", async () => {
    const ends: [string, string, string, string][] = [
      ["POST", "/end", "session_ended", ""],
      ["POST", "/participants/$ann/remove", "removed", ""],
      ["DELETE", "", "session_not_found", ""],
    ];
    for (const [method, what, code] of ends) {
      await using standIn = openHeld();
      await using lecture = await openLecture(standIn);
      const { room, ann } = lecture;
      const asked = room.call("POST", `${path}/questions`, ann.token, { text: "too late" });
      await standIn.until(1);
      await room.call(method, path + what.replace("$ann", ann.participant.id), room.teacher);
      standIn.answer(0);
      expect([what, (await asked).body.code]).toEqual([what, code]);
    }
  });

  const alone = testAlone("it reads the data folder of a server that has stopped");
  alone(
    "a stopping server does not wait: the question is stored as it was asked, and its sender gets an answer",
    async () => {
      using folder = temporaryFolder();
      await using standIn = openHeld();
      const lecture = await openLecture({ url: standIn.url, timeoutMs: 60_000 }, folder.path);
      const { room, student } = lecture;
      student.send({ type: "question.ask", id: "last", data: { text: " noch  eine " } });
      await standIn.until(1);
      const began = performance.now();
      await room.server.stop();
      expect(performance.now() - began).toBeLessThan(5000);
      expect(await student.until("ok")).toMatchObject({ id: "last", data: { cleaned_text: "noch eine" } });
      expect((await student.closed).code).toBe(1001);
      using store = openStore(folder.path);
      const asked = store.log.since(room.session.id, 0, 100).filter(({ type }) => type === "question.asked");
      expect(asked.map(({ data }) => (data as { text: string }).text)).toEqual(["noch  eine"]);
    },
  );
});
