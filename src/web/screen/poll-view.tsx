/** The open poll, or the last one: the question, how many have voted, and the results once students may see them. */
import { now } from "../now.ts";
import { PollChart } from "../poll/poll-chart.tsx";
import { Results } from "../poll/results.tsx";
import { texts } from "../poll/texts.ts";
import { TimeLeft } from "../poll/time-left.tsx";
import { Fit } from "./fit.tsx";
import type { Shown } from "./shown.ts";

type ShownPoll = NonNullable<Shown["polls"]>;

/** How long `auto` keeps showing a poll after it was closed or revealed, in milliseconds. */
const keptMs = 120_000;

/** Whether `auto` shows the poll. */
export const isRecent = ({ status, changed_at }: ShownPoll): boolean =>
  status === "open" || now.value - Date.parse(changed_at) < keptMs;

export function PollView({ shown: { polls: poll, poll_teams: teams } }: { shown: Shown }) {
  const words = texts.value;
  if (!poll) return null;
  const open = poll.status === "open";
  return (
    <section class="flex h-full flex-col gap-[0.8rem]">
      <div class="flex flex-wrap items-center gap-x-[1.5rem] text-[1.2rem] font-semibold text-quiet">
        <p class="flex-1">{poll.points === null ? words.poll : words.quiz(poll.points)}</p>
        {!open && <p>{words.closed}</p>}
        <p class="tabular-nums">{words.voted(poll.votes)}</p>
        {open && <TimeLeft endsAt={poll.ends_at} class="text-[1.8rem]" />}
      </div>
      <Fit of={`${poll.poll_id} ${poll.status}`}>
        <h1 class="mb-[0.6em] text-[1.15em] leading-tight font-extrabold tracking-tight whitespace-pre-line">
          {poll.question}
        </h1>
        {poll.chart ? (
          // Side by side: below a chart as wide as the projector, the answers would not be visible.
          <div class="grid grid-cols-[3fr_2fr] items-start gap-[1em]">
            <PollChart poll={poll} wide />
            <div class="text-[0.7em]">
              <Answers poll={poll} />
            </div>
          </div>
        ) : (
          <Answers poll={poll} />
        )}
        {poll.answer !== null && (
          <p class="mt-[0.5em] font-bold text-done-ink">
            {words.rightAnswer}: {poll.answer.value}
          </p>
        )}
        {poll.podium.length > 0 && (
          <ol
            class="mt-[0.8em] flex flex-wrap gap-x-[1.5em] gap-y-[0.2em] font-bold tabular-nums"
            aria-label={words.podium}
          >
            {poll.podium.map(({ place, nickname, points }) => (
              <li key={nickname}>{words.placed(place, nickname, points)}</li>
            ))}
          </ol>
        )}
        {teams && teams.length > 0 && (
          <ol
            class="mt-[0.6em] flex flex-wrap gap-x-[1.5em] gap-y-[0.2em] font-bold tabular-nums"
            aria-label={words.teams}
          >
            {teams.map(({ group_id, place, points }) => (
              <li key={group_id}>{words.placed(place, words.team(group_id), points)}</li>
            ))}
          </ol>
        )}
      </Fit>
    </section>
  );
}

/** The results, or what can be chosen until they may be seen. */
const Answers = ({ poll }: { poll: ShownPoll }) =>
  poll.counted ? <Results poll={poll} bare /> : <Options poll={poll} />;

/** What can be chosen, without results. */
function Options({ poll }: { poll: ShownPoll }) {
  const words = texts.value;
  const { options, scale, status } = poll;
  const labels = scale && [scale.min_label, scale.max_label];
  return (
    <>
      {options.length > 0 && (
        <ol class="flex flex-col gap-[0.4em]">
          {options.map(({ option_id, text }) => (
            <li key={option_id} class="rounded-field bg-base-100 px-[0.7em] py-[0.25em]">
              {text}
            </li>
          ))}
        </ol>
      )}
      {scale && (
        <p>
          {scale.min} – {scale.max}
          {labels?.every((label) => label !== null) && <span class="text-quiet"> · {labels.join(" – ")}</span>}
        </p>
      )}
      {status === "open" && <p class="mt-[0.6em] text-quiet">{words.onPhones}</p>}
    </>
  );
}
