/** How `chatroom` is spoken to. */

import { all, type Voice } from "./voice.ts";

const fault = (message: string) => ({ type: "error", message });
const closed = (reason: string) => ({ code: 1008, reason });
const long = "x".repeat(4001);

export const chatroom: Voice = {
  path: (session, { id }) => `/ws/${session}/${id}`,
  greeting: [],
  aside: () => false,
  // It has no frame for that: one that it does not know is answered as well.
  alive: (n) => ({
    send: { type: `alive ${n}` },
    answer: { type: "error", message: `Unknown message type: alive ${n}` },
  }),
  does: [
    { command: "question.ask", frame: { type: "question", content: "왜 그런가요?" } },
    { command: "chat.send", frame: { type: "chat_message", content: "안녕하세요" } },
    { command: "typing.set", frame: { type: "typing", is_typing: true } },
    { command: "participant.announce", frame: { type: "participant_update" } },
  ],
  hears: {
    "participant.arrived": all,
    "participant.left": all,
    "participant.announced": all,
    "question.asked": all,
    "chat.sent": all,
    "typing.changed": ["teacher", "ben"],
  },
  leak({ type, participant_id, message_id }, { id, mayReadMessage }) {
    if (type === "typing" && participant_id === id) return "one's own typing";
    return type === "question" && !mayReadMessage(message_id) ? "a private question" : undefined;
  },
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
