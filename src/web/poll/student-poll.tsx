/**
 * The poll on a student's phone: a sheet over the lower part of the page, so that nothing below a finger moves, or a line
 * in the page's head once the student has put it away. An open poll and a revealed one unfold the sheet.
 */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Poll } from "../../client/fold/polls.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { recall, remember } from "../memory.ts";
import { Icon } from "../ui/icon.tsx";
import { currentPoll } from "./current-poll.ts";
import { Outcome } from "./outcome.tsx";
import { texts } from "./texts.ts";
import { TimeLeft } from "./time-left.tsx";
import { VoteForm } from "./vote-form.tsx";

/** How long the sheet ignores presses after it unfolds: a finger may be about to press what it covers. In ms. */
const guardMs = 500;

interface StudentPollProps {
  live: StudentLive;
  room: StudentRoom;
  /** The polls when the page was opened. */
  atStart: readonly Poll[];
}

export function StudentPoll({ live, room, atStart }: StudentPollProps) {
  const poll = currentPoll(room.polls);
  const id = poll && `${room.session.id}.${poll.poll_id}`;
  // Results are news for those who were there only, also after a reload.
  const isMissed =
    poll !== undefined &&
    poll.status !== "open" &&
    !poll.vote &&
    recall("poll-seen") !== id &&
    atStart.some(({ poll_id, status }) => poll_id === poll.poll_id && status === poll.status);
  useEffect(() => {
    if (id && !isMissed) remember("poll-seen", id);
  }, [id, isMissed]);
  const key = poll ? `${room.session.id}.${poll.poll_id}.${poll.status}` : "";
  const step = room.session.current_subtask?.id;
  const putAway = useSignal(recall("poll") ?? "");
  const stored = useSignal<View>({ key: "", step, unfolded: false });
  // Derived while rendering: a state that an effect sets would show the line in the head for a frame.
  const view =
    poll && (stored.value.key !== key || stored.value.step !== step)
      ? nextView(stored.value, { key, step, poll, isPutAway: putAway.value === key })
      : stored.value;
  useEffect(() => {
    stored.value = view;
  }, [view]);
  if (!poll || isMissed) return null;
  const fold = () => {
    stored.value = { key, step, unfolded: false };
    putAway.value = key;
    remember("poll", key);
  };
  if (view.unfolded) return <Sheet key={poll.poll_id} live={live} room={room} poll={poll} onFold={fold} />;
  if (poll.status !== "open" && putAway.value === key) return null;
  return (
    <Line
      poll={poll}
      onUnfold={() => {
        stored.value = { key, step, unfolded: true };
      }}
    />
  );
}

/** Whether the sheet is unfolded; `key` identifies the poll and its status, `step` the class's step. */
interface View {
  readonly key: string;
  readonly step: number | undefined;
  readonly unfolded: boolean;
}

interface Now extends Omit<View, "unfolded"> {
  readonly poll: Poll;
  readonly isPutAway: boolean;
}

/** The view after the poll, its status or the class's step has changed. */
function nextView(before: View, { key, step, poll, isPutAway }: Now): View {
  const isOpen = poll.status === "open";
  // The results of the last step do not cover the next one.
  if (key === before.key) return { key, step, unfolded: isOpen && before.unfolded };
  if (poll.status === "closed") return { key, step, unfolded: before.unfolded };
  // An old result does not cover the page of a student who opens it.
  const isNews = isOpen || before.key !== "";
  return { key, step, unfolded: isNews && !isPutAway };
}

/** The line in the head of the page. */
function Line({ poll, onUnfold }: { poll: Poll; onUnfold: () => void }) {
  const words = texts.value;
  const open = poll.status === "open";
  return (
    <div class="border-b border-base-300 bg-done-soft text-done-ink">
      <div class="mx-auto flex max-w-3xl items-center gap-3 px-page py-1 text-base">
        <p class="min-w-0 flex-1">
          <strong class="block">
            {open ? words.opened : poll.status === "closed" ? words.closed : words.revealed}
          </strong>
          <span class="line-clamp-1">{poll.question}</span>
        </p>
        {open && <TimeLeft endsAt={poll.ends_at} />}
        <button type="button" class={`btn shrink-0 ${open && !poll.vote ? "btn-primary" : ""}`} onClick={onUnfold}>
          {open && !poll.vote ? words.goVote : words.look}
        </button>
      </div>
    </div>
  );
}

function Sheet({ live, room, poll, onFold }: { live: StudentLive; room: StudentRoom; poll: Poll; onFold: () => void }) {
  const words = texts.value;
  const guarded = useSignal(true);
  useEffect(() => {
    const timer = setTimeout(() => {
      guarded.value = false;
    }, guardMs);
    return () => clearTimeout(timer);
  }, []);
  const open = poll.status === "open";
  return (
    <section class={`poll-sheet ${guarded.value ? "pointer-events-none" : ""}`} aria-label={words.poll}>
      <div class="flex items-center gap-3">
        <p class="flex-1 text-base font-semibold text-quiet">
          {poll.points === null ? words.poll : words.quiz(poll.points)}
        </p>
        {open && <TimeLeft endsAt={poll.ends_at} class="text-lg" />}
        <button type="button" class="btn btn-ghost shrink-0 px-3" onClick={onFold}>
          {open ? words.later : words.close}
          <Icon name={open ? "down" : "close"} />
        </button>
      </div>
      <h2 class="text-[1.625rem] leading-tight font-extrabold tracking-tight whitespace-pre-line">{poll.question}</h2>
      {open && <p class="text-base text-quiet">{poll.named ? words.named : words.anonymous}</p>}
      {open ? <VoteForm key={poll.poll_id} live={live} poll={poll} /> : <Outcome room={room} poll={poll} />}
    </section>
  );
}
