/** `chatroom`: chat and questions in a session. The participant id in its path is public, so it is not a credential. */
import { z } from "zod";
import { Fault, invalidInput } from "../domain/faults.ts";
import { Time, Uuid } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { OptionalText, Text } from "../domain/text.ts";
import type { DataOf } from "../features/index.ts";
import { defineDialect, hear, message, type Published, say } from "./dialect.ts";
import { flat } from "./envelopes.ts";
import { pythonTypeName } from "./python.ts";

const Person = z.object({ participant_id: Uuid, participant_nickname: z.string(), session_code: z.string() });
const Notice = z.object({ participant_id: Uuid, message: z.string() });
const MessageFrame = z.object({
  message_id: Uuid,
  content: z.string(),
  participant_id: Uuid,
  participant_nickname: z.string(),
  timestamp: Time,
  session_code: z.string(),
});

/** The longest message, in characters. */
const maxContent = 4000;
const Content = z.object({ content: Text(maxContent) });
const Typing = z.object({ is_typing: z.boolean().nullish() });

const failures = {
  Message: "Failed to send message",
  Question: "Failed to send question",
  typing: "Failed to handle typing indicator",
  update: "Failed to update participant",
} as const;

/** The author shown for an anonymous question. Its id is a valid UUID, because clients parse it as one. */
const anonymous = { participant_id: "00000000-0000-0000-0000-000000000000", participant_nickname: "익명" };

function questionFrame(
  { message_id, text, participant_id, user_name }: DataOf<"question.asked"> | DataOf<"question.shown">,
  { at, session }: Pick<Published, "at" | "session">,
): z.input<typeof MessageFrame> {
  return {
    message_id,
    content: text,
    participant_id: participant_id ?? anonymous.participant_id,
    participant_nickname: user_name ?? anonymous.participant_nickname,
    timestamp: at,
    session_code: session.code,
  };
}

/** Parses the `content` of a frame. Rejects it with the error texts of the code in the app's document. */
function contentOf(data: unknown, what: "Message" | "Question"): string {
  const { content = "" } = data as { readonly content?: unknown };
  if (typeof content !== "string") {
    const reason = `'${pythonTypeName(content)}' object has no attribute 'strip'`;
    throw new Fault("does_not_fit", reason).withPrefix(failures[what]);
  }
  const read = OptionalText(maxContent).safeParse(content);
  if (!read.success) {
    throw new Fault("does_not_fit", `content has more than ${maxContent} characters`).withPrefix(failures[what]);
  }
  if (read.data === null) throw new Fault("does_not_fit", `${what} content cannot be empty`);
  return read.data;
}

/** Parses `is_typing`. A missing value means `false`, as in the app's document. */
function typingOf(data: unknown): { is_typing: boolean } {
  const read = Typing.safeParse(data);
  if (read.success) return { is_typing: read.data.is_typing ?? false };
  throw invalidInput(read.error.issues).withPrefix(failures.typing);
}

export const chatroom = defineDialect({
  name: "chatroom",
  doors: { "/ws/:session/:participant": { seat: "required", development: "participant" } },
  envelope: flat,
  activeOn: "connect",
  resumes: false,
  greet: [],
  hears: {
    chat_message: hear("chat.send", {
      frame: Content,
      to: (data) => ({ content: contentOf(data, "Message") }),
      failure: failures.Message,
    }),
    question: hear("question.ask", {
      frame: Content,
      to: (data) => ({ text: contentOf(data, "Question") }),
      failure: failures.Question,
    }),
    participant_update: hear("participant.announce", { to: () => ({}), failure: failures.update }),
    typing: hear("typing.set", { frame: Typing, to: typingOf, failure: failures.typing }),
  },
  answers: {},
  says: {
    "participant.arrived": say("participant_joined", Notice, {
      make: ({ id }) => ({ participant_id: id, message: "새 참가자가 접속했습니다." }),
      to: ({ id }) => ({ ...everyone, but: id }),
    }),
    "participant.left": say("participant_left", Notice, {
      make: ({ id, nickname }) => ({ participant_id: id, message: `${nickname}님이 떠났습니다.` }),
      to: ({ id }) => ({ ...everyone, but: id }),
    }),
    "participant.announced": say("participant_update", Person.extend({ is_online: z.boolean() }), {
      make: ({ id, nickname, is_online }, { session }) => ({
        participant_id: id,
        participant_nickname: nickname,
        is_online,
        session_code: session.code,
      }),
      to: everyone,
    }),
    "chat.sent": say(
      "chat_message",
      MessageFrame,
      ({ message_id, content, participant_id, nickname }, { at, session }) => ({
        message_id,
        content,
        participant_id,
        participant_nickname: nickname,
        timestamp: at,
        session_code: session.code,
      }),
    ),
    "question.asked": say("question", MessageFrame, questionFrame),
    // Approved: others see it for the first time. Teachers and its author have received it before.
    "question.shown": say("question", MessageFrame, {
      make: (shown: DataOf<"question.shown">, event) => questionFrame(shown, event),
      when: ({ first }) => first,
    }),
    "typing.changed": say(
      "typing",
      Person.extend({ is_typing: z.boolean() }),
      ({ participant_id, nickname, is_typing }, { session }) => ({
        participant_id,
        participant_nickname: nickname,
        is_typing,
        session_code: session.code,
      }),
    ),
  },
  closeCodes: { 4429: 1008 },
  refusals: {
    code: 1008,
    reasons: {
      session_not_found: "Session not found",
      too_many_guesses: "Session not found",
      invalid_participant: "Invalid participant ID",
      participant_not_found: "Participant not found",
      not_allowed: "Not authorized",
      removed: "Not authorized",
      session_ended: "Session ended",
    },
  },
  fault: message("error", z.object({ message: z.string() }), ({ fault }) => ({ message: fault.message })),
});
