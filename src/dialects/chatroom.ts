/** `chatroom`: chat and questions in a session. A participant's id in its path is public, so it proves nothing. */
import { z } from "zod";
import { Fault, fit } from "../domain/faults.ts";
import { Time, Uuid } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { OptionalText, Text } from "../domain/text.ts";
import { defineDialect, hear, message, say } from "./dialect.ts";
import { flat } from "./envelopes.ts";

const Person = z.object({ participant_id: Uuid, participant_nickname: z.string(), session_code: z.string() });
const Notice = z.object({ participant_id: Uuid, message: z.string() });
const Said = z.object({
  message_id: Uuid,
  content: z.string(),
  participant_id: Uuid,
  participant_nickname: z.string(),
  timestamp: Time,
  session_code: z.string(),
});

const Content = z.object({ content: Text(4000) });
const Typing = z.object({ is_typing: z.boolean().default(false) });
const PerhapsContent = z.object({ content: OptionalText(4000) });

/** Who asks an anonymous question: nobody, in the form of an id, for clients that take it for one. */
const anonymous = { participant_id: "00000000-0000-0000-0000-000000000000", participant_nickname: "익명" };

/** The `content` of a frame; an empty one is refused in the app's own words. */
function contentOf(data: unknown, what: "Message" | "Question"): string {
  const { content } = fit(PerhapsContent, data);
  if (content === null) throw new Fault("does_not_fit", `${what} content cannot be empty`);
  return content;
}

export const chatroom = defineDialect({
  name: "chatroom",
  doors: { "/ws/:session/:participant": { seat: "held", development: "participant" } },
  envelope: flat,
  activeOn: "connect",
  resumes: false,
  greet: [],
  hears: {
    chat_message: hear("chat.send", {
      frame: Content,
      to: (data) => ({ content: contentOf(data, "Message") }),
    }),
    question: hear("question.ask", {
      frame: Content,
      to: (data) => ({ text: contentOf(data, "Question") }),
    }),
    participant_update: hear("participant.announce", { to: () => ({}) }),
    typing: hear("typing.set", { frame: Typing, to: (data) => fit(Typing, data) }),
  },
  answers: {},
  says: {
    "participant.arrived": say(
      "participant_joined",
      Notice,
      ({ id }) => ({ participant_id: id, message: "새 참가자가 접속했습니다." }),
      { to: ({ id }) => ({ ...everyone, but: id }) },
    ),
    "participant.left": say(
      "participant_left",
      Notice,
      ({ id, nickname }) => ({ participant_id: id, message: `${nickname}님이 떠났습니다.` }),
      { to: ({ id }) => ({ ...everyone, but: id }) },
    ),
    "participant.announced": say(
      "participant_update",
      Person.extend({ is_online: z.boolean() }),
      ({ id, nickname, is_online }, { session }) => ({
        participant_id: id,
        participant_nickname: nickname,
        is_online,
        session_code: session.code,
      }),
      { to: everyone },
    ),
    "chat.sent": say("chat_message", Said, ({ message_id, content, participant_id, nickname }, { at, session }) => ({
      message_id,
      content,
      participant_id,
      participant_nickname: nickname,
      timestamp: at,
      session_code: session.code,
    })),
    "question.asked": say("question", Said, ({ message_id, text, participant_id, user_name }, { at, session }) => ({
      message_id,
      content: text,
      participant_id: participant_id ?? anonymous.participant_id,
      participant_nickname: user_name ?? anonymous.participant_nickname,
      timestamp: at,
      session_code: session.code,
    })),
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
