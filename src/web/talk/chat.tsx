/** Talk in the room: what was said, oldest first, who is typing, and a field to say something. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Message } from "../../client/fold/chat.ts";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { Confirm } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { common } from "../ui/texts.ts";
import { ChatField } from "./chat-field.tsx";
import { texts } from "./texts.ts";
import { useMessages } from "./use-messages.ts";
import { useScrollToBottom } from "./use-scroll-to-bottom.ts";
import { At, Name, UserText } from "./user-text.tsx";

export function Chat({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { shown, more, failed } = useMessages(live, room);
  const { list, atFoot, toFoot, keep, onScroll } = useScrollToBottom(shown.at(-1)?.message_id, shown[0]?.message_id);
  const removing = useSignal<Message | undefined>(undefined);
  /** The newest message that was seen at the foot. */
  const read = useRef("");
  if (atFoot) read.current = shown.at(-1)?.created_at ?? "";
  const waiting = atFoot ? 0 : shown.filter(({ created_at }) => created_at > read.current).length;
  return (
    <div class="flex min-h-0 flex-1 flex-col gap-2">
      <div class="relative flex min-h-0 flex-1 flex-col">
        {shown.length === 0 && <p class="absolute inset-0 grid place-items-center text-quiet">{words.noMessages}</p>}
        <ol
          ref={list}
          class="flex min-h-16 flex-1 flex-col gap-2 overflow-y-auto p-0.5 [overflow-anchor:none]"
          onScroll={onScroll}
        >
          {more && (
            <li class="flex shrink-0 flex-col items-center">
              <button
                type="button"
                class="btn btn-ghost"
                onClick={() => {
                  keep();
                  more();
                }}
              >
                <Icon name="up" />
                {words.older}
              </button>
              {failed && <p role="alert">{words.noOlder}</p>}
            </li>
          )}
          {shown.map((message, n) => (
            <ChatMessage
              key={message.message_id}
              message={message}
              goesOn={continuesSpeaker(shown[n - 1], message)}
              mine={message.participant_id === room.you.id}
              teacher={message.user_id === room.session.instructor.id}
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
        {waiting > 0 && (
          <button
            type="button"
            class="btn btn-neutral absolute inset-x-0 bottom-1 z-1 mx-auto w-fit shadow-lg"
            onClick={toFoot}
          >
            <Icon name="down" />
            {words.newMessages(waiting)}
          </button>
        )}
      </div>
      <ChatField live={live} room={room} />
      {removing.value && (
        <Confirm
          title={words.removeAsk}
          hint={words.removeHint}
          yes={words.removeYes}
          no={common.value.cancel}
          onNo={() => {
            removing.value = undefined;
          }}
          onYes={() => {
            const message_id = removing.value?.message_id;
            removing.value = undefined;
            if (message_id) live.ask("chat.delete", { message_id });
          }}
        />
      )}
    </div>
  );
}

interface ChatMessageProps {
  message: Message;
  /** The same person spoke just before: their name is not said again. */
  goesOn: boolean;
  mine: boolean;
  teacher: boolean;
  onRemove: (() => void) | undefined;
}

function ChatMessage({ message, goesOn, mine, teacher, onRemove }: ChatMessageProps) {
  const words = texts.value;
  return (
    <li class={`flex shrink-0 items-start gap-1 ${goesOn ? "-mt-1" : ""} ${mine ? "pl-8" : "pr-8"}`}>
      <div
        class={`min-w-0 flex-1 rounded-field px-3 py-2 ${
          mine ? "bg-done-soft" : teacher ? "bg-base-100 ring-2 ring-primary" : "bg-base-100 ring-1 ring-base-300"
        }`}
      >
        <p class={goesOn ? "sr-only" : "flex items-baseline gap-2 text-base text-quiet"}>
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

/** Milliseconds within which messages of one person belong together. */
const sameSpeakerMs = 120_000;

function continuesSpeaker(before: Message | undefined, { participant_id, created_at }: Message): boolean {
  if (before?.participant_id !== participant_id) return false;
  return Date.parse(created_at) - Date.parse(before.created_at) < sameSpeakerMs;
}
