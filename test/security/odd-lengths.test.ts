/** A `length` that cannot be compared with a limit: zod throws for it, whatever the schema expects. */
import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const odd = { length: { toString: null, valueOf: null } };

test("where a text, a list or an id is expected, an object with an odd length is rejected like any other value", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  await socket.until("welcome");
  const codeOf = async (frame: object) => {
    socket.send(frame);
    return (await socket.until("error")).error.code;
  };
  expect(await codeOf({ type: "ping", id: odd })).toBe("malformed");
  expect(await codeOf({ type: "chat.send", id: "1", data: { content: odd } })).toBe("does_not_fit");

  const call = async (method: string, path: string, by: string, body: object) =>
    (await room.call(method, path, by, body)).status;
  expect(await call("POST", "/api/sessions/TEST001/messages", token, { content: odd })).toBe(422);
  expect(await call("POST", "/api/lessons", room.teacher, { title: "Lesson", subtasks: odd })).toBe(422);
});
