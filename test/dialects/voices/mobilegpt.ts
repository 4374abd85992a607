/** How `mobilegpt` is spoken to. */

import { all, atTheDoor, korean, teacher, type Voice } from "./voice.ts";

const fault = (message: string) => ({ type: "error", message });

export const mobilegpt: Voice = {
  path: (session) => `/ws/sessions/${session}`,
  greeting: [],
  aside: () => false,
  alive: (timestamp) => ({
    send: { type: "heartbeat", data: { timestamp } },
    answer: { type: "heartbeat_ack", timestamp },
  }),
  does: [
    { command: "session.pause", frame: { type: "pause_session" } },
    { command: "session.resume", frame: { type: "resume_session" } },
    { command: "step.start", frame: { type: "next_step", data: { subtask_id: 1 } } },
    { command: "progress.update", frame: { type: "progress_update", data: { subtask_id: 1, status: "started" } } },
    { command: "step.complete", frame: { type: "step_complete", data: { subtask_id: 1 } } },
    { command: "help.request", frame: { type: "request_help", data: { message: "도와주세요" } } },
    { command: "help.request", frame: { type: "help_request", data: { message: "도와주세요" } } },
    { command: "participant.activate", frame: { type: "join" } },
  ],
  hears: {
    "session.status_changed": all,
    "participant.arrived": all,
    "participant.left": all,
    "step.changed": all,
    "progress.updated": teacher,
    "help.requested": teacher,
  },
  leak({ type, user_id }, student) {
    if (["progress_updated", "help_requested"].includes(type)) return "the teacher's";
    return type === "join_confirmed" && user_id !== student.user_id ? "another's" : undefined;
  },
  named: (type) => ({ type, data: {} }),
  fault: (code, message) => fault(korean[code] ?? message),
  typeless: "unknown_type",
  misfits: [
    {
      send: { type: "step_complete" },
      answer: fault("메시지의 내용이 맞지 않아요: subtask_id: Invalid input: expected number, received undefined"),
    },
  ],
  onlyInstructors: ["next_step", "pause_session", "resume_session", "end_session"].map((type) => ({ type, data: {} })),
  onlyStudents: [
    { type: "step_complete", data: { subtask_id: 1 } },
    { type: "progress_update", data: { subtask_id: 1 } },
    { type: "request_help", data: {} },
    { type: "help_request", data: {} },
  ],
  heardByStudents: {
    act: { send: { type: "pause_session", data: {} } },
    heard: { type: "session_status_changed", status: "PAUSED" },
  },
  end: {
    act: { send: { type: "end_session", data: {} } },
    heard: { type: "session_status_changed", status: "ENDED", message: "세션이 종료되었습니다" },
  },
  refusals: atTheDoor,
  flooding: 4429,
};
