/** The calls for help on the remote. The list does not move under a finger: what was solved keeps its place for a while. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type HelpItem, openHelp } from "../../client/fold/help.ts";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { now, span } from "../now.ts";
import { HelpActions } from "../room/help-actions.tsx";
import { Icon } from "../ui/icon.tsx";
import { texts } from "./texts.ts";
import { vibrate } from "./vibrate.ts";

/** For how long after a touch of the list its solved calls stay, in ms. */
const steadyMs = 4000;

export function HelpList({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const open = openHelp(room.help);
  const { shown, touch } = useSteady(room.help);
  const newest = open.at(-1)?.help_id ?? 0;
  const known = useRef(newest);
  useEffect(() => {
    if (newest > known.current) vibrate("call");
    known.current = Math.max(known.current, newest);
  }, [newest]);
  return (
    <section aria-labelledby="help" class="flex flex-col gap-2" onPointerDown={touch}>
      <h2 id="help" class="flex min-h-8 items-center gap-2 text-lg font-bold">
        {words.help}
        {open.length > 0 && (
          <span class="grid h-7 min-w-7 place-items-center rounded-full bg-help px-2 text-base text-error-content tabular-nums">
            {open.length}
          </span>
        )}
      </h2>
      {shown.length === 0 ? (
        <p class="text-base text-quiet">{words.noHelp}</p>
      ) : (
        <ol class="flex flex-col gap-2">
          {shown.map((call) => (
            <Call key={call.help_id} call={call} live={live} room={room} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Call({ call, live, room }: { call: HelpItem; live: LiveRoom; room: Room }) {
  const words = texts.value;
  const step = room.session.lesson?.subtasks.find(({ id }) => id === call.subtask_id);
  const isSolved = call.resolved_at !== null;
  return (
    <li
      class={`flex min-h-32 flex-col justify-between gap-1 rounded-box px-4 py-2.5 ${
        isSolved
          ? "bg-base-100 text-quiet"
          : call.acknowledged_at
            ? "border border-help bg-base-100"
            : "bg-help-soft text-help-ink"
      }`}
    >
      <p class="flex items-baseline justify-between gap-3">
        <strong class="truncate text-xl">{room.people.get(call.participant_id)?.nickname ?? call.user_name}</strong>
        <span class="shrink-0 font-semibold tabular-nums">
          {!isSolved && span(now.value - Date.parse(call.created_at), true)}
        </span>
      </p>
      <p class="line-clamp-2 text-base leading-snug">
        <span class="font-semibold">{step ? `${step.order_index}. ${step.title}` : words.noStepOf}</span>
        {call.message && <span class="text-base-content"> {call.message}</span>}
      </p>
      {isSolved ? (
        <p class="flex min-h-11 items-center gap-2 font-semibold">
          <Icon name="check" />
          {words.resolved}
        </p>
      ) : (
        <HelpActions live={live} call={call} />
      )}
    </li>
  );
}

/** The open calls, with those that were solved since the list was touched: new ones come last, so that nothing moves. */
function useSteady(items: readonly HelpItem[]) {
  const kept = useRef<readonly number[]>([]);
  const isTouched = useSignal(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const shown = items.filter(
    ({ help_id, resolved_at }) => resolved_at === null || (isTouched.value && kept.current.includes(help_id)),
  );
  kept.current = shown.map(({ help_id }) => help_id);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    shown,
    touch() {
      clearTimeout(timer.current);
      isTouched.value = true;
      timer.current = setTimeout(() => {
        isTouched.value = false;
      }, steadyMs);
    },
  };
}
