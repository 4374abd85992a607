/** Talk in the room: messages, and who is typing. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { Text } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { count, requireQuota, type Usage } from "./quota.ts";
import { session } from "./session.ts";

const Sent = z.object({
  message_id: Uuid,
  content: z.string(),
  participant_id: Uuid,
  user_id: IntId,
  nickname: z.string(),
});
const Message = Sent.extend({ created_at: Time });
type Message = z.infer<typeof Message>;
const Ref = z.object({ message_id: Uuid });

/** Messages per person, deleted ones too. */
const messagesPerHour = 500;

export const chat = defineFeature({
  name: "chat",
  optional: "chat",
  on: [session, participants],
  /** In the order they came. */
  initial: () => ({ messages: new Map<string, Message>(), sent: new Map() as Usage }),
  commands: {
    "chat.send": {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "POST /messages",
      input: z.object({ content: Text(4000) }),
      result: Ref,
      about: "Says something to the room.",
    },
    "chat.delete": {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "DELETE /messages/:message_id",
      input: Ref,
      result: Ref,
      about: "Takes a message back: its author, or the teacher.",
    },
    "typing.set": {
      by: ["INSTRUCTOR", "STUDENT"],
      input: z.object({ is_typing: z.boolean() }),
      result: z.object({}),
      about: "Says that one is typing, or no longer.",
    },
  },
  events: {
    "chat.sent": { to: everyone, data: Sent, about: "Somebody said something." },
    "chat.deleted": { to: everyone, data: Ref, about: "A message was taken back." },
    "typing.changed": {
      to: ({ participant_id }) => ({ ...everyone, but: participant_id }),
      kept: false,
      data: z.object({ participant_id: Uuid, nickname: z.string(), is_typing: z.boolean() }),
      about: "Somebody is typing, or no longer; a client forgets it after a few seconds.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /messages",
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), before: Uuid.optional() }),
      result: z.array(Message),
      read: ({ state, query }) => {
        const all = Array.from(state.messages.values());
        const end = query.before === undefined ? all.length : all.findIndex((m) => m.message_id === query.before);
        if (end < 0) throw new Fault("message_not_found");
        return all.slice(Math.max(0, end - query.limit), end);
      },
      about: "The last messages, oldest first; those before one of them.",
    },
  },
  report: {
    messages: ({ state }) =>
      Array.from(state.messages.values(), ({ nickname, content, created_at }) => ({
        name: nickname,
        content,
        sent_at: created_at,
      })),
  },
  decide: {
    "chat.send"({ state, input, actor, at, newId, tell }) {
      requireQuota(state.sent, actor.id, at, messagesPerHour, "too_many_messages");
      const message_id = newId();
      const { id: participant_id, user_id, nickname } = actor;
      tell("chat.sent", { message_id, content: input.content, participant_id, user_id, nickname });
      return { message_id };
    },
    "chat.delete"({ state, input, actor, tell }) {
      const message = state.messages.get(input.message_id);
      if (!message) throw new Fault("message_not_found");
      if (actor.role === "STUDENT" && message.participant_id !== actor.id) throw new Fault("not_allowed");
      tell("chat.deleted", { message_id: message.message_id });
      return { message_id: message.message_id };
    },
    "typing.set"({ input, actor, tell }) {
      tell("typing.changed", { participant_id: actor.id, nickname: actor.nickname, is_typing: input.is_typing });
      return {};
    },
  },
  evolve: {
    "chat.sent"({ state, at }, sent) {
      state.messages.set(sent.message_id, { ...sent, created_at: toTime(at) });
      count(state.sent, sent.participant_id, at);
    },
    "chat.deleted"({ state }, { message_id }) {
      state.messages.delete(message_id);
    },
  },
});
