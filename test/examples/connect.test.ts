/** The examples of docs/connect/ do what their pages say, against a running server. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connectPages, updateCode } from "../../scripts/connect-docs.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { openClass, openTestServer, type TestClass, teacherKey } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { type ForeignPage, missing, openForeignPage, runExample } from "./clients.ts";

test("the pages show the code that the tests run", async () => {
  expect(connectPages.length).toBe(7);
  for (const page of connectPages) {
    expect(await Bun.file(new URL(`../../docs/connect/${page}`, import.meta.url)).text()).toBe(await updateCode(page));
  }
});

let room: TestClass;
let site: ForeignPage | undefined;

beforeAll(async () => {
  if (!missing.mjs) site = await openForeignPage();
  const server = await openTestServer({ allowedOrigins: site ? [site.origin] : [] });
  room = await openClass({ server, code: "TEST001", features: [...featureNames] });
});
afterAll(async () => {
  await room?.[Symbol.asyncDispose]();
  await site?.[Symbol.asyncDispose]();
});

const step = () => `${room.lesson.subtasks[0]?.id}`;
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

/** Declares a test, or skips it with the reason. */
function example(kind: keyof typeof missing, name: string, body: () => Promise<void>): void {
  const reason = missing[kind];
  test.skipIf(reason !== "")(`${name}${reason && ` (skipped: ${reason})`}`, body);
}

describe("mobilegpt", () => {
  example("java", "OkHttp joins, beats and completes a step", async () => {
    await using client = runExample("Mobilegpt.java", room.url, "TEST001", step());
    expect(await client.rest()).toEqual([
      { type: "join_confirmed", session_code: "TEST001", user_id: expect.any(Number), message: "세션에 참가했습니다" },
      { type: "heartbeat_ack", timestamp: 1234567890 },
      { type: "step_complete_confirmed", subtask_id: Number(step()), message: "단계를 완료했습니다" },
    ]);
  });
  example("py", "Python moves the class to a step and pauses it", async () => {
    await using client = runExample("mobilegpt.py", room.url, "TEST001", teacherKey, step());
    expect(await client.rest()).toEqual([
      { type: "step_changed", subtask: expect.objectContaining({ id: Number(step()) }) },
      { type: "session_status_changed", status: "PAUSED", message: "세션이 일시정지되었습니다" },
    ]);
    await room.call("POST", "/api/sessions/TEST001/resume", room.teacher, {});
  });
  example("mjs", "a page of another origin completes a step", async () => {
    const answers = ["join_confirmed", "heartbeat_ack", "step_complete_confirmed"];
    await inPage("mobilegpt.mjs", answers, "followClass", room.url, "TEST001", Number(step()));
  });
  example("sh", "curl joins, reads the steps and asks for help", async () => {
    await using client = runExample("mobilegpt.sh", room.url, "TEST001");
    const [joined, session, help, status] = await client.rest();
    expect(joined.participant.nickname).toBe("curl");
    expect(session.lesson.subtasks[0].id).toBe(Number(step()));
    expect(help.help_id).toBeGreaterThan(0);
    expect(status.session_code).toBe("TEST001");
  });
});

describe("inthon", () => {
  example("java", "OkHttp attends as a guest, and gives feedback with the cookies of the handshake", async () => {
    await using teacher = await TestSocket.open(`${room.url}/ws/session/TEST001/teacher/`, room.teacher);
    expect((await teacher.next()).event).toBe("connected");
    await using client = runExample("Inthon.java", room.url, "TEST001");
    expect(await client.next()).toEqual({
      event: "connected",
      session_id: "TEST001",
      role: "student",
      teacher_online: true,
    });
    await client.rest();
    expect(await teacher.next()).toEqual({ event: "feedback", feedback_type: "HARD", created_at: time });
  });
  example("py", "Python captures the slide of a question that is being written", async () => {
    const { token } = await room.join("Sena");
    await using client = runExample("inthon.py", room.url, "TEST001", teacherKey);
    expect((await client.next()).event).toBe("connected");
    await using student = await TestSocket.open(`${room.url}/ws/session/TEST001/student/`, token);
    expect((await student.next()).event).toBe("connected");
    const { question_id } = (await room.call("POST", "/api/sessions/TEST001/question-intents", token, {})).body;
    const capture_url = "https://example.com/capture.png";
    expect(await student.next()).toEqual({ event: "question_capture", question_id, capture_url, created_at: time });
    await room.call("POST", "/api/sessions/TEST001/questions", token, { text: "Why?", question_id });
    const asked = { event: "new_question", question_id, cleaned_text: "Why?", capture_url, created_at: time };
    expect(await student.next()).toEqual(asked);
    expect(await client.next()).toEqual({ event: "question_intent", question_id, created_at: time });
    expect(await client.next()).toEqual(asked);
  });
  example("mjs", "a page of the server's own origin attends as a guest and asks", async () => {
    const page = await site?.open(`${room.url}/docs`);
    const frames = await page?.evaluate(
      async ([file = "", server = ""]) => {
        const { attendLecture } = await import(file);
        const heard: any[] = [];
        const lecture = attendLecture(server, "TEST001", (event: any) => heard.push(event));
        await new Promise((resolve) => lecture.socket.addEventListener("message", resolve, { once: true }));
        await lecture.feedback("OK");
        const { question_id } = await lecture.intend();
        await lecture.ask("From a page?", question_id);
        while (!heard.some(({ event }) => event === "new_question")) {
          await new Promise((resolve) => lecture.socket.addEventListener("message", resolve, { once: true }));
        }
        return heard;
      },
      [`${site?.origin}/inthon.mjs`, room.url],
    );
    expect(frames?.at(0)).toMatchObject({ event: "connected", role: "student" });
    expect(frames?.at(-1)).toMatchObject({ event: "new_question", cleaned_text: "From a page?", capture_url: null });
  });
  example("sh", "curl gives feedback, asks and likes", async () => {
    await room.call("POST", "/api/sessions", room.teacher, { title: "Lecture", code: "LECT001" });
    await using client = runExample("inthon.sh", room.url, "LECT001");
    const [, , intent, asked, liked, list] = await client.rest();
    expect([intent.question_id, asked.question_id, liked.like_count]).toEqual([1, 1, 1]);
    expect(list[0]).toMatchObject({ question_id: 1, text: "Why is this so?", like_count: 1 });
  });
});

