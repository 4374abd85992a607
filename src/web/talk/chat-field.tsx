/** The input for a chat message. While someone types in it, the others see that. */
import { useRef } from "preact/hooks";
import { typingNow } from "../../client/fold/chat.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { now } from "../now.ts";
import { Field } from "./field.tsx";
import { talkOf } from "./talk.ts";
import { texts } from "./texts.ts";
import { Unsent } from "./unsent.tsx";

/** Interval in ms at which typing is reported again. */
const typingIntervalMs = 3000;
/** How many names of typing people are shown. */
const maxTypingNames = 3;

export function ChatField({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const words = texts.value;
  const { message } = talkOf(live);
  const reportedAt = useRef(0);
  if (room.seat.muted) return <p class="text-base text-quiet">{words.muted}</p>;
  const stop = () => {
    if (reportedAt.current === 0) return;
    reportedAt.current = 0;
    // Without a connection nobody sees it, and it must not wait in the outbox.
    if (live.state.value.link.is === "live") live.ask("typing.set", { is_typing: false });
  };
  return (
    <div class="flex shrink-0 flex-col gap-1">
      <Unsent live={live} name="chat.send" />
      <Typing room={room} />
      <Field
        label={words.write}
        button={words.send}
        draft={message.value}
        onWrite={() => {
          if (Date.now() - reportedAt.current < typingIntervalMs || live.state.value.link.is !== "live") return;
          reportedAt.current = Date.now();
          live.ask("typing.set", { is_typing: true });
        }}
        onLeave={stop}
        onSend={() => {
          message.sent(live.send("chat.send", { content: message.value.value.trim() }));
          stop();
        }}
      />
    </div>
  );
}

/** Who is typing: names for the teacher, a number for students. Reserves its line. */
function Typing({ room }: { room: StudentRoom }) {
  const words = texts.value;
  const names = room.typing.size === 0 ? [] : typingNow(room.typing, now.value);
  const says =
    room.you.role === "INSTRUCTOR"
      ? words.typingNames(names.slice(0, maxTypingNames), Math.max(0, names.length - maxTypingNames))
      : words.typing(names.length);
  return <p class="line-clamp-1 min-h-6 text-base break-all text-quiet">{names.length > 0 && says}</p>;
}
