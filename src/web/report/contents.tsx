/** The report's part with the text of every step, as the students saw it. */
import type { LessonStep } from "../../domain/session.ts";
import { StepText } from "../step-text/step-text.tsx";
import { Part } from "./part.tsx";
import { texts } from "./texts.ts";

export function Contents({ steps }: { steps: readonly LessonStep[] }) {
  const written = steps.filter(({ content, guide_text }) => content || guide_text);
  if (written.length === 0) return null;
  return (
    <Part title={texts.value.contents}>
      <ol class="flex flex-col gap-5">
        {written.map((step) => (
          <li key={step.id} class="flex flex-col gap-1.5">
            <p class="text-lg font-semibold">
              <span class="tabular-nums">{step.order_index}.</span> {step.title}
            </p>
            <StepText step={step} class="max-w-prose text-base" />
          </li>
        ))}
      </ol>
    </Part>
  );
}
