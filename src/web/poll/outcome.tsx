/** A poll that is over, on a student's phone: its results if they may be seen, and what the student's answer was worth. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Poll } from "../../client/fold/polls.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import { isRightVote } from "../../domain/quiz/points.ts";
import type { ItemOf, ViewOf } from "../../features/index.ts";
import { api } from "../student-api.ts";
import { Icon } from "../ui/icon.tsx";
import { PollChart } from "./poll-chart.tsx";
import { Results } from "./results.tsx";
import { texts } from "./texts.ts";

export function Outcome({ room, poll }: { room: StudentRoom; poll: Poll }) {
  const words = texts.value;
  const { status, correct, answer, flags, vote, points_won, counted } = poll;
  const solved = status === "revealed" && correct !== null && (correct.length > 0 || answer !== null);
  const right = solved && vote ? isRightVote({ correct, answer, flags }, vote) === true : undefined;
  return (
    <>
      {right !== undefined && (
        <p
          class={`unfold flex min-h-16 flex-wrap items-center gap-x-3 rounded-box px-5 py-3 text-2xl font-extrabold ${
            right ? "bg-done-soft text-done-ink" : "bg-behind-soft text-behind-ink"
          }`}
          role="status"
        >
          <Icon name={right ? "check" : "close"} size="2rem" />
          <span class="flex-1">{right ? words.right : words.wrong}</span>
          {points_won !== null && points_won > 0 && <span class="tabular-nums">{words.won(points_won)}</span>}
        </p>
      )}
      {status === "closed" && (
        <p class="text-lg" role="status">
          <strong class="block">{words.closed}</strong>
          {vote ? (
            <span class="inline-flex items-center gap-2 text-done-ink">
              <Icon name="check" />
              {words.saved}
            </span>
          ) : (
            words.noVote
          )}
          {!counted && <span class="block text-quiet">{words.waitForResults}</span>}
        </p>
      )}
      {answer !== null && (
        <p class="text-lg font-bold text-done-ink">
          {words.rightAnswer}: {answer.value}
        </p>
      )}
      <PollChart poll={poll} />
      <Results poll={poll} class="text-lg" />
      {status === "revealed" && poll.points !== null && <Standings room={room} poll={poll} />}
      {status === "revealed" && poll.points !== null && room.session.settings.teams !== "off" && (
        <Teams room={room} poll={poll} />
      )}
    </>
  );
}

/** How many names the podium shows: people with equal points share a place. */
const maxPlaces = 6;

/** The student's own points, and the podium if the class has one. Read again after each quiz. */
function Standings({ room, poll }: { room: StudentRoom; poll: Poll }) {
  const words = texts.value;
  const places = useSignal<readonly ItemOf<"polls.standings">[]>([]);
  useEffect(() => {
    let isCurrent = true;
    api.standings(room.session.id).then(
      ({ data }) => {
        if (isCurrent) places.value = data;
      },
      // Without them, the page still shows the points of this quiz.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [room.session.id, poll.poll_id]);
  const mine = places.value.find(({ participant_id }) => participant_id === room.you.id);
  const podium = room.session.settings.podium ? places.value.filter(({ place }) => place <= 3).slice(0, maxPlaces) : [];
  return (
    <>
      {mine && <p class="text-lg font-semibold tabular-nums">{words.total(mine.points)}</p>}
      {podium.length > 0 && (
        <section aria-label={words.podium}>
          <ol class="flex flex-col gap-1 text-lg tabular-nums">
            {podium.map(({ participant_id, place, nickname, points }) => (
              <li key={participant_id} class={participant_id === room.you.id ? "font-bold" : ""}>
                {words.placed(place, nickname, points)}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

/** The student's team with its points, and the podium of the teams if the class has one. Read again after each quiz. */
function Teams({ room, poll }: { room: StudentRoom; poll: Poll }) {
  const words = texts.value;
  const teams = useSignal<ViewOf<"poll_teams.list">>([]);
  useEffect(() => {
    let isCurrent = true;
    api.teams(room.session.id).then(
      ({ data }) => {
        if (isCurrent) teams.value = data;
      },
      // Without them, the page still shows the points of this quiz.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [room.session.id, poll.poll_id]);
  if (teams.value.length === 0) return null;
  return (
    <ol class="flex flex-col gap-1 text-lg tabular-nums" aria-label={words.teams}>
      {teams.value.map(({ group_id, place, points, mine }) => (
        <li key={group_id} class={mine ? "font-bold" : ""}>
          {words.placed(place, mine ? words.myTeam(group_id) : words.team(group_id), points)}
        </li>
      ))}
    </ol>
  );
}
