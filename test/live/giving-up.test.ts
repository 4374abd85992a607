/** A session that another program has taken over. */
import { expect } from "bun:test";
import { testAlone } from "../support/alone.ts";
import { openClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { TestSocket } from "../support/socket.ts";

const atOne = testAlone("it looks into one kernel");

atOne("its connections are closed, and nothing more is written to its log, not even that they closed", async () => {
  await using class_ = await openClass();
  const { server, url, session } = class_;
  const { live } = server;
  const { room } = homeOf(class_, session.id);
  const { token } = await class_.join("Ann");
  await using socket = await TestSocket.open(`${url}/ws/live/${session.code}`, token);
  await socket.until("welcome");
  await live.kernel.drain(1000);
  const { seq } = room;
  const waiting = live.kernel.ask({ room, ask: { command: "x", actor: "", input: {}, id: undefined } });
  live.giveUp(session.id);
  await expect(waiting).rejects.toMatchObject({ code: "unavailable" });
  expect(await socket.closed).toEqual({ code: 1012, reason: "continues on another server" });
  await live.kernel.drain(1000);
  expect(room.seq).toBe(seq);
});
