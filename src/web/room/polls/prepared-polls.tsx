/** The polls that the lesson has for the current step, in a student-paced class for all: one press asks one of them. */
import type { Room } from "../../../client/fold/index.ts";
import type { Poll } from "../../../client/fold/polls.ts";
import type { LiveRoom } from "../../live.ts";
import { kindName } from "../../quiz/poll-fields.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { openPolls } from "./poll-dialog.ts";
import { preparedNow } from "./prepared-now.ts";
import { texts } from "./texts.ts";

/** How many are listed; the others are in the dialog. */
const maxShown = 3;

interface PreparedPollsProps {
  live: LiveRoom;
  room: Room;
  /** Only the next one, without the button that opens the dialog. */
  brief?: boolean;
}

export function PreparedPolls({ live, room, brief = false }: PreparedPollsProps) {
  const words = texts.value;
  const polls = preparedNow(room);
  if (polls.length === 0) return null;
  const isStudentPaced = room.session.settings.pace === "student";
  const title = isStudentPaced ? words.preparedAll : words.prepared;
  const stepOf = ({ subtask_id }: Poll) => room.session.lesson?.subtasks.find(({ id }) => id === subtask_id);
  return (
    <section class="card-plain flex flex-col gap-1 p-3" aria-label={title}>
      <h2 class="text-base text-quiet">{title}</h2>
      <ul class="flex flex-col gap-1">
        {polls.slice(0, brief ? 1 : maxShown).map((poll, n) => (
          <Prepared
            key={poll.poll_id}
            live={live}
            poll={poll}
            step={isStudentPaced ? stepOf(poll)?.order_index : undefined}
            isNext={n === 0}
          />
        ))}
      </ul>
      {!brief && polls.length > maxShown && (
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
  /** The number of its step, if it is shown. */
  step: number | undefined;
  /** The first one in the order of the lesson. */
  isNext: boolean;
}

function Prepared({ live, poll: { poll_id, question, kind, points }, step, isNext }: PreparedProps) {
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
          {step !== undefined && ` · ${words.atStep(step)}`}
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