describe("chatroom", () => {
  const said = { message_id: expect.any(String), participant_id: expect.any(String), timestamp: time };
  example("java", "OkHttp says something", async () => {
    await using client = runExample("Chatroom.java", room.url, "TEST001");
    const message = { type: "chat_message", content: "Hello from Android", session_code: "TEST001" };
    expect(await client.rest()).toContainEqual({
      ...message,
      ...said,
      participant_nickname: expect.stringMatching(/^Android/),
    });
  });
  example("py", "Python asks a question, and reads why an empty message is rejected", async () => {
    await using client = runExample("chatroom.py", room.url, "TEST001");
    expect(await client.rest()).toEqual([
      expect.objectContaining({ type: "question", content: "Why is this so?", participant_nickname: "Python" }),
      { type: "error", message: "Message content cannot be empty" },
    ]);
  });
  example("mjs", "a page of another origin says something and hears it", async () => {
    const page = await site?.open();
    const heard = await page?.evaluate(
      async ([file = "", server = ""]) => {
        const { enterChat } = await import(file);
        return await new Promise<any>((resolve) => {
          enterChat(server, "TEST001", "Page", resolve).then(({ say }: any) => say("Hello from a page"));
        });
      },
      [`${site?.origin}/chatroom.mjs`, room.url],
    );
    expect(heard).toMatchObject({ type: "chat_message", content: "Hello from a page" });
  });
  example("sh", "curl says something and reads the newest first", async () => {
    await using client = runExample("chatroom.sh", room.url, "TEST001");
    const [, sent, messages, status] = await client.rest();
    expect(messages[0]).toMatchObject({ message_id: sent.message_id, content: "Hello from curl" });
    expect(status).toMatchObject({ session_code: "TEST001", total_participants: expect.any(Number) });
  });
});

describe("spc", () => {
  async function product(code: string): Promise<number> {
    const made = { code, name: "M10 bolt", lsl: 9.5, usl: 10.5, subgroup_size: 1 };
    return (await room.call("POST", "/api/spc/products/", room.teacher, made)).body.id;
  }
  example("java", "OkHttp watches one product", async () => {
    await using client = runExample("Spc.java", room.url, room.teacher, `${await product("JAVA")}`);
    expect(await client.rest()).toEqual([
      { type: "connection", message: "SPC 실시간 알림에 연결되었습니다", timestamp: time },
      { type: "pong" },
    ]);
  });
  example("py", "Python hears what a device measures with curl outside the specification", async () => {
    const id = await product("CURL");
    const { token } = (await room.call("POST", "/api/spc/devices/", room.teacher, { name: "Gauge", product_id: id }))
      .body;
    await using client = runExample("spc.py", room.url, room.teacher, `${id}`, "6");
    expect((await client.next()).type).toBe("connection");
    expect(await client.next()).toEqual({ type: "subscribed", product_id: id });
    expect((await client.next()).type).toBe("alerts");
    await using device = runExample("spc.sh", room.url, token, `${id}`);
    const [first, batch] = await device.rest();
    expect([first.measurement_value, batch.length]).toEqual([10.02, 2]);
    const heard = await client.rest();
    expect(heard.map(({ type }) => type).sort()).toEqual(["alert", "measurement", "measurements"]);
  });
  example("mjs", "a page of another origin follows a product", async () => {
    const id = await product("PAGE");
    await inPage("spc.mjs", ["connection", "subscribed"], "watchQuality", room.url, room.teacher, id);
  });
});

