/** A lesson as it is being written: a list of steps and what can be done with it. Pure. */
import type { Lesson, LessonInput } from "../../domain/session.ts";

export interface DraftStep {
  /** Tells steps apart while they have no id. */
  readonly key: number;
  readonly id: number | undefined;
  readonly title: string;
  readonly guide: string;
  /** What this editor does not show, and must not lose. */
  readonly rest: { readonly target_action: string | null; readonly voice_guide_text: string | null };
}

export interface Draft {
  readonly title: string;
  readonly steps: readonly DraftStep[];
}

let keys = 0;
const nothing = { target_action: null, voice_guide_text: null };

/** A step that is not saved yet. */
export const newStep = (title = "", guide = ""): DraftStep => ({
  key: ++keys,
  id: undefined,
  title,
  guide,
  rest: nothing,
});

export const emptyDraft = (): Draft => ({ title: "", steps: [newStep()] });

export const toDraft = ({ title, subtasks }: Lesson): Draft => ({
  title,
  steps: subtasks.map(({ id, title, guide_text, target_action, voice_guide_text }) => ({
    key: ++keys,
    id,
    title,
    guide: guide_text ?? "",
    rest: { target_action, voice_guide_text },
  })),
});

/** What is sent: steps without a word in them are left out. */
export const toLesson = ({ title, steps }: Draft): LessonInput => ({
  title: title.trim(),
  subtasks: steps
    .filter((step) => step.title.trim() || step.guide.trim())
    .map(({ id, title, guide, rest }) => ({ ...(id && { id }), title: title.trim(), guide_text: guide, ...rest })),
});

/** Takes over the ids that saving gave to new steps. `saved` is what was sent, `lesson` what came back. */
export function withIds(draft: Draft, saved: Draft, lesson: Lesson): Draft {
  const sent = saved.steps.filter((step) => step.title.trim() || step.guide.trim());
  const ids = new Map(sent.map(({ key }, at) => [key, lesson.subtasks[at]?.id]));
  return { ...draft, steps: draft.steps.map((step) => ({ ...step, id: ids.get(step.key) ?? step.id })) };
}

export const changeStep = (draft: Draft, key: number, to: Partial<Pick<DraftStep, "title" | "guide">>): Draft => ({
  ...draft,
  steps: draft.steps.map((step) => (step.key === key ? { ...step, ...to } : step)),
});

/** Puts `steps` after the one at `at`; -1 is before all. */
export const insertAfter = (draft: Draft, at: number, steps: readonly DraftStep[]): Draft => ({
  ...draft,
  steps: draft.steps.toSpliced(at + 1, 0, ...steps),
});

export const removeStep = (draft: Draft, key: number): Draft => ({
  ...draft,
  steps: draft.steps.filter((step) => step.key !== key),
});

/** Moves the step at `from` so that it stands at `to`. */
export function moveStep(draft: Draft, from: number, to: number): Draft {
  const step = draft.steps[from];
  if (!step || to < 0 || to >= draft.steps.length) return draft;
  return { ...draft, steps: draft.steps.toSpliced(from, 1).toSpliced(to, 0, step) };
}

/** What precedes a step in a list and is not part of it: a bullet, a number, a box to tick. */
const listMarker = /^(?:[-*+•·▪◦‣]\s+|\(?\d{1,3}[.)]\s+|\d{1,3}단계[:.]?\s+)?(?:\[[ xX]?\]\s+)?/;

/** Limits of a lesson's texts (`LessonInput`). */
const maxLength = { title: 200, guide: 4000 };

/**
 * The steps of a pasted list, as `lectern import lesson` reads it: a line each, without numbers, bullets and boxes;
 * indented lines are the guide text of the step above. One line alone is no list.
 */
export function stepsOf(pasted: string): { readonly title: string; readonly guide: string }[] {
  const lines = pasted.split(/\r?\n/).filter((line) => line.trim());
  if (lines.length < 2) return [];
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  const steps: { title: string; guide: string }[] = [];
  for (const line of lines.map((line) => line.slice(margin))) {
    const step = steps.at(-1);
    if (step && /^(?: {2,}|\t)/.test(line)) {
      step.guide = `${step.guide}${step.guide && "\n"}${line.trim()}`.slice(0, maxLength.guide);
    } else steps.push({ title: line.trim().replace(listMarker, "").slice(0, maxLength.title), guide: "" });
  }
  return steps;
}
