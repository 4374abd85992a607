/** One question: its text, its author, its likes, and the teacher's answer. */
import type { ComponentChildren } from "preact";
import type { Question } from "../../client/fold/questions.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import { number } from "../language.ts";
import type { StudentLive } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { Capture } from "./capture.tsx";
import { isMine, likes, toggleLike } from "./talk.ts";
import { texts } from "./texts.ts";
import { At, Name, UserText } from "./user-text.tsx";

interface QuestionCardProps {
  live: StudentLive;
  room: StudentRoom;
  question: Question;
  children?: ComponentChildren;
}

export function QuestionCard({ live, room, question, children }: QuestionCardProps) {
  const words = texts.value;
  const { status, answer } = question;
  const mine = isMine(live, room.you.id, question);
  const student = room.you.role === "STUDENT";
  return (
    <li
      class={`flex shrink-0 flex-col gap-2 rounded-box bg-base-100 p-4 ring-1 ring-base-300 ${
        mine ? "border-l-4 border-l-primary" : ""
      }`}
    >
      <p class="flex flex-wrap items-center gap-x-3 text-base text-quiet">
        {mine && student ? (
          <strong class="text-done-ink">{words.mine}</strong>
        ) : (
          <Name class="font-semibold">{question.user_name ?? words.nameless}</Name>
        )}
        <At time={question.created_at} />
        {status === "answered" && (
          <span class="mark bg-done-soft text-done-ink">
            <Icon name="check" />
            {words.answered}
          </span>
        )}
        {status === "hidden" && <span class="mark bg-base-200">{words.hidden}</span>}
        {question.pinned && <span class="mark bg-base-200">{words.pinned}</span>}
        {question.approval && <span class="mark bg-behind-soft text-behind-ink">{words[question.approval]}</span>}
        {question.archived && <span class="mark bg-base-200">{words.archived}</span>}
        {question.merged_into !== null && <span class="mark bg-base-200">{words.merged}</span>}
      </p>
      <UserText class="leading-snug">{question.cleaned_text || question.text}</UserText>
      <Capture url={question.capture_url} />
      {answer && (
        <div class="rounded-field bg-done-soft p-3">
          <p class="text-base font-semibold text-done-ink">{words.answer}</p>
          <UserText class="leading-snug">{answer}</UserText>
        </div>
      )}
      {student && !mine && question.merged_into === null ? (
        <Like live={live} question={question} />
      ) : (
        question.like_count > 0 && <p class="text-base font-semibold">{words.likes(question.like_count)}</p>
      )}
      {children}
    </li>
  );
}

/** The like button: the count comes from the server, the pressed state is this person's own. */
function Like({ live, question }: { live: StudentLive; question: Question }) {
  const words = texts.value;
  const on = likes(live, question);
  const { question_id, like_count } = question;
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) => (name === "question.like" || name === "question.unlike") && input.question_id === question_id,
  );
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const look = on ? (pending ? "ring-2 ring-primary" : "btn-primary") : "";
  return (
    <div class="flex flex-wrap items-center gap-2">
      <button
        type="button"
        class={`btn gap-2 px-3 ${look}`}
        aria-pressed={on}
        onClick={() => void toggleLike(live, question)}
      >
        <Icon name={on && !pending ? "check" : "up"} />
        {words.meToo}
        <span class="tabular-nums">{number(like_count)}</span>
      </button>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
    </div>
  );
}
