/** Where a student is in the lesson: one rule, for their own page and for the teacher's board. */
import type { Lesson, Subtask } from "../domain/session.ts";
import type { Steps } from "./fold/progress.ts";

export interface LessonPosition {
  /** The step they are on; `undefined` before the class has begun, or without a lesson. */
  readonly step: Subtask | undefined;
  readonly done: boolean;
  /** How many steps the class is ahead of them; 0 where they keep up. */
  readonly behind: number;
  /** Since when, ISO 8601, where they said something of this step. */
  readonly since: string | undefined;
}

/**
 * A step that was begun and is not done stays theirs, wherever the class is. Else they are where the class is.
 * `current` is the class's step.
 */
export function lessonPositionOf(lesson: Lesson | null, current: Subtask | null, steps: Steps): LessonPosition {
  const all = lesson?.subtasks ?? [];
  const open = lastSaid(all, steps);
  const step = open ?? current ?? undefined;
  const said = step && steps.get(step.id);
  const behind = step && current && said?.status !== "completed" ? current.order_index - step.order_index : 0;
  return { step, done: said?.status === "completed", behind: Math.max(0, behind), since: said?.at };
}

/** The step they spoke of last, where that one is not done. */
function lastSaid(all: readonly Subtask[], steps: Steps): Subtask | undefined {
  let last: Subtask | undefined;
  let at = "";
  for (const step of all) {
    const said = steps.get(step.id);
    if (said && said.at >= at) [last, at] = [step, said.at];
  }
  return last && steps.get(last.id)?.status !== "completed" ? last : undefined;
}

/** How many of the lesson's steps they have done. */
export const doneCount = (lesson: Lesson | null, steps: Steps): number =>
  lesson?.subtasks.filter(({ id }) => steps.get(id)?.status === "completed").length ?? 0;
