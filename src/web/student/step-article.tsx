/** A step as a student reads it: its title and its text, with the student's own ticks. */
import type { Subtask } from "../../domain/session.ts";
import { StepText } from "../step-text/step-text.tsx";
import { useTicks } from "../step-text/ticks.ts";

/** `participant`: the id of the student, whose ticks are kept in this browser. */
export function StepArticle({ step, participant }: { step: Subtask; participant: string }) {
  const ticks = useTicks(participant, step.id);
  return (
    <article class="mt-6 flex flex-col gap-5" aria-live="polite">
      <h1 class="text-step font-extrabold tracking-tight">{step.title}</h1>
      <StepText step={step} ticks={ticks} class="text-[1.1875rem]" />
    </article>
  );
}
