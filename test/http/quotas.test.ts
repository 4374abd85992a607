import { expect, test } from "bun:test";
import { openClass, openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const start = Date.parse("2026-03-02T08:00:00.000Z");

test("the 501st message within an hour is rejected over HTTP and sockets with the time to wait, and accepted after that", async () => {
  let now = start;
  await using room = await openClass({ server: await openTestServer({ now: () => now }), code: "TEST001" });
  const { token } = await room.join("Ann");
  const { token: bob } = await room.join("Bob");
  const path = "/api/sessions/TEST001/messages";
  const say = (by = token) => room.call("POST", path, by, { content: "hi" });
  for (let n = 0; n < 500; n++) expect((await say()).status).toBe(200);
  now = start + 20 * 60_000;
  const { status, body, headers } = await say();
  expect([status, body.code, headers.get("Retry-After")]).toEqual([429, "too_many_messages", `${40 * 60}`]);
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  const frame = { type: "chat.send", id: "mine", data: { content: "hi" } };
  socket.send(frame);
  expect((await socket.until("error")).error).toMatchObject({ code: "too_many_messages", retry_after: 40 * 60 });
  expect((await say(bob)).status).toBe(200);
  now = start + 60 * 60_000;
  socket.send(frame);
  expect(await socket.until("ok")).toMatchObject({ id: "mine" });
});
