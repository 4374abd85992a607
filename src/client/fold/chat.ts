/** The messages, oldest first, and who is typing. */
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed } from "./slice.ts";

export type Message = ItemOf<"chat.list">;

/** How many messages are read at first. */
const pageSize = 50;

export const chat = defineSlice<readonly Message[]>({
  start: () => [],
  folds: {
    "chat.sent": (state, message, at) => [
      ...state,
      { ...message, role: message.role ?? null, message_type: "chat", question_id: null, created_at: at },
    ],
    "participant.renamed": (state, { participant_id, nickname }) =>
      state.map((message) => (message.participant_id === participant_id ? { ...message, nickname } : message)),
    "chat.deleted": (state, { message_id }) => state.filter((message) => message.message_id !== message_id),
  },
  readable: ifUsed("chat"),
  views: ["chat.list"],
  // The page shows the newest messages, and reads earlier ones on request.
  fromViews: ({ "chat.list": view }) =>
    view?.more && view.data.length < pageSize ? undefined : view?.data.toReversed(),
  async read(api, session) {
    const { data, ...answered } = await api.messages(session);
    return { ...answered, data: data.toReversed() };
  },
});

/** Who is typing: participant id → nickname, and when they last reported it (ISO 8601). */
export type Typing = ReadonlyMap<string, { readonly nickname: string; readonly at: string }>;

export const typing = defineSlice<Typing>({
  start: () => new Map(),
  folds: {
    "typing.changed": (state, { participant_id, nickname, is_typing }, at) => {
      const next = new Map(state);
      if (is_typing) next.set(participant_id, { nickname, at });
      else next.delete(participant_id);
      return next;
    },
    // A person who has sent a message has stopped typing.
    "chat.sent": (state, { participant_id }) => {
      if (!state.has(participant_id)) return state;
      const next = new Map(state);
      next.delete(participant_id);
      return next;
    },
  },
});

/** How long a person counts as typing after their last report, in milliseconds. */
const typingFor = 5000;

/** Returns the names of those who are typing at `now` (ms since 1970). */
export const typingNow = (typing: Typing, now: number): string[] =>
  Array.from(typing.values()).flatMap(({ nickname, at }) => (now - Date.parse(at) < typingFor ? [nickname] : []));
