/** A strip in the room and on the remote while a poll is open, or closed and not revealed yet. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { currentPoll } from "../../poll/current-poll.ts";
import { TimeLeft } from "../../poll/time-left.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PollActions } from "./poll-actions.tsx";
import { openPolls } from "./poll-dialog.ts";
import { texts } from "./texts.ts";
import { Turnout } from "./turnout.tsx";

interface PollStripProps {
  live: LiveRoom;
  room: Room;
  /** Without the button that opens the dialog. */
  brief?: boolean;
}

export function PollStrip({ live, room, brief = false }: PollStripProps) {
  const words = texts.value;
  const dismissed = useSignal<number | undefined>(undefined);
  const poll = currentPoll(room.polls);
  const isShown = poll && (poll.status === "open" || (poll.status === "closed" && dismissed.value !== poll.poll_id));
  if (!isShown) return null;
  return (
    <section class="card-plain flex flex-wrap items-center gap-x-5 gap-y-2 p-3" aria-label={words.polls}>
      <p class="min-w-40 flex-1 leading-snug">
        <span class="block text-base text-quiet">
          {words.polls} · {words.status[poll.status]}
        </span>
        <strong class="line-clamp-2">{poll.question}</strong>
      </p>
      <Turnout room={room} poll={poll} bar />
      {poll.status === "open" && <TimeLeft endsAt={poll.ends_at} class="text-lg" />}
      <div class="flex flex-wrap items-center gap-2">
        <PollActions live={live} poll={poll} brief />
        {!brief && (
          <button type="button" class="btn" onClick={() => openPolls()}>
            {words.details}
          </button>
        )}
        {poll.status === "closed" && (
          <button
            type="button"
            class="btn btn-ghost btn-square"
            aria-label={words.dismiss}
            onClick={() => {
              dismissed.value = poll.poll_id;
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
    </section>
  );
}
