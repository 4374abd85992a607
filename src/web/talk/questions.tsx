/** The questions, ordered by likes or newest first; for students with an input to ask. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { byLikes, type Question } from "../../client/fold/questions.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { AskField } from "./ask-field.tsx";
import { QuestionCard } from "./question.tsx";
import { isPutAway, questionsFor } from "./questions-for.ts";
import { isMine } from "./talk.ts";
import { texts } from "./texts.ts";
import { useOrder } from "./use-order.ts";

interface QuestionsProps {
  live: StudentLive;
  room: StudentRoom;
  /** The teacher's buttons for a question. */
  controls?: (question: Question) => ComponentChildren;
}

/** Waiting for approval first, then pinned. */
const rankOf = ({ approval, pinned }: Question): number => (approval === "waiting" ? 2 : Number(pinned));

export function Questions({ live, room, controls }: QuestionsProps) {
  const words = texts.value;
  const sort = useSignal<"likes" | "new" | "archive">("likes");
  const visible = questionsFor(live, room);
  // The teacher sees those that are put away on request.
  const putAway = room.you.role === "INSTRUCTOR" ? visible.filter(isPutAway) : [];
  const isArchive = sort.value === "archive" && putAway.length > 0;
  const wanted = isArchive ? putAway : visible.filter((question) => !putAway.includes(question));
  const sorted = sort.value === "likes" ? byLikes(wanted) : wanted.toReversed();
  const ranked = sorted.toSorted((a, b) => rankOf(b) - rankOf(a));
  const list = [...ranked.filter(({ status }) => status !== "hidden"), ...ranked.filter(isHidden)];
  const { shown, waiting, show, hold } = useOrder(list, {
    id: ({ question_id }) => question_id,
    key: sort.value,
    urgent: (question) => isMine(live, room.you.id, question),
  });
  return (
    <div class="flex min-h-0 flex-1 flex-col gap-2">
      {visible.length > 0 && (
        <fieldset class="flex shrink-0 gap-2">
          <legend class="sr-only">{words.order}</legend>
          {[...(["likes", "new"] as const), ...(putAway.length > 0 ? (["archive"] as const) : [])].map((by) => (
            <button
              key={by}
              type="button"
              class={`btn btn-ghost px-3 ${sort.value === by ? "underline decoration-2 underline-offset-8" : "text-quiet"}`}
              aria-pressed={sort.value === by}
              onClick={() => {
                sort.value = by;
              }}
            >
              {by === "archive" ? words.archive(putAway.length) : by === "likes" ? words.byLikes : words.byNew}
            </button>
          ))}
        </fieldset>
      )}
      {/* Over the list, so that it does not move the items when it appears. */}
      <div class="relative flex min-h-0 flex-1 flex-col">
        {waiting > 0 && (
          <button
            type="button"
            class="btn btn-neutral absolute inset-x-0 top-0 z-1 mx-auto w-fit shadow-lg"
            onClick={show}
          >
            {words.newOnes(waiting)}
          </button>
        )}
        {list.length === 0 ? (
          <p class="m-auto py-1 text-quiet">{words.noQuestions}</p>
        ) : (
          <ol class="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-0.5 pb-3" {...hold}>
            {shown.map((question) => (
              <QuestionCard key={question.question_id} live={live} room={room} question={question}>
                {controls?.(question)}
              </QuestionCard>
            ))}
          </ol>
        )}
      </div>
      {room.you.role === "STUDENT" && <AskField live={live} room={room} />}
    </div>
  );
}

const isHidden = ({ status }: Question): boolean => status === "hidden";
