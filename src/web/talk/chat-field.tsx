/** The field to say something in; while it is written in, the others see that somebody types. */
import { useRef } from "preact/hooks";
import { typingNow } from "../../client/fold/chat.ts";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { now } from "../now.ts";
import { Field } from "./field.tsx";
import { talkOf } from "./talk.ts";
import { texts } from "./texts.ts";
import { Unsent } from "./unsent.tsx";

/** Milliseconds after which it is said again that one types. */
const typingIntervalMs = 3000;
/** How many names are said. */
const maxTypingNames = 3;

export function ChatField({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { message } = talkOf(live);
  const said = useRef(0);
  const stop = () => {
    if (said.current === 0) return;
    said.current = 0;
    // Without a connection nobody sees it anyway; it is not worth to be kept and sent later.
    if (live.state.value.link.is === "live") live.ask("typing.set", { is_typing: false });
  };
  return (
    <div class="flex shrink-0 flex-col gap-1">
      <Unsent live={live} name="chat.send" />
      <Typing room={room} />
      <Field
        label={words.write}
        button={words.send}
        draft={message}
        onWrite={() => {
          if (Date.now() - said.current < typingIntervalMs || live.state.value.link.is !== "live") return;
          said.current = Date.now();
          live.ask("typing.set", { is_typing: true });
        }}
        onLeave={stop}
        onSend={() => {
          live.ask("chat.send", { content: message.value.trim() });
          message.value = "";
          stop();
        }}
      />
    </div>
  );
}

/** Keeps its line. The teacher reads names, the class how many. */
function Typing({ room }: { room: Room }) {
  const words = texts.value;
  const names = room.typing.size === 0 ? [] : typingNow(room.typing, now.value);
  const says =
    room.you.role === "INSTRUCTOR"
      ? words.typingNames(names.slice(0, maxTypingNames), Math.max(0, names.length - maxTypingNames))
      : words.typing(names.length);
  return <p class="line-clamp-1 min-h-6 text-base break-all text-quiet">{names.length > 0 && says}</p>;
}
