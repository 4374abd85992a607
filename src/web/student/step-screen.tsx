/** The tab with one step: progress line, title, guide text, and Done. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { noSteps } from "../../client/fold/progress.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import { lessonPositionOf, skippedStepOf } from "../../client/lesson-position.ts";
import type { Subtask } from "../../domain/session.ts";
import type { StudentLive } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import { BottomRow, feedbackSending } from "./bottom-row.tsx";
import { DoneBar } from "./done-bar.tsx";
import { StepArticle } from "./step-article.tsx";
import { StepPath } from "./step-path.tsx";
import { texts } from "./texts.ts";
import { useStartedStep } from "./use-started-step.ts";

export function StepScreen({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const { session, progress, you } = room;
  const steps = progress.get(you.id) ?? noSteps;
  const all = session.lesson?.subtasks ?? [];
  const current = session.current_subtask;
  const position = lessonPositionOf(session.lesson, current, steps);
  const { shown, show } = useShownStep(all, position.step, current);
  const taught = new Set(room.controls.flatMap(({ subtask }) => (subtask ? [subtask.id] : [])));
  const skipped = skippedStepOf(session.lesson, { position, steps, taught });
  const isOwn = shown?.id === position.step?.id;
  useStartedStep(live, room, isOwn ? position.step : undefined);

  if (!shown) return null;
  const at = all.findIndex(({ id }) => id === shown.id);
  const goToClass = (step: Subtask) => {
    show(step);
    if (!steps.has(step.id)) live.ask("progress.update", { subtask_id: step.id, status: "started" });
  };
  return (
    <>
      <main class="mx-auto flex w-full max-w-3xl flex-1 flex-col px-page pb-6">
        <StepPath
          all={all}
          steps={steps}
          shown={shown}
          current={current}
          onBefore={at > 0 ? () => show(all[at - 1]) : undefined}
          onAfter={at < all.length - 1 ? () => show(all[at + 1]) : undefined}
        />
        <div class="min-h-0" aria-live="polite">
          {!isOwn ? (
            <OtherStepHint step={shown} onBack={() => show(position.step)} />
          ) : position.behind > 0 && current ? (
            <BehindHint current={current} onGo={() => goToClass(current)} />
          ) : (
            skipped && <SkippedHint step={skipped} onGo={() => show(skipped)} />
          )}
        </div>
        <StepArticle step={shown} participant={you.id} />
      </main>
      <footer class="bar [@media(max-height:28rem)]:static">
        <DoneBar
          live={live}
          room={room}
          step={shown}
          allDone={all.every(({ id }) => steps.get(id)?.status === "completed")}
          fallback={feedbackSending(live)}
        />
        <BottomRow live={live} room={room} stepId={shown.id} quiet />
      </footer>
    </>
  );
}

/** The step on the screen: the student's own one, unless they look at another. A change of step leads back to the own one. */
function useShownStep(all: readonly Subtask[], own: Subtask | undefined, current: Subtask | null) {
  const otherId = useSignal<number | undefined>(undefined);
  useEffect(() => {
    otherId.value = undefined;
  }, [own?.id, current?.id]);
  return {
    shown: all.find(({ id }) => id === otherId.value) ?? own,
    show(step: Subtask | undefined) {
      if (step) otherId.value = step.id === own?.id ? undefined : step.id;
    },
  };
}

/** Shown while the student looks at a step that is not their own. */
function OtherStepHint({ step, onBack }: { step: Subtask; onBack: () => void }) {
  const words = texts.value;
  return (
    <Hint>
      <p>{words.looking(step.order_index)}</p>
      <button type="button" class="btn btn-neutral" onClick={onBack}>
        {words.mine}
      </button>
    </Hint>
  );
}

/** Shown while the class is on a later step. */
function BehindHint({ current, onGo }: { current: Subtask; onGo: () => void }) {
  const words = texts.value;
  return (
    <Hint warn>
      <p>
        <strong>{words.classAt(current.order_index)}</strong> {words.keepOpen}
      </p>
      <button type="button" class="btn btn-neutral" onClick={onGo}>
        {words.jump(current.order_index)}
        <Icon name="right" />
      </button>
    </Hint>
  );
}

/** Shown after catching up with the class, if a step in between was not seen. */
function SkippedHint({ step, onGo }: { step: Subtask; onGo: () => void }) {
  const words = texts.value;
  return (
    <Hint>
      <p>{words.missedStep(step.order_index)}</p>
      <button type="button" class="btn" onClick={onGo}>
        {words.jump(step.order_index)}
      </button>
    </Hint>
  );
}

function Hint({ warn, children }: { warn?: boolean; children: ComponentChildren }) {
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
