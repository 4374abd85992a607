/** Polls in the room: the button with the dialog, and a strip above the board while one is open. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { currentPoll } from "../../poll/current-poll.ts";
import { TimeLeft } from "../../poll/time-left.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { common } from "../../ui/texts.ts";
import { PollActions } from "./poll-actions.tsx";
import { openPolls, pollDialog } from "./poll-dialog.ts";
import { PollForm } from "./poll-form.tsx";
import { PollList } from "./poll-list.tsx";
import { quickPolls } from "./quick-polls.ts";
import { texts } from "./texts.ts";
import { Turnout } from "./turnout.tsx";

interface PollsProps {
  live: LiveRoom;
  room: Room;
}

export function PollsButton({ live, room }: PollsProps) {
  const open = pollDialog.value;
  const close = () => {
    pollDialog.value = undefined;
  };
  // The room is left: the next one begins without the dialog.
  useEffect(() => close, []);
  const toList = () => {
    pollDialog.value = { page: "list" };
  };
  return (
    <>
      <button type="button" class="btn" onClick={() => openPolls()}>
        {texts.value.polls}
      </button>
      {open && (
        <Dialog title={open.page === "form" ? texts.value.newPoll : texts.value.polls} size="wide" onClose={close}>
          {open.page === "form" ? (
            <PollForm live={live} room={room} question={open.question ?? ""} onDone={toList} />
          ) : (
            <>
              <NewPoll key={open.question} live={live} question={open.question ?? ""} />
              <PollList live={live} room={room} />
              <button type="button" class="btn btn-lg self-end" onClick={close}>
                {common.value.close}
              </button>
            </>
          )}
        </Dialog>
      )}
    </>
  );
}

/** A question, and the polls that one press opens. */
function NewPoll({ live, question }: { live: LiveRoom; question: string }) {
  const words = texts.value;
  const typed = useSignal(question);
  const sending = live.state.value.outbox.findLast(({ name }) => name === "poll.create");
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  return (
    <section class="flex flex-col gap-3 rounded-box bg-base-200 p-4" aria-label={words.newPoll}>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.question}</span>
        <input
          class="input"
          maxLength={500}
          autocomplete="off"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      <p class="text-base text-quiet">{words.quickHint}</p>
      <div class="flex flex-wrap gap-2">
        {quickPolls(typed.value).map(([label, poll]) => (
          <button
            key={label}
            type="button"
            class="btn btn-lg btn-neutral"
            disabled={pending}
            onClick={() => {
              const question = typed.value;
              typed.value = "";
              live.send("poll.create", poll).catch(() => {
                // The reason is shown below.
                if (typed.value === "") typed.value = question;
              });
            }}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          class="btn btn-lg"
          onClick={() => {
            pollDialog.value = { page: "form", question: typed.value };
          }}
        >
          <Icon name="pencil" />
          {words.own}
        </button>
      </div>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
    </section>
  );
}

/** The poll that is open, or closed and not revealed yet. */
export function PollStrip({ live, room }: PollsProps) {
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
        <button type="button" class="btn" onClick={() => openPolls()}>
          {words.details}
        </button>
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
