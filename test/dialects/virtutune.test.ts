import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";
import { atTheDoor, dialectContract, type Spoken } from "./contract.ts";
import { transcript } from "./transcript.ts";
import { voices } from "./voices.ts";

const fault = (message: string) => ({ type: "error", data: { message } });
const missing = fault("chord: the name of a chord is missing");
const noChord = fault("This is no chord: a chord has a name like C, F#m7 or C/G.");
const noObject = (got: string) => fault(`Invalid input: expected object, received ${got}`);

const app: Spoken = {
  ...voices.virtutune,
  name: "virtutune",
  // Whoever else comes and goes is told to everybody.
  aside: ({ type }) => type === "connection_update",
  named: (type) => ({ type, data: {} }),
  fault: (_, message) => fault(message),
  typeless: "unknown_type",
  misfits: [
    { send: { type: "chord_change" }, answer: missing },
    { send: { type: "chord_change", data: {} }, answer: missing },
    { send: { type: "chord_change", data: null }, answer: missing },
    { send: { type: "chord_change", data: { chord: 7 } }, answer: missing },
    { send: { type: "chord_change", data: { chord: "" } }, answer: noChord },
    { send: { type: "chord_change", data: { chord: "H" } }, answer: noChord },
    { send: { type: "chord_change", data: { chord: "do" } }, answer: noChord },
    { send: { type: "chord_change", data: "C" }, answer: noObject("string") },
    { send: { type: "chord_change", data: ["C"] }, answer: noObject("array") },
    { send: { type: "practice_start", data: "now" }, answer: noObject("string") },
    { send: { type: "practice_start", data: { timestamp: {} } }, answer: fault("timestamp: Invalid input") },
    { send: { type: "practice_end", data: [] }, answer: noObject("array") },
    { send: { type: "practice_end", data: {} }, answer: fault("You are not practising.") },
  ],
  onlyInstructors: [],
  onlyStudents: [],
  heardByStudents: {
    act: { send: { type: "chord_change", data: { chord: "F#m7" } } },
    heard: { type: "chord_change", data: { chord: "F#m7", user_id: 1, timestamp: expect.stringMatching(/Z$/) } },
  },
  end: { act: { call: ["POST", "/api/sessions/TEST001/end"] } },
  refusals: atTheDoor,
  flooding: 4429,
};

dialectContract(app);
await transcript("virtutune", new URL("transcripts/virtutune.transcript", import.meta.url));

test("a session without practice is not found at this door, whoever knocks; with it, it is", async () => {
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
  expect(await socket.next()).toEqual(fault("This session does not use that feature."));
});
