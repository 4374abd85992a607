/** `inthon`: live feedback and questions in a lecture. The app only receives frames; it sends commands over HTTP. */
import { z } from "zod";
import { Count, IntId, Time } from "../domain/ids.ts";
import { students } from "../domain/roles.ts";
import { FeedbackType } from "../features/feedback.ts";
import type { DataOf } from "../features/index.ts";
import { defineDialect, message, type Published, say } from "./dialect.ts";
import { eventOut } from "./envelopes.ts";
import { koreanText } from "./korean.ts";

const Question = z.object({ question_id: IntId });
const Created = z.object({ created_at: Time });
const Capture = Created.extend({ capture_url: z.string().nullable() });

const NewQuestion = Capture.extend({ question_id: IntId, cleaned_text: z.string() });

function newQuestion(
  { question_id, cleaned_text, capture_url }: DataOf<"question.asked"> | DataOf<"question.shown">,
  { at: created_at }: Pick<Published, "at">,
): z.input<typeof NewQuestion> {
  return { question_id, cleaned_text, capture_url, created_at };
}

export const inthon = defineDialect({
  name: "inthon",
  doors: {
    "/ws/session/:session/teacher": { role: "INSTRUCTOR", seat: "required", development: "teacher" },
    "/ws/session/:session/student": { role: "STUDENT", seat: "created", guests: true, development: "guest" },
  },
  envelope: eventOut,
  activeOn: "connect",
  resumes: false,
  greet: [
    message(
      "connected",
      z.object({ session_id: z.string(), role: z.enum(["teacher", "student"]), teacher_online: z.boolean() }),
      ({ requestedSession, you, teacher_online }) => {
        const role = you.role === "INSTRUCTOR" ? ("teacher" as const) : ("student" as const);
        return { session_id: requestedSession, role, teacher_online: role === "student" && teacher_online };
      },
    ),
  ],
  hears: {},
  answers: { ping: message("pong", z.object({}), () => ({})) },
  says: {
    "feedback.given": say("feedback", Created.extend({ feedback_type: FeedbackType }), ({ feedback_type }, { at }) => ({
      feedback_type,
      created_at: at,
    })),
    "question.intended": say("question_intent", Created.extend(Question.shape), ({ question_id }, { at }) => ({
      question_id,
      created_at: at,
    })),
    "question.captured": say("question_capture", Capture.extend(Question.shape), {
      make: ({ question_id, capture_url }, { at }) => ({ question_id, capture_url, created_at: at }),
      to: (_, own) => ({ ...own, roles: own.roles.filter((role) => role === "STUDENT") }),
    }),
    "important.marked": say("important", Capture.extend({ note: z.string().nullable() }), {
      make: ({ note, capture_url }, { at }) => ({ note, capture_url, created_at: at }),
      to: students,
    }),
    "presence.teacher_changed": say("teacher_presence", z.object({ is_online: z.boolean(), changed_at: Time }), {
      make: (changed) => changed,
      to: students,
    }),
    "question.asked": say("new_question", NewQuestion, newQuestion),
    // Approved: others see it for the first time. Teachers and its author have received it before.
    "question.shown": say("new_question", NewQuestion, {
      make: (shown: DataOf<"question.shown">, event) => newQuestion(shown, event),
      when: ({ first }) => first,
    }),
    "question.likes_changed": say(
      "question_like_update",
      Question.extend({ like_count: Count }),
      ({ question_id, like_count }) => ({ question_id, like_count }),
    ),
    "hard_alert.raised": say("hard_alert", Capture, {
      make: ({ capture_url }, { at }) => ({ capture_url, created_at: at }),
      to: students,
    }),
    "session.status_changed": say("session_ended", z.object({}), {
      make: () => ({}),
      when: ({ status }) => status === "ENDED",
    }),
  },
  fault: message("error", z.object({ message: z.string() }), ({ fault }) => ({ message: koreanText(fault) })),
});
