/** The right column: the join code, calls for help, questions by likes, chat. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Chat } from "../../talk/chat.tsx";
import { Questions } from "../../talk/questions.tsx";
import { HandsList } from "../people/hands-list.tsx";
import { Fold, useFolded } from "./fold.tsx";
import { JoinCode } from "./join-code.tsx";
import { QuestionControls } from "./question-controls.tsx";
import { Queue } from "./queue.tsx";
import { texts } from "./texts.ts";

interface PartProps {
  live: LiveRoom;
  room: Room;
  alone: boolean;
}

export function Side({ live, room }: { live: LiveRoom; room: Room }) {
  const { session } = room;
  const parts = (["help", "questions", "chat"] as const).filter((part) => session.features.includes(part));
  const props = { live, room, alone: parts.length === 1 };
  return (
    <div class="room-side">
      <JoinCode room={room} small={parts.length > 1} />
      {session.features.includes("hands") && session.status !== "ENDED" && <HandsList live={live} room={room} />}
      {parts.includes("help") && <Queue {...props} />}
      {parts.includes("questions") && <QuestionsPart {...props} />}
      {parts.includes("chat") && <ChatPart {...props} />}
    </div>
  );
}

function QuestionsPart({ live, room, alone }: PartProps) {
  const folded = useFolded("questions");
  const open = room.questions.filter(
    ({ status, approval, archived, merged_into }) =>
      status === "open" && approval !== "refused" && !archived && merged_into === null,
  ).length;
  return (
    <Fold
      id="questions"
      place="middle"
      folded={folded}
      title={texts.value.questions}
      count={open}
      alone={alone}
      short={open === 0}
    >
      <Questions
        live={live}
        room={room}
        controls={(question) => <QuestionControls live={live} room={room} question={question} />}
      />
    </Fold>
  );
}

/** The chat. Beside other parts it is folded by default, with the number of unread messages. */
function ChatPart({ live, room, alone }: PartProps) {
  const words = texts.value;
  const folded = useFolded("chat", !alone);
  const last = room.chat.at(-1)?.created_at ?? "";
  const seen = useSignal(last);
  const open = alone || !folded.value;
  useEffect(() => {
    if (open) seen.value = last;
  }, [open, last]);
  const unread = open ? 0 : room.chat.filter(({ created_at }) => created_at > seen.value).length;
  return (
    <Fold
      id="chat"
      place="last"
      folded={folded}
      title={words.chat}
      count={unread}
      countLabel={words.unread(unread)}
      alone={alone}
    >
      <Chat live={live} room={room} />
    </Fold>
  );
}
