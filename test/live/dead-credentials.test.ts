import { expect, test } from "bun:test";
import { lectern } from "../cli/program.ts";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("a key that was revoked by the command line closes the sockets that came with it, and no others", async () => {
  await using class_ = await openClass();
  const data = ["--data", class_.data];
  const gauge = (await lectern(["token", "create", "Gauge", ...data])).out.trim();
  await using board = await TestSocket.open(`${class_.url}/ws/spc/notifications/`, gauge);
  await using other = await TestSocket.open(`${class_.url}/ws/spc/notifications/`, gauge);
  await using teacher = await TestSocket.open(`${class_.url}/ws/live/${class_.session.code}`, class_.teacher);
  for (const socket of [board, other, teacher]) await socket.next();
  expect((await lectern(["token", "revoke", "Gauge", ...data])).exit).toBe(0);
  class_.server.live.tidy();
  expect(await board.closed).toEqual({ code: 4401, reason: "credential ended" });
  expect(await other.closed).toEqual({ code: 4401, reason: "credential ended" });
  teacher.send({ type: "ping", id: "p" });
  expect((await teacher.until("pong")).id).toBe("p");
});
