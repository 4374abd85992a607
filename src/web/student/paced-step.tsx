/** The tab with one step in a student-paced class: the student goes on, and back, by themselves. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { GateCount } from "../../client/fold/pace.ts";
import { noSteps } from "../../client/fold/progress.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { Sending } from "../../client/outbox.ts";
import { pacedPosition } from "../../client/paced-position.ts";
import type { Subtask } from "../../domain/session.ts";
import type { StudentLive } from "../live.ts";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { BottomRow, feedbackSending } from "./bottom-row.tsx";
import { DoneBar } from "./done-bar.tsx";
import { texts } from "./paced-texts.ts";
import { StepArticle } from "./step-article.tsx";
import { StepPath } from "./step-path.tsx";
import { useStartedStep } from "./use-started-step.ts";

export function PacedStep({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const { session, progress, pace, you } = room;
  const steps = progress.get(you.id) ?? noSteps;
  const all = session.lesson?.subtasks ?? [];
  const { step: own, atGate, finished } = pacedPosition(room, you.id);
  const { shown, open, sending } = useOpenedStep(live, all, own);
  useStartedStep(live, room, shown?.id === own?.id && !atGate ? own : undefined);
  if (!shown) return null;

  const at = all.findIndex(({ id }) => id === shown.id);
  const gate = pace.gates.get(shown.id);
  const isDone = steps.get(shown.id)?.status === "completed";
  const isOwn = shown.id === own?.id;
  const before = all[at - 1];
  const next = gate ? undefined : all[at + 1];
  return (
    <>
      <main class="mx-auto flex w-full max-w-3xl flex-1 flex-col px-page pb-6">
        <StepPath
          all={all}
          steps={steps}
          shown={shown}
          current={null}
          onBefore={before && (() => open(before))}
          onAfter={next && (() => open(next))}
        />
        <div class="min-h-0" aria-live="polite">
          {gate && <GateNote gate={gate} isDone={isDone} />}
          {finished && isOwn && <FinishedNote />}
        </div>
        <StepArticle step={shown} participant={you.id} />
      </main>
      <footer class="bar [@media(max-height:28rem)]:static">
        {sending && <SendingMark sending={sending} />}
        <DoneBar
          live={live}
          room={room}
          step={shown}
          allDone={false}
          hasHint={false}
          fallback={sending ? undefined : feedbackSending(live)}
        />
        <Turn onBack={before && (() => open(before))} onNext={next && (() => open(next))} isNextPrimary={isDone} />
        <BottomRow live={live} room={room} stepId={shown.id} quiet />
      </footer>
    </>
  );
}

/** At a step with a closed gate: who is waited for, or that the class goes on together. */
function GateNote({ gate: { working, present }, isDone }: { gate: GateCount; isDone: boolean }) {
  const words = texts.value;
  return (
    <section class="unfold mt-4 rounded-box bg-base-100 p-4 ring-1 ring-base-300">
      {isDone ? (
        <>
          <h2 class="flex items-center gap-2 text-xl font-bold">
            <Icon name="pause" />
            {words.waiting}
          </h2>
          <p class="text-lg font-semibold tabular-nums">{words.stillWorking(working, present)}</p>
          <p class="text-base text-quiet">{words.waitingHint}</p>
        </>
      ) : (
        <p class="text-base">{words.gateHere}</p>
      )}
    </section>
  );
}

function FinishedNote() {
  const words = texts.value;
  return (
    <section class="unfold mt-4 rounded-box bg-done-soft p-4 text-done-ink">
      <h2 class="flex items-center gap-2 text-xl font-bold">
        <Icon name="check" />
        {words.finished}
      </h2>
      <p class="text-base">{words.finishedHint}</p>
    </section>
  );
}

interface TurnProps {
  onBack: (() => void) | undefined;
  onNext: (() => void) | undefined;
  isNextPrimary: boolean;
}

/** Back and Next, always in the same place. */
function Turn({ onBack, onNext, isNextPrimary }: TurnProps) {
  const words = texts.value;
  return (
    <div class="flex gap-2">
      <button type="button" class="btn btn-lg flex-1" disabled={!onBack} onClick={onBack}>
        <Icon name="left" />
        {words.back}
      </button>
      <button
        type="button"
        class={`btn btn-lg flex-[2] ${isNextPrimary && onNext ? "btn-primary" : ""}`}
        disabled={!onNext}
        onClick={onNext}
      >
        {words.next}
        <Icon name="right" />
      </button>
    </div>
  );
}

/** The step that a command opens. */
const idOf = (entry: Sending) => (entry.name === "step.open" ? entry.input.subtask_id : undefined);

/**
 * The step on the screen: the one that the student has just opened, at once and without a network, until the server has
 * confirmed it or refused it; otherwise their position. `sending` is the command if it waits or was refused.
 */
function useOpenedStep(live: StudentLive, all: readonly Subtask[], own: Subtask | undefined) {
  const openedId = useSignal<number | undefined>(undefined);
  const last = live.state.value.outbox.findLast((entry) => entry.name === "step.open");
  const isRefused = last?.state === "refused" && idOf(last) === openedId.value;
  useEffect(() => {
    openedId.value = undefined;
  }, [own?.id, isRefused]);
  return {
    shown: all.find(({ id }) => id === openedId.value) ?? own,
    sending: last?.state === "waiting" || last?.state === "refused" ? last : undefined,
    open(step: Subtask) {
      openedId.value = step.id;
      live.ask("step.open", { subtask_id: step.id });
    },
  };
}
