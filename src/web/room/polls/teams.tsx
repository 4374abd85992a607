/** Teams in quizzes: whether they count, dividing the class into them, and their points. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { ViewOf } from "../../../features/index.ts";
import { api } from "../../api.ts";
import { number } from "../../language.ts";
import type { LiveRoom } from "../../live.ts";
import { errorText, Problem } from "../../ui/notice.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { Summary } from "../../ui/summary.tsx";
import { texts } from "./texts.ts";

type Team = ViewOf<"poll_teams.list">[number];
type Counting = Room["session"]["settings"]["teams"];

const countings: readonly Counting[] = ["off", "average", "sum"];
const counts = [2, 3, 4, 5, 6, 8, 10];

export function Teams({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { id, settings } = room.session;
  const problem = useSignal("");
  const choose = (teams: Counting) => {
    problem.value = "";
    api.changeSession(id, { settings: { teams } }).catch((thrown) => {
      problem.value = errorText(thrown);
    });
  };
  return (
    <details open={settings.teams !== "off"}>
      <Summary>{words.teams}</Summary>
      <div class="flex flex-col gap-3">
        <label class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span class="min-w-52 flex-1">{words.teamPoints}</span>
          <select
            class="select w-64"
            value={settings.teams}
            onChange={({ currentTarget }) => choose(currentTarget.value as Counting)}
          >
            {countings.map((one) => (
              <option key={one} value={one}>
                {words.countings[one]}
              </option>
            ))}
          </select>
        </label>
        {problem.value && <Problem says={problem.value} />}
        {settings.teams !== "off" && !settings.podium && <p class="text-quiet">{words.podiumHint}</p>}
        {settings.teams !== "off" && <Divide live={live} room={room} />}
        {settings.teams !== "off" && <TeamStandings room={room} />}
      </div>
    </details>
  );
}

/** Divides the students who are connected at random. Asks first if that would replace teams. */
function Divide({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const n = useSignal(2);
  const asking = useSignal(false);
  const sending = live.state.value.outbox.findLast(({ name }) => name === "groups.make");
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const divide = () => {
    asking.value = false;
    live.ask("groups.make", { by: "count", n: n.value });
  };
  if (asking.value) {
    return (
      <div class="flex flex-wrap items-center gap-3">
        <p class="min-w-52 flex-1 font-semibold">{words.divideAgainAsk}</p>
        <button
          type="button"
          class="btn"
          onClick={() => {
            asking.value = false;
          }}
        >
          {words.keep}
        </button>
        <button type="button" class="btn btn-error" disabled={pending} onClick={divide}>
          {words.divideAgain}
        </button>
      </div>
    );
  }
  return (
    <div class="flex flex-wrap items-center gap-3">
      <label class="flex flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <span class="min-w-52 flex-1">{words.teamCount}</span>
        <select
          class="select w-28"
          value={String(n.value)}
          onChange={({ currentTarget }) => {
            n.value = Number(currentTarget.value);
          }}
        >
          {counts.map((one) => (
            <option key={one} value={String(one)}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="btn"
        disabled={pending}
        onClick={() => {
          if (room.groups.count === 0) divide();
          else asking.value = true;
        }}
      >
        {words.divide}
      </button>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
    </div>
  );
}

/** Milliseconds for which the groups must stay as they are, so that a class that connects causes one request. */
const settledMs = 300;

/** The teams with their points and members. Read again after each quiz, and after the groups have changed. */
function TeamStandings({ room }: { room: Room }) {
  const words = texts.value;
  const teams = useSignal<readonly Team[]>([]);
  const revealed = room.polls.filter(({ status, points }) => status === "revealed" && points !== null).length;
  useEffect(() => {
    let isCurrent = true;
    const read = () =>
      api.teams(room.session.id).then(
        ({ data }) => {
          if (isCurrent) teams.value = data;
        },
        // The next quiz reads them again.
        () => {},
      );
    const timer = setTimeout(read, settledMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [room.session.id, room.session.settings.teams, revealed, room.groups]);
  if (teams.value.length === 0) return <p class="text-quiet">{words.noTeams}</p>;
  return (
    <ol class="flex flex-col gap-1 tabular-nums" aria-label={words.teamStandings}>
      {teams.value.map(({ group_id, place, points, members }) => (
        <li key={group_id} class="grid grid-cols-[2.5rem_1fr_auto] gap-3">
          <span class="text-quiet">{place}.</span>
          <span>
            {words.team(group_id)} <span class="text-quiet">({words.members(members)})</span>
            <span class="block text-base text-quiet">
              {namesIn(room, group_id).map((name, n) => (
                <span key={n}>
                  {n > 0 && ", "}
                  <bdi>{name}</bdi>
                </span>
              ))}
            </span>
          </span>
          <strong>{number(points)}</strong>
        </li>
      ))}
    </ol>
  );
}

/** The names of the people in a team, in the order in which they came into it. */
const namesIn = ({ groups, people }: Room, team: number): string[] =>
  Array.from(groups.of).flatMap(([id, group]) => (group === team ? (people.get(id)?.nickname ?? []) : []));
