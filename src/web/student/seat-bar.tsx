/** What a student should know now: whether they are picked, called on or muted, and their group. Loaded on demand. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { ItemOf } from "../../features/index.ts";
import type { StudentLive } from "../live.ts";
import { api } from "../student-api.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorText, Loading, Problem } from "../ui/notice.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./seat-texts.ts";

interface SeatProps {
  live: StudentLive;
  room: StudentRoom;
}

const sendingOf = (live: StudentLive) =>
  live.state.value.outbox.findLast(({ name }) => name === "hand.raise" || name === "hand.lower");

/** Raises the hand, or lowers it; then it shows the place in the queue. */
export function HandButton({ live, room: { seat, you } }: SeatProps) {
  const words = texts.value;
  const { hand } = seat;
  const state = sendingOf(live)?.state;
  const pending = state === "sending" || state === "waiting";
  const place = hand?.called ? words.called : hand?.position ? words.place(hand.position) : words.farBack;
  return (
    <button
      type="button"
      class={`btn gap-1 px-2.5 ${hand ? "btn-primary" : "btn-ghost"}`}
      aria-pressed={hand !== null}
      aria-label={hand ? words.raised(place) : words.raiseLabel}
      disabled={pending}
      onClick={() => (hand ? live.ask("hand.lower", { participant_id: you.id }) : live.ask("hand.raise", {}))}
    >
      <Icon name="hand" />
      <span class="tabular-nums">{hand ? place : words.raise}</span>
    </button>
  );
}

export function SeatBar({ live, room }: SeatProps) {
  const words = texts.value;
  const { muted, hand, group_id, pick_id } = room.seat;
  const sending = sendingOf(live);
  const isOpen = useSignal(false);
  return (
    <div class="mx-auto flex max-w-3xl flex-col gap-1.5 px-page">
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
      <div role="status" class="flex flex-col gap-1.5">
        {pick_id !== null && (
          <p class="unfold mt-1.5 rounded-box bg-primary px-4 py-3 text-primary-content">
            <strong class="block text-2xl">{words.picked}</strong>
            {words.pickedHint}
          </p>
        )}
        {hand?.called && (
          <div class="unfold mt-1.5 flex flex-wrap items-center justify-between gap-2 rounded-box bg-done-soft px-4 py-2 text-done-ink">
            <strong>{words.calledSays}</strong>
            <button type="button" class="btn" onClick={() => live.ask("hand.lower", { participant_id: room.you.id })}>
              {words.lower}
            </button>
          </div>
        )}
        {muted && (
          <p class="unfold mt-1.5 rounded-box bg-behind-soft px-4 py-2 text-base text-behind-ink">{words.muted}</p>
        )}
      </div>
      {group_id !== null && (
        <button
          type="button"
          class="btn my-1.5 justify-between"
          onClick={() => {
            isOpen.value = true;
          }}
        >
          <span class="flex items-center gap-2">
            <Icon name="people" />
            {words.group(group_id)}
          </span>
          <span class="text-base font-normal text-quiet">{words.groupHint}</span>
        </button>
      )}
      {isOpen.value && group_id !== null && (
        <GroupDialog
          key={group_id}
          room={room}
          group={group_id}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </div>
  );
}

/** Who is in this student's group, as it is when the dialog opens. */
function GroupDialog({ room, group, onClose }: { room: StudentRoom; group: number; onClose: () => void }) {
  const words = texts.value;
  const members = useSignal<ItemOf<"groups.list">["members"] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    api.groups(room.session.id).then(
      ({ data }) => {
        members.value = data[0]?.members ?? [];
      },
      (thrown) => {
        problem.value = errorText(thrown);
      },
    );
  }, []);
  return (
    <Dialog title={words.members(group)} onClose={onClose}>
      {problem.value ? (
        <Problem says={problem.value} />
      ) : members.value ? (
        <ul class="flex max-h-[50dvh] flex-col gap-1 overflow-y-auto text-xl">
          {members.value.map(({ participant_id, nickname }) => (
            <li key={participant_id} class={participant_id === room.you.id ? "font-bold" : ""}>
              {nickname}
            </li>
          ))}
        </ul>
      ) : (
        <Loading />
      )}
      <button type="button" class="btn btn-lg self-end" onClick={onClose}>
        {common.value.close}
      </button>
    </Dialog>
  );
}
