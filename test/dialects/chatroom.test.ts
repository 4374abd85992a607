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
  misfits: [
    ...[{}, { content: "" }, { content: " \t\n " }, { content: "\u0000\u009f" }, { content: null }].flatMap((data) => [
      { send: { type: "chat_message", ...data }, answer: fault("Message content cannot be empty") },
      { send: { type: "question", ...data }, answer: fault("Question content cannot be empty") },
    ]),
    {
      send: { type: "chat_message", content: 7 },
      answer: fault("content: Invalid input: expected string, received number"),
    },
    {
      send: { type: "typing", is_typing: "yes" },
      answer: fault("is_typing: Invalid input: expected boolean, received string"),
    },
    {
      send: { type: "chat_message", content: long },
      answer: fault("content: Too big: expected string to have <=4000 characters"),
    },
    {
      send: { type: "question", content: long },
      answer: fault("content: Too big: expected string to have <=4000 characters"),
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
