/** The time for each step of two classes as pairs of bars. The table below it has the same figures. */
import type { ComparedStep } from "../../client/comparison.ts";
import { formatMs } from "../report/time.ts";
import { texts } from "./texts.ts";

const looks = ["bg-primary", "bg-base-100 border-2 border-quiet"] as const;
/** How the two classes are called in the chart and in the tables. */
export const letters = ["A", "B"] as const;

export function StepChart({ steps, names }: { steps: readonly ComparedStep[]; names: readonly [string, string] }) {
  const words = texts.value;
  const max = Math.max(1, ...steps.flatMap(({ figures }) => figures.map((figure) => figure?.ms ?? 0)));
  return (
    <figure class="flex flex-col gap-3">
      <figcaption class="flex flex-wrap gap-x-6 gap-y-1 text-base">
        <span class="font-semibold">{words.timeByStep}</span>
        {names.map((name, n) => (
          <span key={letters[n]} class="flex items-center gap-2 text-quiet">
            <span class={`inline-block size-3.5 rounded-sm ${looks[n]}`} aria-hidden="true" />
            {letters[n]}: {name}
          </span>
        ))}
      </figcaption>
      <ol class="flex flex-col gap-3" aria-hidden="true">
        {steps.map(({ title, figures }, n) => (
          <li key={n} class="flex flex-col gap-1">
            <span class="line-clamp-1 font-medium">
              {n + 1}. {title}
            </span>
            {figures.map((figure, which) => (
              <span key={letters[which]} class="flex items-center gap-2">
                <span
                  class={`h-4 rounded-r-sm ${looks[which]}`}
                  style={{ width: `${((figure?.ms ?? 0) / max) * 75}%` }}
                />
                <span class="text-base text-quiet tabular-nums">{figure ? formatMs(figure.ms) : words.noFigure}</span>
              </span>
            ))}
          </li>
        ))}
      </ol>
    </figure>
  );
}
