/** The calls for help in their order, each with what the teacher does with it. */
import { useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import { type HelpItem, openHelp } from "../../../client/fold/help.ts";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveEvent } from "../../../client/frames.ts";
import { type LiveRoom, useEvents } from "../../live.ts";
import { now, span } from "../../now.ts";
import { HelpActions } from "../help-actions.tsx";
import { Fold, useFolded } from "./fold.tsx";
import { texts } from "./texts.ts";

export function Queue({ live, room, alone }: { live: LiveRoom; room: Room; alone: boolean }) {
  const words = texts.value;
  const calls = room.session.status === "ENDED" ? [] : openHelp(room.help);
  const announcement = useSignal("");
  const folded = useFolded("queue");
  useEvents(
    live,
    useCallback(
      (event: LiveEvent) => {
        if (event.type === "help.requested") announcement.value = texts.value.asks(event.data.user_name);
      },
      [announcement],
    ),
  );
  return (
    <>
      <p class="sr-only" aria-live="polite">
        {announcement.value}
      </p>
      <Fold
        id="queue"
        folded={folded}
        title={words.queue}
        count={calls.length}
        place="first"
        alone={alone}
        short={calls.length === 0}
      >
        {calls.length === 0 ? (
          <p class="text-quiet">{words.queueEmpty}</p>
        ) : (
          <ol class="flex flex-col gap-3">
            {calls.map((call) => (
              <HelpRequest key={call.help_id} call={call} live={live} room={room} />
            ))}
          </ol>
        )}
      </Fold>
    </>
  );
}

function HelpRequest({ call, live, room }: { call: HelpItem; live: LiveRoom; room: Room }) {
  const words = texts.value;
  const step = room.session.lesson?.subtasks.find(({ id }) => id === call.subtask_id);
  return (
    <li
      class={`unfold flex flex-col gap-1.5 rounded-box px-4 py-3 ${call.acknowledged_at ? "border border-help bg-base-100" : "bg-help-soft text-help-ink"}`}
    >
      <p class="flex items-baseline justify-between gap-3">
        <strong class="text-xl leading-tight">
          {room.people.get(call.participant_id)?.nickname ?? call.user_name}
        </strong>
        <span class="shrink-0 font-semibold tabular-nums">{span(now.value - Date.parse(call.created_at), true)}</span>
      </p>
      {call.message && <p class="text-lg leading-snug text-base-content">{call.message}</p>}
      <p class="line-clamp-2 min-w-0 text-base leading-snug font-semibold">
        {step ? `${step.order_index}. ${step.title}` : words.noStep}
      </p>
      <HelpActions live={live} call={call} />
    </li>
  );
}
