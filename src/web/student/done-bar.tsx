/** The Done button and its progress. A step is shown as done only after the server has confirmed it. */
import type { StudentRoom } from "../../client/fold/student.ts";
import type { Sending } from "../../client/outbox.ts";
import type { Subtask } from "../../domain/session.ts";
import type { StudentLive } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

interface DoneBarProps {
  live: StudentLive;
  room: StudentRoom;
  step: Subtask;
  /** Whether every step of the lesson is done. */
  allDone: boolean;
  /** Whether it says what happens next (default: true). */
  hasHint?: boolean;
  /** The command whose progress is shown if there is none of the step. */
  fallback: Sending | undefined;
}

export function DoneBar({ live, room, step, allDone, hasHint = true, fallback }: DoneBarProps) {
  const words = texts.value;
  const done = room.progress.get(room.you.id)?.get(step.id)?.status === "completed";
  const sending = live.state.value.outbox.findLast((entry) => isCompletionOf(entry, step.id));
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const paused = room.session.status === "PAUSED";
  const shown = sending?.state === "sent" && (sending.name !== "step.complete" || !done) ? undefined : sending;
  return (
    <div class="flex flex-col">
      <SendingMark sending={shown ?? fallback} />
      {done ? (
        <div class="rounded-box bg-done-soft px-4 py-2 text-done-ink">
          <div class="flex min-h-14 items-center gap-3">
            <Icon name="check" size="2rem" />
            <p class="flex-1 text-xl font-bold">{allDone ? words.allDone : words.doneTitle}</p>
            <button
              type="button"
              class="btn btn-ghost shrink-0 px-3 text-base"
              disabled={pending || paused}
              onClick={() => live.ask("progress.update", { subtask_id: step.id, status: "in_progress" })}
            >
              {words.takeBack}
            </button>
          </div>
          {hasHint && (allDone || step.id === room.session.current_subtask?.id) && (
            <p class="pb-2 text-base">{allDone ? words.allDoneHint : words.doneHint}</p>
          )}
        </div>
      ) : (
        <button
          type="button"
          class="btn btn-primary btn-huge w-full"
          disabled={pending || paused}
          onClick={() => live.ask("step.complete", { subtask_id: step.id })}
        >
          <Icon name="check" size="1.75rem" />
          {words.done}
        </button>
      )}
    </div>
  );
}

/** Whether a command marks this step as done or not done. */
function isCompletionOf(entry: Sending, step: number): boolean {
  if (entry.name === "step.complete") return entry.input.subtask_id === step;
  return entry.name === "progress.update" && entry.input.status !== "started" && entry.input.subtask_id === step;
}
