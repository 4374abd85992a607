import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

test("only a session with the practice feature is found at this door", async () => {
  await using room = await openClass({ code: "TEST001" });
  const door = `${room.url}/ws/guitar/TEST001/`;
  const notFound = { status: 404, body: problem(404, "session_not_found", "Session not found") };
  for (const token of [room.teacher, undefined]) expect(await knock(door, token)).toMatchObject(notFound);
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { features: ["practice"] });
  await using socket = await TestSocket.open(door, room.teacher);
  expect(await socket.next()).toEqual({ type: "connection_update", data: { status: "connected", user_id: 1 } });
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { features: ["chat"] });
  expect(await knock(door, room.teacher)).toMatchObject(notFound);
  socket.send({ type: "chord_change", data: { chord: "C" } });
  expect(await socket.next()).toEqual({ type: "error", data: { message: "This session does not use that feature." } });
});
