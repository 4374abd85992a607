/** A session that another program has taken over. */
import { expect } from "bun:test";
import { native } from "../../src/dialects/native.ts";
import type { Connection } from "../../src/live/room.ts";
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

atOne("a connection whose handshake began before is closed as soon as it is open", async () => {
  await using class_ = await openClass();
  const { live } = class_.server;
  const { room } = homeOf(class_, class_.session.id);
  live.giveUp(class_.session.id);
  const closed: unknown[] = [];
  const ws = { close: (...how: unknown[]) => void closed.push(how) };
  const peer = { room, ws, dialect: native, trace: {}, participantId: "ann" } as unknown as Connection;
  for (const handler of [live.seats, live.screens]) handler.opened(peer);
  expect(closed).toEqual([
    [1012, "continues on another server"],
    [1012, "continues on another server"],
  ]);
  expect([room.connections.size, room.screens.size]).toEqual([0, 0]);
});
