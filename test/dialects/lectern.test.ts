import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("students receive the number of people online and whether the teacher is, at most once a second; teachers do not", async () => {
  await using room = await openClass();
  const at = `${room.url}/ws/live/${room.session.code}`;
  const open = async (token: string) => {
    const socket = await TestSocket.open(at, token);
    await socket.until("welcome");
    return socket;
  };
  const names = Array.from({ length: 20 }, (_, n) => `Student ${n}`);
  const tokens = await Promise.all(names.map(async (name) => (await room.join(name)).token));
  const began = performance.now();
  const [first, ...others] = await Promise.all(tokens.map(open));
  await using teacher = await open(room.teacher);
  if (!first) throw new Error("nobody came");
  const envelope = { type: "presence.counted", at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/) };
  const counted = (socket: TestSocket) => socket.texts.filter((text) => text.includes("presence.counted")).length;
  while (!first.texts.at(-1)?.includes('"online_count":21,"teacher_online":true')) await first.next();
  const before = counted(first);
  await others.pop()?.[Symbol.asyncDispose]();
  expect(await first.next()).toEqual({ ...envelope, data: { online_count: 20, teacher_online: true } });
  expect(counted(first) - before).toBe(1);
  expect(counted(first)).toBeLessThanOrEqual(1 + (performance.now() - began) / 1000);
  await teacher.all({ type: "ping" }, ({ type }) => type === "pong");
  expect(counted(teacher)).toBe(0);
});

test("a waiting student alone hears their new position if a request before theirs is resolved", async () => {
  await using room = await openClass();
  const open = async (name: string) => {
    const { token } = await room.join(name);
    const socket = await TestSocket.open(`${room.url}/ws/live/${room.session.code}`, token);
    await socket.until("welcome");
    return socket;
  };
  await using ann = await open("Ann");
  await using ben = await open("Ben");
  await using cid = await open("Cid");
  const ask = async (socket: TestSocket) => {
    socket.send({ type: "help.request", data: {} });
    return (await socket.until("help.requested")).data.position;
  };
  expect([await ask(ann), await ask(ben)]).toEqual([1, 2]);
  await room.call("POST", `/api/sessions/${room.session.code}/help/1/resolve`, room.teacher);
  const { participant_id } = (await room.call("GET", `/api/sessions/${room.session.code}/help`, room.teacher)).body[0];
  expect(await ben.until("help.moved")).toEqual({
    type: "help.moved",
    at: expect.any(String),
    data: { help_id: 2, participant_id, position: 1 },
  });
  const counts = await Promise.all(
    [ann, cid].map(async (socket) => {
      const frames = await socket.all({ type: "ping" }, ({ type }) => type === "pong");
      return frames.filter(({ type }) => type === "help.moved").length;
    }),
  );
  expect(counts).toEqual([0, 0]);
});
