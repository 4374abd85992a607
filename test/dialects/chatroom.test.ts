import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { dialectContract, type Spoken } from "./contract.ts";
import { transcript } from "./transcript.ts";
import { voices } from "./voices.ts";

const fault = (message: string) => ({ type: "error", message });
const closed = (reason: string) => ({ code: 1008, reason });
const long = "x".repeat(4001);

const app: Spoken = {
  ...voices.chatroom,
  name: "chatroom",
  named: (type) => ({ type }),
  fault: (_, message) => fault(message),
  typeless: "unknown_type",
  misfits: [
    ...[{}, { content: "" }, { content: " \t\n " }, { content: "\u0000\u009f" }].flatMap((data) => [
      { send: { type: "chat_message", ...data }, answer: fault("Message content cannot be empty") },
      { send: { type: "question", ...data }, answer: fault("Question content cannot be empty") },
    ]),
    {
      send: { type: "chat_message", content: 7 },
      answer: fault("Failed to send message: 'int' object has no attribute 'strip'"),
    },
    {
      send: { type: "question", content: 1.5 },
      answer: fault("Failed to send question: 'float' object has no attribute 'strip'"),
    },
    {
      send: { type: "question", content: true },
      answer: fault("Failed to send question: 'bool' object has no attribute 'strip'"),
    },
    {
      send: { type: "typing", is_typing: "yes" },
      answer: fault("Failed to handle typing indicator: is_typing: Invalid input: expected boolean, received string"),
    },
    {
      send: { type: "chat_message", content: long },
      answer: fault("Failed to send message: content has more than 4000 characters"),
    },
    {
      send: { type: "question", content: long },
      answer: fault("Failed to send question: content has more than 4000 characters"),
    },
  ],
  onlyInstructors: [],
  onlyStudents: [],
  heardByStudents: {
    act: { send: { type: "chat_message", content: "안녕하세요" } },
    heard: { type: "chat_message", content: "안녕하세요", participant_nickname: "Teacher" },
  },
  end: { act: { call: ["POST", "/api/sessions/TEST001/end"] } },
  refusals: {
    noCredential: closed("Not authorized"),
    wrongCredential: closed("Not authorized"),
    unknownSession: closed("Session not found"),
    ended: closed("Session ended"),
    removed: closed("Not authorized"),
  },
  flooding: 1008,
};

dialectContract(app);
await transcript("chatroom", new URL("transcripts/chatroom.transcript", import.meta.url));

test("the address takes a UUID in every form that Python's uuid.UUID() reads", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token, participant } = await room.join("Ann");
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await teacher.until("welcome");
  const { id } = participant;
  const hex = id.replaceAll("-", "");
  for (const form of [id, id.toUpperCase(), hex, hex.toUpperCase(), `{${id}}`, `{${hex}}`, `urn:uuid:${id}`]) {
    await using ann = await TestSocket.open(`${room.url}/ws/TEST001/${encodeURIComponent(form)}`, token);
    expect((await teacher.until("participant.arrived")).data.id).toBe(id);
    ann.send({ type: "chat_message", content: form });
    expect(await ann.until("chat_message")).toMatchObject({ content: form, participant_id: id });
  }
  for (const form of [hex.slice(1), `${hex}0`, `${hex.slice(1)}g`, `(${id})`, "{}"]) {
    const socket = await TestSocket.open(`${room.url}/ws/TEST001/${encodeURIComponent(form)}`, token);
    expect(await socket.closed).toEqual({ code: 1008, reason: "Invalid participant ID" });
  }
});
