/**
 * The text of a step, as everybody sees it: on the phone, the projector, the teacher's pages, in the preview and on paper.
 * Plain text is shown at once. The renderer of Markdown is loaded when a step needs it.
 */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { hasMarkup } from "../../domain/markup.ts";
import type { LessonStep } from "../../domain/session.ts";
import { LinkedText } from "../ui/linked-text.tsx";
import { usePreload } from "../ui/preload.ts";
import { preloadHighlighter } from "./highlight.ts";
import type { Ticks } from "./ticks.ts";

type Renderer = typeof import("./markdown-text.tsx");
const renderer = signal<Renderer | undefined>(undefined);
let isLoading = false;

/** Loads the renderer. Until it is there, and if that fails, the pages show the text without markup. */
function loadRenderer(): void {
  if (isLoading) return;
  isLoading = true;
  import("./markdown-text.tsx").then(
    (module) => {
      renderer.value = module;
    },
    () => {},
  );
}

type Step = Pick<LessonStep, "content" | "guide_text">;
const isRich = ({ content }: Step): boolean => content != null && hasMarkup(content);

/** The fence of a block of code in a language. */
const codeFence = /^ {0,3}(?:```|~~~) *\w/m;

/** Loads the renderer before a step is shown if one of `steps` needs it, and later what highlights its code. */
export function usePreparedRenderer(steps: readonly Step[] | undefined, people = 1): void {
  const needed = steps?.some(isRich) === true;
  useEffect(() => {
    if (needed) loadRenderer();
  }, [needed]);
  const probable = steps?.some(({ content }) => content != null && codeFence.test(content)) === true;
  usePreload(preloadHighlighter, { probable, needed: false, people });
}

interface StepTextProps {
  readonly step: Step;
  /** The ticks of the student's task list; without them, it cannot be ticked. */
  readonly ticks?: Ticks | undefined;
  /** Type size and width; the size of everything inside follows it. */
  readonly class?: string;
}

export function StepText({ step, ticks, class: look = "" }: StepTextProps) {
  usePreparedRenderer([step]);
  const text = step.content ?? step.guide_text;
  if (!text) return null;
  if (!isRich(step)) {
    return (
      <p class={`step-text whitespace-pre-line ${look}`}>
        <LinkedText>{text}</LinkedText>
      </p>
    );
  }
  if (!renderer.value) return <p class={`step-text late whitespace-pre-line ${look}`}>{step.guide_text ?? text}</p>;
  const { MarkdownText } = renderer.value;
  return <MarkdownText source={text} ticks={ticks} look={look} />;
}
