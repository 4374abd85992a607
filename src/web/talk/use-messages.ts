/** The messages to show: the last ones, and earlier ones page by page. */
import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";
import type { Message } from "../../client/fold/chat.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { LiveEvent } from "../../client/frames.ts";
import { type StudentLive, useEvents } from "../live.ts";
import { api } from "../student-api.ts";
import { noOlder, talkOf } from "./talk.ts";

/** How many more messages are shown at a time. */
const pageSize = 50;

export interface Messages {
  readonly shown: readonly Message[];
  /** Shows earlier messages; `undefined` if none are known to exist. */
  readonly more: (() => void) | undefined;
  readonly failed: boolean;
}

export function useMessages(live: StudentLive, { chat, session }: StudentRoom): Messages {
  const { older } = talkOf(live);
  const size = useSignal(2 * pageSize);
  const failed = useSignal(false);
  const busy = useSignal(false);
  const first = chat[0]?.message_id;
  // If the list was loaded again, messages that preceded the previous list may leave a gap.
  const fits = older.value.before === undefined || older.value.before === first;
  useEffect(() => {
    if (!fits) older.value = noOlder;
  }, [fits]);
  useEvents(
    live,
    useCallback(
      (event: LiveEvent) => {
        if (event.type !== "chat.deleted") return;
        const messages = older.value.messages.filter(({ message_id }) => message_id !== event.data.message_id);
        if (messages.length < older.value.messages.length) older.value = { ...older.value, messages };
      },
      [older],
    ),
  );
  const all = fits ? [...older.value.messages, ...chat] : chat;
  const shown = all.slice(-size.value);
  const oldest = all[0]?.message_id;

  async function read(before: string): Promise<void> {
    busy.value = true;
    try {
      const { data, next } = await api.messages(session.code, before);
      const messages = [...data.toReversed(), ...older.value.messages];
      older.value = { messages, before: first, all: next === undefined };
      size.value += pageSize;
      failed.value = false;
    } catch {
      failed.value = true;
    }
    busy.value = false;
  }
  const more =
    shown.length < all.length
      ? () => {
          size.value += pageSize;
        }
      : oldest !== undefined && chat.length >= pageSize && !(fits && older.value.all)
        ? () => {
            if (!busy.value) void read(oldest);
          }
        : undefined;
  return { shown, more, failed: failed.value };
}
