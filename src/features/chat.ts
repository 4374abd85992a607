/** Chat: messages, and who is typing. */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery } from "../domain/paging.ts";
import { everyone, Role } from "../domain/roles.ts";
import { Text } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { questions } from "./questions.ts";
import { visibleTo } from "./questions-state.ts";
import { count, hourlyQuota, type Usage } from "./quota.ts";
import { current, session } from "./session.ts";

const Sent = z.object({
  message_id: Uuid,
  content: z.string(),
  participant_id: Uuid,
  user_id: IntId,
  nickname: z.string(),
  /** Absent in messages from before version 0.4.0. */
  role: Role.optional(),
});
/** A message without its author's name, role and user id: these are read from `people`, so that snapshots are short. */
interface StoredMessage extends Pick<z.infer<typeof Sent>, "message_id" | "content" | "participant_id"> {
  /** In milliseconds since 1970. */
  readonly at: number;
}
const MessageType = z.enum(["chat", "question"]);
/** A message as it is read. The author of a question is null if questions are anonymous. */
const ListedMessage = Sent.extend({
  participant_id: Uuid.nullable(),
  user_id: IntId.nullable(),
  nickname: z.string().nullable(),
  role: Role.nullable(),
  message_type: MessageType,
  /** Set if it is a question. */
  question_id: IntId.nullable(),
  created_at: Time,
});
type ListedMessage = z.infer<typeof ListedMessage>;
const MessageRow = z.object({ name: z.string(), content: z.string(), sent_at: Time });
const Types = z
  .string()
  .default("chat")
  .transform((text) => text.split(","))
  .pipe(z.array(MessageType))
  .describe("`chat`, `question` or both, separated by a comma");
const Ref = z.object({ message_id: Uuid });

const faults = defineFaults({
  message_not_found: { status: 404, text: "There is no such message." },
  too_many_messages: {
    status: 429,
    text: "You have sent 500 messages within an hour: write again later.",
    quota: true,
  },
});

/** Messages per person, including deleted ones. */
const requireMessages = hourlyQuota(500, faults.too_many_messages);

export const chat = defineFeature({
  name: "chat",
  faults,
  optional: "on",
  on: [session, participants, questions],
  /** `messages` are in the order they were sent. */
  initial: () => ({ messages: new Map<string, StoredMessage>(), sent: new Map() as Usage }),
  commands: {
    "chat.send": {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "POST /messages",
      input: z.object({ content: Text(4000) }),
      result: Ref,
      muted: "refused",
      about: "Send a message to the room.",
    },
    "chat.delete": {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "DELETE /messages/:message_id",
      input: Ref,
      result: Ref,
      about: "Delete a message. Students can delete their own only.",
    },
    "typing.set": {
      by: ["INSTRUCTOR", "STUDENT"],
      input: z.object({ is_typing: z.boolean() }),
      result: z.object({}),
      muted: "refused",
      about: "Report that the sender is typing, or has stopped.",
    },
  },
  events: {
    "chat.sent": { to: everyone, data: Sent, personal: ["content"], about: "A message was sent." },
    "chat.deleted": { to: everyone, data: Ref, about: "A message was deleted." },
    "typing.changed": {
      to: ({ participant_id }) => ({ ...everyone, but: participant_id }),
      kept: false,
      data: z.object({ participant_id: Uuid, nickname: z.string(), is_typing: z.boolean() }),
      about: "Somebody is typing, or has stopped. Clients expire it after a few seconds.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /messages",
      query: pageQuery(Uuid).extend({ types: Types }),
      result: z.array(ListedMessage),
      pageBy: "message_id",
      // Read without questions (`types`), which not everybody may see.
      sameUntil: ["chat.sent", "chat.deleted", "participant.renamed"],
      read({ state, room, viewer, query: { types } }) {
        const chat = types.includes("chat") ? Array.from(state.messages.values()).reverse() : [];
        const withQuestions = types.includes("question") && current(room.session).features.includes("questions");
        const asked = withQuestions ? visibleTo(room.questions, viewer) : [];
        const authorOf = (id: string | null) => room.participants.people.get(id ?? "");
        return newestFirst(
          chat.values().map(({ at, ...message }) => {
            const { user_id = null, nickname = null, role = null } = authorOf(message.participant_id) ?? {};
            const author = { user_id, nickname, role };
            return { ...message, ...author, message_type: "chat" as const, question_id: null, created_at: toTime(at) };
          }),
          Iterator.from(asked).map(({ message_id, text, participant_id, user_name, question_id, at }) => ({
            message_id,
            content: text,
            participant_id,
            user_id: authorOf(participant_id)?.user_id ?? null,
            nickname: user_name,
            role: authorOf(participant_id)?.role ?? null,
            message_type: "question" as const,
            question_id,
            created_at: toTime(at),
          })),
        );
      },
      about: "List messages, newest first. With `types=chat,question`, the list includes questions.",
    },
  },
  report: {
    messages: {
      row: MessageRow,
      read: ({ state, room }) =>
        Array.from(state.messages.values(), ({ participant_id, content, at }) => ({
          name: room.participants.people.get(participant_id)?.nickname ?? "",
          content,
          sent_at: toTime(at),
        })),
    },
  },
  decide: {
    "chat.send"({ state, input, actor, at, newId, emit }) {
      requireMessages(state.sent, actor.id, at);
      const message_id = newId();
      const { id: participant_id, user_id, nickname, role } = actor;
      emit("chat.sent", { message_id, content: input.content, participant_id, user_id, nickname, role });
      return { message_id };
    },
    "chat.delete"({ state, input, actor, emit }) {
      const message = state.messages.get(input.message_id);
      if (!message) throw new Fault(faults.message_not_found);
      if (actor.role === "STUDENT" && message.participant_id !== actor.id) throw new Fault("not_allowed");
      emit("chat.deleted", { message_id: message.message_id });
      return { message_id: message.message_id };
    },
    "typing.set"({ input, actor, emit }) {
      emit("typing.changed", { participant_id: actor.id, nickname: actor.nickname, is_typing: input.is_typing });
      return {};
    },
  },
  evolve: {
    "chat.sent"({ state, at }, { message_id, content, participant_id }) {
      state.messages.set(message_id, { message_id, content, participant_id, at });
      count(state.sent, participant_id, at);
    },
    "chat.deleted"({ state }, { message_id }) {
      state.messages.delete(message_id);
    },
  },
});

/** Merges two lists, each newest first. */
function* newestFirst(a: Iterator<ListedMessage>, b: Iterator<ListedMessage>): Generator<ListedMessage> {
  let [left, right] = [a.next(), b.next()];
  while (!left.done || !right.done) {
    if (right.done || (!left.done && isNewer(left.value, right.value))) {
      if (!left.done) yield left.value;
      left = a.next();
    } else {
      yield right.value;
      right = b.next();
    }
  }
}

/** Ids are UUIDs v7: of two in the same millisecond, the greater is the newer. */
const isNewer = (a: ListedMessage, b: ListedMessage): boolean =>
  a.created_at === b.created_at ? a.message_id > b.message_id : a.created_at > b.created_at;
