/** PROOFS G4, the server's half: markup is data. It comes back as it was sent, as JSON, and nothing is made of it. */
import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { xssPayloads } from "../support/xss.ts";

/** Nicknames have 40 letters at most. */
const payloads = xssPayloads.filter(({ length }) => length <= 40);

test("G4 markup in names, titles, steps and messages is returned as plain text", async () => {
  await using room = await openClass({ code: "TEST001" });
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  for (const text of payloads) {
    const { token, participant } = await room.join(text);
    expect(participant.nickname).toBe(text);
    const lesson = {
      title: text,
      subtasks: [{ title: text, target_action: text, guide_text: text, voice_guide_text: text }],
    };
    const made = (await room.call("POST", "/api/lessons", room.teacher, lesson)).body;
    expect(made).toMatchObject(lesson);
    const { body, headers } = await room.call("PATCH", "/api/sessions/TEST001", room.teacher, {
      title: text,
      lesson_id: made.id,
    });
    expect([body.title, body.lesson.title]).toEqual([text, text]);
    expect(headers.get("Content-Type")).toContain("application/json");
    await room.call("POST", "/api/sessions/TEST001/help", token, { message: text });
    const { data } = await teacher.until("help.requested");
    expect([data.message, data.user_name]).toEqual([text, text]);
    await room.call("POST", `/api/sessions/TEST001/steps/${made.subtasks[0].id}/start`, room.teacher, {
      message: text,
    });
    expect((await teacher.until("step.changed")).data).toMatchObject({ message: text, subtask: { guide_text: text } });
  }
  expect(
    (await room.call("GET", "/api/sessions/TEST001/help?limit=200", room.teacher)).body.map(
      ({ message }: any) => message,
    ),
  ).toEqual(payloads.toReversed());
});

test("G4 an error that quotes its input is JSON, not a page", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  await using socket = await TestSocket.open(`${room.url}/ws/sessions/TEST001`, token);
  for (const text of payloads) {
    socket.send({ type: text });
    expect(await socket.next()).toEqual({ type: "error", message: `Unknown message type: ${text}` });
    for (const path of [
      `/${encodeURIComponent(text)}`,
      `/api/join/${encodeURIComponent(text)}`,
      `/api/${encodeURIComponent(text)}`,
    ]) {
      const response = await fetch(room.url + path);
      expect([path, response.headers.get("Content-Type")]).toEqual([path, "application/problem+json"]);
      expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(await response.text()).not.toContain("<script");
    }
  }
});

test("G4 control characters are removed from what people type, and the rest is kept", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const said = async (message: string) => {
    await room.call("POST", "/api/sessions/TEST001/help", token, { message });
    return (await room.call("GET", "/api/sessions/TEST001/help", token)).body[0].message;
  };
  expect(await said("a\u0000b\u0007c\u001b[31md\u009f")).toBe("abc[31md");
  expect(await said("two\nlines\tand a tab")).toBe("two\nlines\tand a tab");
  expect(await said("half \ud83d of it")).toBe("half \ufffd of it");
  expect(await said("👩‍👩‍👧 가족 ñ")).toBe("👩‍👩‍👧 가족 ñ");
});
