/** How `inthon` is spoken to. */
import { catalogue } from "../../../src/features/index.ts";
import { problem } from "../../support/knock.ts";

import { all, atTheDoor, korean, students, teacher, type Voice } from "./voice.ts";

export const inthon: Voice = {
  path: (session, { role }) => `/ws/session/${session}/${role === "INSTRUCTOR" ? "teacher" : "student"}`,
  greeting: ["connected"],
  aside: () => false,
  alive: () => ({ send: { type: "ping" }, answer: { event: "pong" } }),
  does: [],
  hears: {
    "feedback.given": teacher,
    "important.marked": students,
    "hard_alert.raised": students,
    "presence.teacher_changed": students,
    "question.intended": teacher,
    "question.asked": all,
    "question.captured": students,
    "question.likes_changed": all,
  },
  leak({ event, question_id }, { mayRead }) {
    if (["feedback", "question_intent"].includes(event)) return "the teacher's";
    return event.includes("question") && !mayRead(question_id) ? "a private question" : undefined;
  },
  named: (type) => ({ type }),
  fault: (code, message) => ({ event: "error", message: korean[code] ?? message }),
  typeless: "unknown_type",
  misfits: [],
  onlyInstructors: [],
  onlyStudents: [],
  heardByStudents: {
    act: { call: ["POST", "/api/sessions/TEST001/important", { note: "이 부분 꼭 다시 복습하세요" }] },
    heard: { event: "important", note: "이 부분 꼭 다시 복습하세요", capture_url: null },
  },
  end: { act: { call: ["POST", "/api/sessions/TEST001/end"] }, heard: { event: "session_ended" } },
  // A person without a credential is a guest, if the session accepts guests.
  refusals: { ...atTheDoor, noCredential: { status: 403, body: problem(403, "no_guests", catalogue.no_guests.text) } },
  flooding: 4429,
};
