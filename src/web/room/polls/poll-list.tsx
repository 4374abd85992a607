/** The polls of a class: what is open first, then what is ready, then what is over. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { Poll } from "../../../client/fold/polls.ts";
import { maxPolls } from "../../../domain/quiz/limits.ts";
import type { ItemOf } from "../../../features/index.ts";
import { api } from "../../api.ts";
import { number } from "../../language.ts";
import type { LiveRoom } from "../../live.ts";
import { PollChart } from "../../poll/poll-chart.tsx";
import { Results } from "../../poll/results.tsx";
import { TimeLeft } from "../../poll/time-left.tsx";
import { kindName } from "../../quiz/poll-fields.tsx";
import { QuizFilesButtons } from "../../quiz/quiz-files-buttons.tsx";
import { Summary } from "../../ui/summary.tsx";
import { createAll } from "./create-all.ts";
import { HiddenWords } from "./hidden-words.tsx";
import { PollActions } from "./poll-actions.tsx";
import { Teams } from "./teams.tsx";
import { texts } from "./texts.ts";
import { toPrepared } from "./to-prepared.ts";
import { Missing, Names, Turnout } from "./turnout.tsx";
import { WordModeration } from "./word-moderation.tsx";

const ranks: Record<Poll["status"], number> = { open: 0, draft: 1, closed: 2, revealed: 2 };
const marks: Record<Poll["status"], string> = {
  open: "bg-done-soft text-done-ink",
  draft: "bg-base-200",
  closed: "bg-base-200 text-quiet",
  revealed: "bg-base-200 text-quiet",
};

export function PollList({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  // Those for later in the order of the lesson, the others newest first.
  const polls = room.polls.toSorted(
    (a, b) =>
      ranks[a.status] - ranks[b.status] || (a.status === "draft" ? a.poll_id - b.poll_id : b.poll_id - a.poll_id),
  );
  const latest = polls.find(({ status }) => status === "closed" || status === "revealed")?.poll_id;
  return (
    <section class="flex flex-col gap-3" aria-label={words.list}>
      {polls.length === 0 && <p class="text-quiet">{words.none}</p>}
      <ul class="flex flex-col gap-3">
        {polls.map((poll) => (
          <Entry
            key={poll.poll_id}
            live={live}
            room={room}
            poll={poll}
            unfolded={poll.status === "open" || poll.poll_id === latest}
          />
        ))}
      </ul>
      <div class="flex flex-wrap">
        <QuizFilesButtons
          title={room.session.title}
          polls={room.polls.filter(({ chart }) => !chart).map(toPrepared)}
          free={maxPolls - room.polls.length}
          look="btn btn-ghost px-3"
          labels={[words.importQuestions, words.exportQuestions]}
          draft={`${room.you.id}.${room.session.id}`}
          onImport={(added, progress) => createAll(live, added, progress)}
        />
      </div>
      <Standings room={room} />
      <Teams live={live} room={room} />
      <HiddenWords live={live} room={room} />
    </section>
  );
}

function Entry({ live, room, poll, unfolded }: { live: LiveRoom; room: Room; poll: Poll; unfolded: boolean }) {
  const words = texts.value;
  const open = poll.status === "open";
  const step = room.session.lesson?.subtasks.find(({ id }) => id === poll.subtask_id);
  return (
    <li class="flex flex-col gap-3 rounded-box bg-base-100 p-4 ring-1 ring-base-300">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span class={`mark ${marks[poll.status]}`}>{words.status[poll.status]}</span>
        <span class="text-base text-quiet">
          {kindName(poll.kind)}
          {poll.points !== null && ` · ${words.quiz}`}
          {step && ` · ${words.atStep(step.order_index)}`}
        </span>
        {open && <TimeLeft endsAt={poll.ends_at} />}
      </div>
      <h3 class="text-lg leading-snug font-bold whitespace-pre-line">{poll.question}</h3>
      {open && <Turnout room={room} poll={poll} bar />}
      {open && <Missing room={room} poll={poll} />}
      {poll.status !== "draft" && (
        <details open={unfolded}>
          <Summary>{words.details}</Summary>
          <PollChart poll={poll} wide />
          <Results poll={poll} class="text-base" />
          {poll.kind === "words" && <WordModeration live={live} session={room.session.id} poll={poll} />}
          {poll.named && <Names room={room} poll={poll} />}
        </details>
      )}
      <PollActions live={live} poll={poll} />
    </li>
  );
}

/** How many people the standings list. */
const maxStandings = 30;

/** Everybody's points in the quizzes that were revealed. */
function Standings({ room }: { room: Room }) {
  const words = texts.value;
  const standings = useSignal<readonly ItemOf<"polls.standings">[]>([]);
  const revealed = room.polls.filter(({ status, points }) => status === "revealed" && points !== null).length;
  useEffect(() => {
    let isCurrent = true;
    if (revealed === 0) standings.value = [];
    else {
      api.standings(room.session.id).then(
        ({ data }) => {
          if (isCurrent) standings.value = data;
        },
        // The next quiz reads them again.
        () => {},
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [room.session.id, revealed]);
  if (standings.value.length === 0) return null;
  return (
    <section class="flex flex-col gap-2">
      <h3 class="text-lg font-bold">{words.standings}</h3>
      <ol class="flex flex-col gap-1 tabular-nums">
        {standings.value.slice(0, maxStandings).map(({ participant_id, place, nickname, points }) => (
          <li key={participant_id} class="grid grid-cols-[2.5rem_1fr_auto] gap-3">
            <span class="text-quiet">{place}.</span>
            <span>{nickname}</span>
            <strong>{number(points)}</strong>
          </li>
        ))}
      </ol>
      {standings.value.length > maxStandings && (
        <p class="text-quiet">{words.andMore(standings.value.length - maxStandings)}</p>
      )}
    </section>
  );
}