describe("virtutune", () => {
  example("java", "OkHttp plays a chord, and Python's PC hears it", async () => {
    const fresh = await room.call("POST", "/api/sessions", room.teacher, { title: "Guitar", features: ["practice"] });
    const { code } = fresh.body;
    await using pc = runExample("virtutune.py", room.url, code, "4");
    expect((await pc.next()).type).toBe("connection_update");
    await using phone = runExample("Virtutune.java", room.url, code);
    expect(await phone.rest()).toContainEqual({
      type: "chord_change",
      data: { chord: "C", user_id: expect.any(Number), timestamp: time },
    });
    expect((await pc.rest()).map(({ type }) => type)).toEqual(["connection_update", "practice_update", "chord_change"]);
  });
  example("mjs", "a page of another origin plays a chord", async () => {
    const page = await site?.open();
    const heard = await page?.evaluate(
      async ([file = "", server = ""]) => {
        const { playGuitar } = await import(file);
        return await new Promise<any>((resolve) => {
          const hear = (frame: any) => frame.type === "chord_change" && resolve(frame);
          playGuitar(server, "TEST001", hear).then((phone: any) => {
            phone.begin();
            phone.play("F#m7");
          });
        });
      },
      [`${site?.origin}/virtutune.mjs`, room.url],
    );
    expect(heard.data.chord).toBe("F#m7");
  });
  example("sh", "curl practises", async () => {
    await using client = runExample("virtutune.sh", room.url, "TEST001");
    const all = await client.rest();
    expect(all.length).toBe(5);
    expect(JSON.stringify(all.at(-1))).toContain('"C"');
  });
});

describe("lectern", () => {
  example("java", "OkHttp presses hard, and it is on disk", async () => {
    await using client = runExample("Lectern.java", room.url, "TEST001");
    expect(await client.rest()).toEqual([{ type: "ok", id: "f1", data: expect.any(Object) }]);
  });
  example("py", "a bot reconnects, gets what it missed, and asks once", async () => {
    await using client = runExample("lectern.py", room.url, "TEST001");
    const [ok] = [await client.next()];
    expect(ok).toMatchObject({ type: "ok", id: "bot-1" });
    const questions = (await room.call("GET", "/api/sessions/TEST001/questions", room.teacher)).body;
    expect(questions.filter(({ user_name }: any) => user_name === "Bot").length).toBe(1);
  });
  example("mjs", "a page of another origin comes back with what it missed", async () => {
    const { token } = await room.join("Page");
    const page = await site?.open();
    const frames = await page?.evaluate(
      async ([file = "", server = "", token = ""]) => {
        const { followRoom } = await import(file);
        const heard: any[] = [];
        let noticed = () => {};
        const room = followRoom(server, "TEST001", token, (frame: any) => {
          heard.push(frame);
          noticed();
        });
        const until = async (is: (frame: any) => boolean) => {
          while (!heard.some(is)) await new Promise<void>((resolve) => (noticed = resolve));
        };
        await until(({ type }) => type === "welcome");
        room.send("chat.send", "m1", { content: "first" });
        await until(({ type }) => type === "chat.sent");
        room.drop();
        await until(({ type, data }) => type === "welcome" && data.resumed);
        room.send("chat.send", "m2", { content: "second" });
        await until(({ type, data }) => type === "chat.sent" && data.content === "second");
        room.close();
        return heard.filter(({ type }) => type === "chat.sent").map(({ data }) => data.content);
      },
      [`${site?.origin}/lectern.mjs`, room.url, token],
    );
    expect(frames).toEqual(["first", "second"]);
  });
  example("mjs", "a page without a seat in the class does not connect forever", async () => {
    await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER1" });
    const { token } = (await room.call("POST", "/api/sessions/OTHER1/join", undefined, { nickname: "Mina" })).body;
    const page = await site?.open();
    const closed = await page?.evaluate(
      async ([file = "", server = "", ...tokens]) => {
        const { followRoom } = await import(file);
        const end = (token: string) =>
          new Promise((resolve) => followRoom(server, "TEST001", token, ({ code }: any) => resolve(code)));
        return Promise.all(tokens.map(end));
      },
      [`${site?.origin}/lectern.mjs`, room.url, token, "no-such-token"],
    );
    expect(closed).toEqual([4405, 4401]);
  });
  example("sh", "curl holds a class", async () => {
    await using client = runExample("lectern.sh", room.url, teacherKey);
    const [signedIn, session, begun, people, ended] = await client.rest();
    expect([signedIn.user.role, session.code, begun.status, people.length, ended.status]).toEqual([
      "teacher",
      "CURL42",
      "IN_PROGRESS",
      1,
      "ENDED",
    ]);
  });
});

/**
 * Calls a function of an example in a page of another origin, with a last argument that hears its frames. Resolves once a
 * frame of each of these `types` has come.
 */
async function inPage(file: string, types: readonly string[], name: string, ...args: unknown[]): Promise<void> {
  const page = await site?.open();
  await page?.evaluate(
    async ({ url, types, name, args }) => {
      const module = await import(url);
      await new Promise<void>((resolve, reject) => {
        const missing = new Set(types);
        const hear = ({ type }: any) => missing.delete(type) && missing.size === 0 && resolve();
        Promise.resolve(module[name](...args, hear)).catch(reject);
      });
    },
    { url: `${site?.origin}/${file}`, types, name, args },
  );
}
