import { expect, test } from "bun:test";
import type { FaultCode } from "../../src/domain/faults.ts";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { atTheDoor, dialectContract, type Spoken } from "./contract.ts";
import { transcript } from "./transcript.ts";
import { voices } from "./voices.ts";

const fault = (code: FaultCode, message: string, id?: string) => ({
  type: "error",
  ...(id !== undefined && { id }),
  error: { code, message },
});
const malformedId = fault("malformed", "A frame's `id` is a text of 1 to 64 characters.");
const expected = (path: string, wanted: string, got: string) => {
  const message = `Invalid input: expected ${wanted}, received ${got}`;
  return { code: "does_not_fit", message: path ? `${path}: ${message}` : message, errors: [{ path, message }] };
};

const app: Spoken = {
  ...voices.lectern,
  name: "lectern",
  // A second connection of one's own is told as well.
  aside: (frame) => voices.lectern.aside(frame) || frame.type === "connection.changed",
  named: (type) => ({ type, data: {} }),
  fault,
  typeless: "malformed",
  misfits: [
    {
      send: { type: "step.complete", id: "a" },
      answer: { type: "error", id: "a", error: expected("subtask_id", "number", "undefined") },
    },
    {
      send: { type: "progress.update", id: "b", data: [1] },
      answer: { type: "error", id: "b", error: expected("", "object", "array") },
    },
    {
      send: { type: "help.request", data: { message: { $ne: null } } },
      answer: { type: "error", error: expected("message", "string", "object") },
    },
    { send: { type: "help.request", id: 7, data: {} }, answer: malformedId },
    { send: { type: "help.request", id: "", data: {} }, answer: malformedId },
    { send: { type: "help.request", id: "x".repeat(65), data: {} }, answer: malformedId },
  ],
  onlyInstructors: [
    { type: "session.start" },
    { type: "session.pause" },
    { type: "session.resume" },
    { type: "session.end" },
    { type: "step.start", data: { subtask_id: 1 } },
    { type: "participant.remove", data: {} },
  ],
  onlyStudents: [
    { type: "step.complete", data: { subtask_id: 1 } },
    { type: "progress.update", data: { subtask_id: 1, status: "started" } },
    { type: "help.request", data: {} },
  ],
  heardByStudents: {
    act: { send: { type: "session.pause", data: {} } },
    heard: { type: "session.status_changed", data: { status: "PAUSED" } },
  },
  end: {
    act: { send: { type: "session.end", data: {} } },
    heard: { type: "session.status_changed", data: { status: "ENDED", action: "end" } },
  },
  refusals: atTheDoor,
  flooding: 4429,
};

dialectContract(app);
await transcript("lectern", new URL("transcripts/lectern.transcript", import.meta.url));

test("students are told how many are here and whether the teacher is, at most once a second; teachers are not", async () => {
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
  const told = { type: "presence.counted", at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/) };
  const counted = (socket: TestSocket) => socket.texts.filter((text) => text.includes("presence.counted")).length;
  while (!first.texts.at(-1)?.includes('"online_count":21,"teacher_online":true')) await first.next();
  const before = counted(first);
  await others.pop()?.[Symbol.asyncDispose]();
  expect(await first.next()).toEqual({ ...told, data: { online_count: 20, teacher_online: true } });
  expect(counted(first) - before).toBe(1);
  expect(counted(first)).toBeLessThanOrEqual(1 + (performance.now() - began) / 1000);
  await teacher.all({ type: "ping" }, ({ type }) => type === "pong");
  expect(counted(teacher)).toBe(0);
});
