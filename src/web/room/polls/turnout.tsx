/** How many of the students who are present have voted, and who has not: a number, and names if the poll has names. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { Poll } from "../../../client/fold/polls.ts";
import { answerOf } from "../../../client/vote-text.ts";
import type { ItemOf } from "../../../features/index.ts";
import { api } from "../../api.ts";
import { Summary } from "../../ui/summary.tsx";
import { useThrottled } from "../../ui/throttled.ts";
import { texts } from "./texts.ts";

/** The students who are connected. */
export const studentsPresent = ({ people }: Pick<Room, "people">) =>
  Array.from(people.values()).filter(({ role, is_online }) => role === "STUDENT" && is_online);

/** How many names are listed; the others are counted. */
const maxNames = 60;
/** The shortest time between two reads of who voted, in ms. */
const readEveryMs = 1000;

export function Turnout({ room, poll, bar = false }: { room: Room; poll: Poll; bar?: boolean }) {
  const voted = poll.counted?.votes ?? 0;
  // Some have voted and left.
  const here = Math.max(voted, studentsPresent(room).length);
  return (
    <div class="flex min-w-40 flex-1 flex-col gap-1">
      <p class="font-semibold tabular-nums">{texts.value.turnout(voted, here)}</p>
      {bar && (
        <span class="block h-2 overflow-hidden rounded-full bg-base-300" aria-hidden="true">
          <span
            class="poll-bar block h-full rounded-full bg-primary"
            style={{ width: `${here > 0 ? (voted / here) * 100 : 0}%` }}
          />
        </span>
      )}
    </div>
  );
}

/** Who has not voted yet, while the poll is open. */
export function Missing({ room, poll }: { room: Room; poll: Poll }) {
  const words = texts.value;
  const present = studentsPresent(room);
  const missing = Math.max(0, present.length - (poll.counted?.votes ?? 0));
  return missing > 0 ? <p class="text-base text-quiet tabular-nums">{words.missing(missing)}</p> : null;
}

/** Who voted what, and who has not: only for a poll with names. */
export function Names({ room, poll }: { room: Room; poll: Poll }) {
  const words = texts.value;
  const votes = useSignal<readonly ItemOf<"polls.votes">[]>([]);
  const count = poll.counted?.votes ?? 0;
  // Without an answer, the names that are known stay; the next vote reads them again.
  useThrottled(
    () => api.pollVotes(room.session.id, poll.poll_id),
    ({ data }) => {
      votes.value = data;
    },
    { everyMs: readEveryMs, subject: poll.poll_id, changes: [poll.status, count] },
  );
  const voters = new Set(votes.value.map(({ participant_id }) => participant_id));
  const missing = studentsPresent(room).filter(({ id }) => !voters.has(id));
  const more = (all: number) => all > maxNames && <li class="text-quiet">{words.andMore(all - maxNames)}</li>;
  return (
    <>
      {poll.status === "open" && missing.length > 0 && (
        <section>
          <h4 class="label-text">{words.missingNames}</h4>
          <ul class="flex flex-wrap gap-x-3 text-base">
            {missing.slice(0, maxNames).map(({ id, nickname }) => (
              <li key={id}>{nickname}</li>
            ))}
            {more(missing.length)}
          </ul>
        </section>
      )}
      {votes.value.length > 0 && (
        <details>
          <Summary>{words.whoVoted}</Summary>
          <ul class="flex flex-col text-base">
            {votes.value.slice(0, maxNames).map((vote) => (
              <li key={vote.participant_id}>
                <strong>{vote.nickname}</strong> {answerOf({ vote, options: poll.options })}
              </li>
            ))}
            {more(votes.value.length)}
          </ul>
        </details>
      )}
    </>
  );
}
