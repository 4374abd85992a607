/** The chat: the messages, oldest first, who is typing, and the input for a message. */
import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Message } from "../../client/fold/chat.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { Confirm } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { common } from "../ui/texts.ts";
import { ChatField } from "./chat-field.tsx";
import { texts } from "./texts.ts";
import { useMessages } from "./use-messages.ts";
import { useScrollToBottom } from "./use-scroll-to-bottom.ts";
import { At, Name, UserText } from "./user-text.tsx";

export function Chat({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const words = texts.value;
  const { shown, more, failed } = useMessages(live, room);
  const { list, atBottom, scrollToBottom, holdPosition, onScroll } = useScrollToBottom(
    shown.at(-1)?.message_id,
    shown[0]?.message_id,
  );
  const removing = useSignal<Message | undefined>(undefined);
  const unread = useUnreadBelow(shown, atBottom);
  const loadEarlier = more && {
    failed,
    onPress: () => {
      holdPosition();
      more();
    },
  };
  return (
    <div class="flex min-h-0 flex-1 flex-col gap-2">
      <div class="relative flex min-h-0 flex-1 flex-col">
        {shown.length === 0 && <p class="absolute inset-0 grid place-items-center text-quiet">{words.noMessages}</p>}
        <ol
          ref={list}
          class="flex min-h-16 flex-1 flex-col gap-2 overflow-y-auto p-0.5 [overflow-anchor:none]"
          onScroll={onScroll}
        >
          {loadEarlier && <EarlierButton {...loadEarlier} />}
          {shown.map((message, n) => (
            <ChatMessage
              key={message.message_id}
              message={message}
              continuesSpeaker={isContinuation(shown[n - 1], message)}
              mine={message.participant_id === room.you.id}
              teacher={message.role === "INSTRUCTOR" || message.user_id === room.session.instructor.id}
              onRemove={
                message.participant_id === room.you.id || room.you.role === "INSTRUCTOR"
                  ? () => {
                      removing.value = message;
                    }
                  : undefined
              }
            />
          ))}
        </ol>
        {unread > 0 && (
          <button
            type="button"
            class="btn btn-neutral absolute inset-x-0 bottom-1 z-1 mx-auto w-fit shadow-lg"
            onClick={scrollToBottom}
          >
            <Icon name="down" />
            {words.newMessages(unread)}
          </button>
        )}
      </div>
      <ChatField live={live} room={room} />
      <RemoveDialog live={live} removing={removing} />
    </div>
  );
}

/** The number of messages below the visible part that arrived since the reader was at the bottom. */
function useUnreadBelow(shown: readonly Message[], atBottom: boolean): number {
  const lastRead = useRef("");
  if (atBottom) lastRead.current = shown.at(-1)?.created_at ?? "";
  return atBottom ? 0 : shown.filter(({ created_at }) => created_at > lastRead.current).length;
}

function EarlierButton({ failed, onPress }: { failed: boolean; onPress: () => void }) {
  const words = texts.value;
  return (
    <li class="flex shrink-0 flex-col items-center">
      <button type="button" class="btn btn-ghost" onClick={onPress}>
        <Icon name="up" />
        {words.older}
      </button>
      {failed && <p role="alert">{words.noOlder}</p>}
    </li>
  );
}

/** Asks for confirmation before the message in `removing` is deleted. */
function RemoveDialog({ live, removing }: { live: StudentLive; removing: Signal<Message | undefined> }) {
  const words = texts.value;
  const message = removing.value;
  if (!message) return null;
  return (
    <Confirm
      title={words.removeAsk}
      hint={words.removeHint}
      yes={words.removeYes}
      no={common.value.cancel}
      onNo={() => {
        removing.value = undefined;
      }}
      onYes={() => {
        removing.value = undefined;
        live.ask("chat.delete", { message_id: message.message_id });
      }}
    />
  );
}

interface ChatMessageProps {
  message: Message;
  /** The previous message is by the same person: the name is not repeated. */
  continuesSpeaker: boolean;
  mine: boolean;
  teacher: boolean;
  onRemove: (() => void) | undefined;
}

function ChatMessage({ message, continuesSpeaker, mine, teacher, onRemove }: ChatMessageProps) {
  const words = texts.value;
  return (
    <li class={`flex shrink-0 items-start gap-1 ${continuesSpeaker ? "-mt-1" : ""} ${mine ? "pl-8" : "pr-8"}`}>
      <div
        class={`min-w-0 flex-1 rounded-field px-3 py-2 ${
          mine ? "bg-done-soft" : teacher ? "bg-base-100 ring-2 ring-primary" : "bg-base-100 ring-1 ring-base-300"
        }`}
      >
        <p class={continuesSpeaker ? "sr-only" : "flex items-baseline gap-2 text-base text-quiet"}>
          <Name class="font-semibold text-base-content">{mine ? words.you : (message.nickname ?? words.nameless)}</Name>
          {teacher && !mine && message.nickname !== words.teacher && (
            <span class="shrink-0 font-semibold text-done-ink">{words.teacher}</span>
          )}
          <At time={message.created_at} class="ml-auto" />
        </p>
        <UserText class="leading-snug">{message.content}</UserText>
      </div>
      {onRemove && (
        <button
          type="button"
          class="btn btn-ghost btn-square size-11 shrink-0 text-quiet"
          aria-label={words.remove}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  );
}

/** Messages of one person within this time, in ms, show the name once. */
const sameSpeakerMs = 120_000;

function isContinuation(before: Message | undefined, { participant_id, created_at }: Message): boolean {
  if (before?.participant_id !== participant_id) return false;
  return Date.parse(created_at) - Date.parse(before.created_at) < sameSpeakerMs;
}
