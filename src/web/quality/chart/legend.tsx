/** Explains the marks that are visible on the charts. */
import { texts as qualityTexts } from "../texts.ts";
import type { Mark } from "./model.ts";
import { texts } from "./texts.ts";

/** Renders nothing if there is nothing to explain. */
export function Legend({ marks, excluded, base }: { marks: readonly Mark[]; excluded: boolean; base: boolean }) {
  const words = qualityTexts.value;
  const rules = [...new Set(marks.flatMap(({ rules }) => rules))].sort((a, b) => a - b).filter((rule) => rule !== 1);
  const beyond = marks.some(({ kind }) => kind === "limit");
  const former = marks.some(({ kind }) => kind === "former");
  if (!beyond && !former && !excluded && !base && rules.length === 0) return null;
  return (
    <ul class="flex flex-wrap gap-x-6 gap-y-1 text-base">
      {beyond && (
        <li class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <path d="M10 1l9 9-9 9-9-9z" class="fill-error" />
          </svg>
          {words.rules[1][1]}
        </li>
      )}
      {former && (
        <li class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <path d="M10 2.5l7.5 7.5-7.5 7.5L2.5 10z" class="fill-base-100 stroke-error" stroke-width="3" />
          </svg>
          {words.formerLimit[1]}
        </li>
      )}
      {rules.map((rule) => (
        <li key={rule} class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <rect x="2" y="2" width="16" height="16" class="fill-behind" />
          </svg>
          {words.rules[rule][1]}
        </li>
      ))}
      {excluded && (
        <li class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <circle cx="10" cy="10" r="7" class="fill-base-100 stroke-quiet" stroke-width="3" />
          </svg>
          {texts.value.excludedHint}
        </li>
      )}
      {base && (
        <li class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <rect y="7" width="20" height="6" class="fill-info" />
          </svg>
          {texts.value.baseHint}
        </li>
      )}
    </ul>
  );
}
