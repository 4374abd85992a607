/** The draft of a lesson in the editor, and the changes that can be made to it. Pure. */
import type { PreparedLesson } from "../../domain/lesson.ts";
import { hasMarkup } from "../../domain/markup.ts";
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";
import type { LessonInput } from "../../domain/session.ts";

export interface DraftStep {
  /** Identifies a step in the editor, where a new one has no id. */
  readonly key: number;
  readonly id: number | undefined;
  readonly title: string;
  /** The text of the step. */
  readonly guide: string;
  /** Whether the text is Markdown. A guide text that an app has written is plain until it is changed here. */
  readonly isMarkdown: boolean;
  /** The polls that are prepared at it. */
  readonly polls: readonly PreparedPollInput[];
  /** Fields that this editor does not show and must preserve. */
  readonly rest: { readonly target_action: string | null; readonly voice_guide_text: string | null };
}

export interface Draft {
  readonly title: string;
  readonly steps: readonly DraftStep[];
}

let lastKey = 0;
const emptyRest = { target_action: null, voice_guide_text: null };

/** A new step, not yet saved. */
export const newStep = (title = "", guide = ""): DraftStep => ({
  key: ++lastKey,
  id: undefined,
  title,
  guide,
  isMarkdown: true,
  polls: [],
  rest: emptyRest,
});

/** Whether a step has anything to save. */
export const isWritten = ({ title, guide, polls }: DraftStep): boolean =>
  title.trim() !== "" || guide.trim() !== "" || polls.length > 0;

export const emptyDraft = (): Draft => ({ title: "", steps: [newStep()] });

export const toDraft = ({ title, subtasks }: PreparedLesson): Draft => ({
  title,
  steps: subtasks.map(({ id, title, target_action, voice_guide_text, polls = [], ...texts }) => ({
    key: ++lastKey,
    id,
    title,
    ...textOf(texts),
    polls,
    rest: { target_action, voice_guide_text },
  })),
});

/** The text of a step that is stored as content or, without markup, as guide text. */
export const textOf = ({
  content,
  guide_text,
}: {
  content?: string | null | undefined;
  guide_text?: string | null | undefined;
}) => ({
  guide: content ?? guide_text ?? "",
  isMarkdown: content != null || !hasMarkup(guide_text ?? ""),
});

/** What a step is sent with: a text without markup is its guide text. */
const toTexts = ({ guide, isMarkdown }: DraftStep) =>
  isMarkdown && hasMarkup(guide) ? { content: guide } : { guide_text: guide };

/** The request body for a draft; steps without text are left out. */
export const toLesson = ({ title, steps }: Draft): LessonInput => ({
  title: title.trim(),
  subtasks: steps.filter(isWritten).map((step) => ({
    ...(step.id && { id: step.id }),
    title: step.title.trim(),
    ...toTexts(step),
    ...step.rest,
    ...(step.polls.length > 0 && { polls: [...step.polls] }),
  })),
});

/** Adds the ids that the server gave to new steps. `saved` is the draft that was sent, `lesson` the response. */
export function withIds(draft: Draft, saved: Draft, lesson: PreparedLesson): Draft {
  const sent = saved.steps.filter(isWritten);
  const ids = new Map(sent.map(({ key }, at) => [key, lesson.subtasks[at]?.id]));
  return { ...draft, steps: draft.steps.map((step) => ({ ...step, id: ids.get(step.key) ?? step.id })) };
}

/** Removes the ids of steps that the saved lesson no longer has: they are saved as new steps. */
export function withKnownIds(draft: Draft, { subtasks }: PreparedLesson): Draft {
  const ids = new Set(subtasks.map(({ id }) => id));
  const steps = draft.steps.map((step) =>
    step.id === undefined || ids.has(step.id) ? step : { ...step, id: undefined },
  );
  return { ...draft, steps };
}

export const changeStep = (
  draft: Draft,
  key: number,
  to: Partial<Pick<DraftStep, "title" | "guide" | "polls">>,
): Draft => ({
  ...draft,
  steps: draft.steps.map((step) =>
    step.key === key ? { ...step, ...to, ...(to.guide !== undefined && { isMarkdown: true }) } : step,
  ),
});

/** Inserts `steps` after the step at index `at`; -1 inserts at the start. */
export const insertAfter = (draft: Draft, at: number, steps: readonly DraftStep[]): Draft => ({
  ...draft,
  steps: draft.steps.toSpliced(at + 1, 0, ...steps),
});

export const removeStep = (draft: Draft, key: number): Draft => ({
  ...draft,
  steps: draft.steps.filter((step) => step.key !== key),
});

/** Moves the step at index `from` to index `to`. */
export function moveStep(draft: Draft, from: number, to: number): Draft {
  const step = draft.steps[from];
  if (!step || to < 0 || to >= draft.steps.length) return draft;
  return { ...draft, steps: draft.steps.toSpliced(from, 1).toSpliced(to, 0, step) };
}

/** A bullet, number or checkbox in front of a list item. */
const listMarker = /^(?:[-*+•·▪◦‣]\s+|\(?\d{1,3}[.)]\s+|\d{1,3}단계[:.]?\s+)?(?:\[[ xX]?\]\s+)?/;

/** Limits of a lesson's texts (`LessonInput`). */
const maxLength = { title: 200, guide: 20_000 };
/** A box without a bullet. */
const bareBox = /^\[([ xX]?)\]\s+/;

/**
 * The steps of a pasted list, as `lectern import lesson` reads it: a line each, without numbers, bullets and boxes;
 * indented lines are the text of the step above, and boxes there are its tasks. A single line is not a list.
 */
export function stepsOf(pasted: string): { readonly title: string; readonly guide: string }[] {
  const lines = pasted.split(/\r?\n/).filter((line) => line.trim());
  if (lines.length < 2) return [];
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  const steps: { title: string; guide: string }[] = [];
  for (const line of lines.map((line) => line.slice(margin))) {
    const step = steps.at(-1);
    if (step && /^(?: {2,}|\t)/.test(line)) {
      step.guide = `${step.guide}${step.guide && "\n"}${toTextLine(line)}`.slice(0, maxLength.guide);
    } else steps.push({ title: line.trim().replace(listMarker, "").slice(0, maxLength.title), guide: "" });
  }
  return steps;
}

const toTextLine = (line: string): string => line.trim().replace(bareBox, (_, mark: string) => `- [${mark || " "}] `);
