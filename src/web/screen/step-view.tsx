/** The step that the class is on, and how many have done it. */
import { StepText } from "../step-text/step-text.tsx";
import { common } from "../ui/texts.ts";
import { Fit } from "./fit.tsx";
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";

export function StepView({ shown: { steps } }: { shown: Shown }) {
  if (!steps?.step) return null;
  const { step, done, of } = steps;
  const hasText = Boolean(step.content ?? step.guide_text);
  return (
    <article class="flex h-full flex-col gap-[0.8rem]">
      <header>
        <p class="text-[1.2rem] font-semibold text-quiet">{common.value.stepOf(step.order_index, steps.steps)}</p>
        <h1
          class={`pb-[0.1em] leading-tight font-extrabold tracking-tight ${hasText ? "line-clamp-3 text-[2.4rem]" : "line-clamp-4 text-[4rem]"}`}
        >
          {step.title}
        </h1>
      </header>
      <Fit of={step.id}>
        <StepText step={step} class="max-w-none" />
      </Fit>
      <div class="flex items-center gap-[1rem]">
        <div class="h-[1rem] flex-1 overflow-hidden rounded-full bg-base-300" aria-hidden="true">
          <div class="projector-bar h-full bg-primary" style={{ width: `${of === 0 ? 0 : (100 * done) / of}%` }} />
        </div>
        <p class="text-[1.5rem] font-extrabold tabular-nums">{texts.value.doneOf(done, of)}</p>
      </div>
    </article>
  );
}
