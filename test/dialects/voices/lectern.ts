/** How `lectern` is spoken to. */

import { everyone } from "../../../src/domain/roles.ts";
import type { FaultCode } from "../../../src/features/index.ts";
import { events } from "../../../src/features/index.ts";

import { all, atTheDoor, teacher, teacherAndAnn, type Voice } from "./voice.ts";

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

export const lectern: Voice = {
  path: (session) => `/ws/live/${session}`,
  greeting: ["welcome"],
  // One request that is resolved moves those of others.
  aside: ({ type }) => type === "presence.counted" || type === "help.moved" || type === "hand.moved",
  alive: (n) => ({ send: { type: "ping", id: `alive ${n}` }, answer: { type: "pong", id: `alive ${n}` } }),
  // A person also receives events about their own other connections.
  comings: ({ type }) => type === "connection.changed",
  does: [
    { command: "session.pause", frame: { type: "session.pause" } },
    { command: "session.resume", frame: { type: "session.resume" } },
    { command: "step.start", frame: { type: "step.start", data: { subtask_id: 1 } } },
    { command: "progress.update", frame: { type: "progress.update", data: { subtask_id: 1, status: "started" } } },
    { command: "step.complete", frame: { type: "step.complete", data: { subtask_id: 1 } } },
    { command: "help.request", frame: { type: "help.request", data: { message: "도와주세요" } } },
    { command: "help.acknowledge", frame: { type: "help.acknowledge", data: { help_id: 2 } } },
    { command: "help.resolve", frame: { type: "help.resolve", data: { help_id: 2 } } },
    { command: "feedback.give", frame: { type: "feedback.give", data: { feedback_type: "OK" } } },
    { command: "important.mark", frame: { type: "important.mark", data: { note: "꼭 다시" } } },
    {
      command: "hard_alert.raise",
      frame: { type: "hard_alert.raise", data: { capture_url: "https://example.com/hard.png" } },
    },
    { command: "question.intend", frame: { type: "question.intend" } },
    { command: "question.ask", frame: { type: "question.ask", data: { text: "왜 그런가요?" } } },
    {
      command: "question.capture",
      frame: { type: "question.capture", data: { question_id: 3, capture_url: "https://example.com/3.png" } },
    },
    { command: "question.like", frame: { type: "question.like", data: { question_id: 4 } } },
    { command: "question.unlike", frame: { type: "question.unlike", data: { question_id: 4 } } },
    { command: "question.answer", frame: { type: "question.answer", data: { question_id: 3, text: "그래서" } } },
    { command: "question.hide", frame: { type: "question.hide", data: { question_id: 4 } } },
    { command: "chat.send", frame: { type: "chat.send", data: { content: "안녕하세요" } } },
    { command: "typing.set", frame: { type: "typing.set", data: { is_typing: true } } },
    { command: "participant.announce", frame: { type: "participant.announce" } },
    { command: "practice.start", frame: { type: "practice.start" } },
    { command: "practice.end", frame: { type: "practice.end" } },
    { command: "chord.change", frame: { type: "chord.change", data: { chord: "F#m7" } } },
    { command: "poll.vote", frame: { type: "poll.vote", data: { poll_id: 1, choices: [1] } } },
  ],
  hears: {
    "session.updated": all,
    "session.status_changed": all,
    "participant.joined": teacher,
    "participant.arrived": teacher,
    "participant.activated": teacher,
    "participant.left": teacher,
    "step.changed": all,
    "progress.updated": teacherAndAnn,
    "help.requested": teacherAndAnn,
    "help.acknowledged": teacherAndAnn,
    "help.resolved": teacherAndAnn,
    "feedback.given": teacher,
    "important.marked": all,
    "hard_alert.raised": all,
    "question.intended": teacher,
    "question.asked": all,
    "question.captured": all,
    "question.likes_changed": all,
    "question.answered": all,
    "question.hidden": all,
    "chat.sent": all,
    "chat.deleted": all,
    "typing.changed": ["teacher", "ben"],
    "practice.updated": all,
    "chord.changed": all,
    "poll.created": teacher,
    "poll.opened": all,
    "poll.voted": ["ann"],
    "poll.closed": all,
    "poll.revealed": all,
    "poll.removed": all,
  },
  leak({ type, seq, data }, { id, mayRead, did, resultsOf }) {
    if (["ok", "error", "pong", "session.created", "presence.counted"].includes(type)) return undefined;
    if (type === "welcome") return data.participants === null && data.you.id === id ? undefined : "the roster";
    if (type === "typing.changed") return data.participant_id === id ? "one's own typing" : undefined;
    if (type === "question.intended") return "the teacher's";
    if (type.startsWith("question.")) return mayRead(data.question_id) ? undefined : "a private question";
    const own = [
      ...["progress.updated", "step.opened", "participant.removed", "connection.changed", "group.assigned"],
      ...["group.changed", "pick.drawn", "pick.ended", "hand.raised", "hand.called", "hand.lowered", "hand.moved"],
      "participant.muted",
    ];
    if (type === "poll.voted") return did(seq) ? undefined : "another's vote";
    if (type === "poll.opened") return "correct" in data ? "the solution of an open poll" : undefined;
    if (type === "poll.counted") return resultsOf(data.poll_id) === "live" ? undefined : "results of an open poll";
    if (type === "poll.closed" && data.results !== null && resultsOf(data.poll_id) === "hidden")
      return "hidden results";
    if (own.includes(type) || type.startsWith("help.")) return data.participant_id === id ? undefined : "another's";
    const open = ["session.updated", "session.status_changed", "step.changed", "important.marked", "hard_alert.raised"];
    const talk = ["chat.sent", "chat.deleted", "practice.updated", "chord.changed"];
    if ([...open, ...talk].includes(type)) return undefined;
    // Anything that this table does not name, such as an event of a new feature, is as its feature declares it.
    return events.get(type)?.to === everyone ? undefined : `${type} is not in test/dialects/voices/lectern.ts`;
  },
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
