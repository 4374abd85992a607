/** The polls that the lesson has for the current step: one press asks one of them. */
import type { Room } from "../../../client/fold/index.ts";
import type { Poll } from "../../../client/fold/polls.ts";
import type { LiveRoom } from "../../live.ts";
import { kindName } from "../../quiz/poll-fields.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { openPolls } from "./poll-dialog.ts";
import { texts } from "./texts.ts";

/** How many are listed; the others are in the dialog. */
const maxShown = 3;

/** The polls of a step that were not asked yet, in the order of the lesson. */
export const preparedAt = (polls: readonly Poll[], step: number | undefined): Poll[] =>
  polls.filter(({ status, subtask_id }) => status === "draft" && step !== undefined && subtask_id === step);

export function PreparedPolls({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const polls = preparedAt(room.polls, room.session.current_subtask?.id);
  if (polls.length === 0) return null;
  return (
    <section class="card-plain flex flex-col gap-1 p-3" aria-label={words.prepared}>
      <h2 class="text-base text-quiet">{words.prepared}</h2>
      <ul class="flex flex-col gap-1">
        {polls.slice(0, maxShown).map((poll, n) => (
          <Prepared key={poll.poll_id} live={live} poll={poll} isNext={n === 0} />
        ))}
      </ul>
      {polls.length > maxShown && (
        <button type="button" class="btn btn-ghost self-start px-3" onClick={() => openPolls()}>
          {words.morePrepared(polls.length - maxShown)}
        </button>
      )}
    </section>
  );
}

interface PreparedProps {
  live: LiveRoom;
  poll: Poll;
  /** The first one in the order of the lesson. */
  isNext: boolean;
}

function Prepared({ live, poll: { poll_id, question, kind, points }, isNext }: PreparedProps) {
  const words = texts.value;
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) => name === "poll.open" && "poll_id" in input && input.poll_id === poll_id,
  );
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1">
      <p class="min-w-40 flex-1 leading-snug">
        <strong class="line-clamp-2">{question}</strong>
        <span class="text-base text-quiet">
          {kindName(kind)}
          {points !== null && ` · ${words.quiz}`}
        </span>
      </p>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
      <button
        type="button"
        class={`btn ${isNext ? "btn-primary" : ""}`}
        disabled={pending}
        onClick={() => live.ask("poll.open", { poll_id })}
      >
        {words.askNow}
        <span class="sr-only">. {words.about(question)}</span>
      </button>
    </li>
  );
}
