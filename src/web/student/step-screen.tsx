/** One step, as large as the screen: title, guide text, Done; the way so far as a thin path. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import { noSteps } from "../../client/fold/progress.ts";
import { lessonPositionOf } from "../../client/lesson-position.ts";
import type { Subtask } from "../../domain/session.ts";
import type { LiveRoom } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import { LinkedText } from "../ui/linked-text.tsx";
import { BottomRow, feedbackSending } from "./bottom-row.tsx";
import { DoneBar } from "./done-bar.tsx";
import { StepPath } from "./step-path.tsx";
import { texts } from "./texts.ts";
import { useStartedStep } from "./use-started-step.ts";

export function StepScreen({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { session, progress, you } = room;
  const steps = progress.get(you.id) ?? noSteps;
  const all = session.lesson?.subtasks ?? [];
  const place = lessonPositionOf(session.lesson, session.current_subtask, steps);
  /** A step they look at that is not theirs. */
  const looking = useSignal<number | undefined>(undefined);
  const shown = all.find(({ id }) => id === looking.value) ?? place.step;
  const elsewhere = shown?.id !== place.step?.id;

  // Whatever they looked at: when the class moves or their own place does, they are back where they belong.
  useEffect(() => {
    looking.value = undefined;
  }, [place.step?.id, session.current_subtask?.id]);
  useStartedStep(live, room, elsewhere ? undefined : place.step);

  if (!shown) return null;
  const look = (step: Subtask | undefined) => {
    if (step) looking.value = step.id === place.step?.id ? undefined : step.id;
  };
  const at = all.findIndex(({ id }) => id === shown.id);
  const current = session.current_subtask;
  return (
    <>
      <main class="mx-auto flex w-full max-w-3xl flex-1 flex-col px-page pb-6">
        <StepPath
          all={all}
          steps={steps}
          shown={shown}
          current={current}
          onBefore={at > 0 ? () => look(all[at - 1]) : undefined}
          onAfter={at < all.length - 1 ? () => look(all[at + 1]) : undefined}
        />
        <div class="min-h-0" aria-live="polite">
          {elsewhere ? (
            <Hint>
              <p>{words.looking(shown.order_index)}</p>
              <button type="button" class="btn btn-neutral" onClick={() => look(place.step)}>
                {words.mine}
              </button>
            </Hint>
          ) : (
            place.behind > 0 &&
            current && (
              <Hint warn>
                <p>
                  <strong>{words.classAt(current.order_index)}</strong> {words.keepOpen}
                </p>
                <button
                  type="button"
                  class="btn btn-neutral"
                  onClick={() => {
                    look(current);
                    if (!steps.has(current.id)) {
                      live.ask("progress.update", { subtask_id: current.id, status: "started" });
                    }
                  }}
                >
                  {words.jump(current.order_index)}
                  <Icon name="right" />
                </button>
              </Hint>
            )
          )}
        </div>
        <article class="mt-6 flex flex-col gap-5" aria-live="polite">
          <h1 class="text-step font-extrabold tracking-tight">{shown.title}</h1>
          {shown.guide_text && (
            <p class="max-w-prose text-[1.1875rem] leading-relaxed whitespace-pre-line">
              <LinkedText>{shown.guide_text}</LinkedText>
            </p>
          )}
        </article>
      </main>
      <footer class="bar [@media(max-height:28rem)]:static">
        <DoneBar live={live} room={room} step={shown} last={doneAll(all, steps)} otherwise={feedbackSending(live)} />
        <BottomRow live={live} room={room} stepId={shown.id} quiet />
      </footer>
    </>
  );
}

const doneAll = (all: readonly Subtask[], steps: ReadonlyMap<number, { status: string }>) =>
  all.every(({ id }) => steps.get(id)?.status === "completed");

function Hint({ warn, children }: { warn?: boolean; children: preact.ComponentChildren }) {
  return (
    <div
      class={`unfold mt-4 flex flex-wrap items-center justify-between gap-3 rounded-box p-4 text-base ${
        warn ? "bg-behind-soft text-behind-ink" : "bg-base-100 ring-1 ring-base-300"
      }`}
    >
      {children}
    </div>
  );
}
