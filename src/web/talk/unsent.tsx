/** Questions or messages that are not sent yet or were rejected, with their text. */
import type { StudentLive } from "../live.ts";
import { SendingMark } from "../ui/sending-mark.tsx";
import { UserText } from "./user-text.tsx";

export function Unsent({ live, name }: { live: StudentLive; name: "question.ask" | "chat.send" }) {
  const entries = live.state.value.outbox.filter((entry) => entry.name === name && entry.state !== "sent");
  if (entries.length === 0) return null;
  return (
    <ul class="flex max-h-40 shrink-0 flex-col gap-2 overflow-y-auto">
      {entries.map((entry) => (
        <li key={entry.id} class="rounded-field border-2 border-dashed border-base-300 px-3 py-2">
          <UserText>
            {entry.name === "question.ask" ? entry.input.text : entry.name === "chat.send" ? entry.input.content : ""}
          </UserText>
          <div class="flex">
            <SendingMark sending={entry} />
          </div>
        </li>
      ))}
    </ul>
  );
}
