/** All steps of the lesson with how many students have done each. Pressing a step offers to go to it. */
import { useComputed, useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { StepText } from "../../step-text/step-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { texts as roomTexts } from "../texts.ts";
import { GateButton, GateMark } from "./gate.tsx";
import { texts } from "./texts.ts";

export function StepList({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const chosen = useSignal<number | undefined>(undefined);
  const { session } = room;
  const done = useComputed(() => countDone(live.state.value.room)).value;
  const isPaced = session.settings.pace === "student";
  const current = session.status === "WAITING" || isPaced ? undefined : session.current_subtask?.id;
  const ended = session.status === "ENDED";
  return (
    <ol class="room-steplist">
      {session.lesson?.subtasks.map((step) => {
        const isCurrent = step.id === current;
        const open = chosen.value === step.id && !isCurrent && !ended;
        return (
          <li key={step.id}>
            <button
              type="button"
              class={`flex min-h-11 w-full items-center gap-3 rounded-field px-3 py-1.5 text-left ${
                isCurrent ? "bg-base-200 font-bold" : ""
              }`}
              aria-current={isCurrent ? "step" : undefined}
              aria-expanded={isCurrent || ended ? undefined : open}
              onClick={() => {
                chosen.value = open ? undefined : step.id;
              }}
            >
              <span class="w-6 shrink-0 text-right tabular-nums">{step.order_index}</span>
              <span class={`flex-1 leading-snug ${open ? "" : "line-clamp-2 pb-px"}`}>
                {step.title}
                <GateMark room={room} step={step.id} />
              </span>
              {(done.get(step.id) ?? 0) > 0 && (
                <span class="flex shrink-0 items-center gap-1 text-base font-semibold text-done-ink tabular-nums">
                  <Icon name="check" size="1rem" />
                  <span class="sr-only">{roomTexts.value.state.done}</span>
                  {done.get(step.id)}
                </span>
              )}
            </button>
            {open && (
              <div class="unfold my-1 ml-12 flex flex-col items-start gap-2 pr-3">
                <StepText step={step} class="text-base text-quiet" />
                <button
                  type="button"
                  class="btn"
                  onClick={() => {
                    chosen.value = undefined;
                    live.ask("step.start", { subtask_id: step.id });
                  }}
                >
                  {isPaced ? words.bring(step.order_index) : words.goTo(step.order_index)}
                  <Icon name="right" />
                </button>
                {isPaced && session.status !== "WAITING" && <GateButton live={live} room={room} step={step.id} />}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Returns the number of students who have done each step, by step id. */
function countDone(room: Room | undefined): ReadonlyMap<number, number> {
  const done = new Map<number, number>();
  for (const [id, steps] of room?.progress ?? []) {
    if (!room?.people.has(id)) continue;
    for (const [step, { status }] of steps) if (status === "completed") done.set(step, (done.get(step) ?? 0) + 1);
  }
  return done;
}
