import { expect, test } from "bun:test";
import { native } from "../../src/dialects/native.ts";
import { createAccessLog } from "../../src/live/access-log.ts";
import { closeDeadCredentials } from "../../src/live/dead-credentials.ts";
import { type Peer, rejectWith } from "../../src/live/peer.ts";
import { openSlices } from "../../src/live/slices.ts";
import { lectern } from "../cli/program.ts";
import { testAlone } from "../support/alone.ts";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const inFolder = testAlone("the command works on the data folder");

inFolder("revoking a key on the command line closes the sockets that were opened with it, and no others", async () => {
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

test("the credentials of many sockets are looked up in slices: others are served in between", async () => {
  const { trace } = createAccessLog();
  const peer = (credential: string): Peer => ({
    dialect: native,
    handler: rejectWith(1000, ""),
    credential,
    who: { key: credential, nickname: null, session: null },
    trace: trace({ address: "127.0.0.1" }),
    ws: undefined,
  });
  const open = new Set(Array.from({ length: 10 }, (_, n) => peer(`${n}`)));
  const notes: string[] = [];
  let going = true;
  const other = () => {
    notes.push("other");
    if (going) setImmediate(other);
  };
  setImmediate(other);
  const isValid = (hash: string) => {
    const end = performance.now() + 3;
    while (performance.now() < end);
    notes.push("check");
    return hash !== "9";
  };
  closeDeadCredentials({ open, isValid, slices: openSlices() });
  const closed = () => Array.from(open).filter(({ trace }) => trace.closing !== undefined);
  while (closed().length === 0) await Bun.sleep(1);
  going = false;
  expect(closed().map(({ credential }) => credential)).toEqual(["9"]);
  expect(notes.filter((note) => note === "check").length).toBe(10);
  expect(notes.join(" ")).not.toContain("check check check");
});
