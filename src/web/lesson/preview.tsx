/** A preview of the current step as a student sees it on a phone. */
import { StepText } from "../step-text/step-text.tsx";
import { texts as studentTexts } from "../student/texts.ts";
import { Icon } from "../ui/icon.tsx";
import { common } from "../ui/texts.ts";
import type { Draft } from "./draft.ts";
import { texts } from "./texts.ts";

export function Preview({ draft, at }: { draft: Draft; at: number }) {
  const words = texts.value;
  const written = draft.steps.filter(({ title, guide }) => title.trim() || guide.trim());
  const step = draft.steps[at] ?? draft.steps[0];
  const n = step ? Math.max(1, written.indexOf(step) + 1) : 1;
  return (
    <aside class="flex flex-col gap-2 lg:sticky lg:top-4 lg:self-start" aria-labelledby="preview">
      <h2 id="preview" class="label-text">
        {words.preview}
      </h2>
      <div class="m-2 flex h-[38rem] flex-col overflow-hidden rounded-[2rem] bg-base-200 p-5 ring-8 ring-base-300">
        <p class="truncate font-semibold text-quiet">{draft.title || words.newTitle}</p>
        <p class="mt-2 text-center font-bold">{common.value.stepOf(n, Math.max(1, written.length))}</p>
        <div class="mt-2 flex gap-1" aria-hidden="true">
          {written.map(({ key }) => (
            <span
              key={key}
              class={`h-1.5 flex-1 rounded-full ${key === step?.key ? "bg-base-content" : "bg-base-300"}`}
            />
          ))}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section class="mt-6 mb-4 flex-1 overflow-auto" tabIndex={0} aria-label={words.preview}>
          <p class="text-3xl leading-tight font-extrabold tracking-tight">{step?.title || words.noTitle}</p>
          {step && (
            <StepText
              step={step.isMarkdown ? { content: step.guide, guide_text: null } : { guide_text: step.guide }}
              class="mt-4 text-lg"
            />
          )}
        </section>
        <div class="flex flex-col gap-2" aria-hidden="true">
          <span class="btn btn-primary btn-lg pointer-events-none">
            <Icon name="check" />
            {studentTexts.value.done}
          </span>
          <span class="btn btn-help pointer-events-none">
            <Icon name="hand" />
            {studentTexts.value.stuck}
          </span>
        </div>
      </div>
    </aside>
  );
}
