/** The progress line over the steps of a lesson, with buttons to the previous and the next step. */
import type { Steps } from "../../client/fold/progress.ts";
import type { Subtask } from "../../domain/session.ts";
import { Icon } from "../ui/icon.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

interface StepPathProps {
  all: readonly Subtask[];
  steps: Steps;
  shown: Subtask;
  current: Subtask | null;
  onBefore: (() => void) | undefined;
  onAfter: (() => void) | undefined;
}

/** Filled: done. Dark and thick: the step shown. Dot above: the class's step. */
export function StepPath({ all, steps, shown, current, onBefore, onAfter }: StepPathProps) {
  const words = texts.value;
  const place = common.value.stepOf(shown.order_index, all.length);
  return (
    <nav class="flex items-center gap-2 pt-2" aria-label={place}>
      <TurnButton icon="left" label={words.before} onTurn={onBefore} />
      <div class="flex min-w-0 flex-1 flex-col items-center gap-2">
        <p class="font-bold tabular-nums">{place}</p>
        <div class="flex h-4 w-full items-center gap-1" aria-hidden="true">
          {all.map((step) => {
            const done = steps.get(step.id)?.status === "completed";
            const isShown = step.id === shown.id;
            return (
              <span key={step.id} class="flex h-full min-w-0 flex-1 flex-col items-center justify-center gap-0.5">
                <span class={`size-1 rounded-full ${step.id === current?.id ? "bg-base-content" : "bg-transparent"}`} />
                <span
                  class={`w-full rounded-full ${isShown ? "h-2.5" : "h-1.5"} ${
                    done ? "bg-primary" : isShown ? "bg-base-content" : "bg-base-300"
                  }`}
                />
              </span>
            );
          })}
        </div>
      </div>
      <TurnButton icon="right" label={words.after} onTurn={onAfter} />
    </nav>
  );
}

function TurnButton({
  icon,
  label,
  onTurn,
}: {
  icon: "left" | "right";
  label: string;
  onTurn: (() => void) | undefined;
}) {
  return (
    <button
      type="button"
      class="btn btn-ghost btn-square size-11 shrink-0 text-quiet"
      aria-label={label}
      disabled={!onTurn}
      onClick={onTurn}
    >
      <Icon name={icon} />
    </button>
  );
}
