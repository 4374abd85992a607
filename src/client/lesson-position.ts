/** Computes where a student is in the lesson, for the student's page and the teacher's board alike. */
import type { Lesson, LessonStep, Subtask } from "../domain/session.ts";
import type { Steps } from "./fold/progress.ts";

export interface LessonPosition {
  /** The step they are on; `undefined` before the class has begun, or without a lesson. */
  readonly step: LessonStep | undefined;
  readonly done: boolean;
  /** How many steps the class is ahead of them; 0 if they keep up. */
  readonly behind: number;
  /** When they last reported on this step (ISO 8601), if they did. */
  readonly since: string | undefined;
}

/**
 * Computes a student's position: the step they last reported on if it is not completed, otherwise `current`, the
 * class's step. The step is the lesson's, because only that one has the content.
 */
export function lessonPositionOf(lesson: Lesson | null, current: Subtask | null, steps: Steps): LessonPosition {
  const all = lesson?.subtasks ?? [];
  const open = lastReported(all, steps);
  const step = open ?? all.find(({ id }) => id === current?.id) ?? current ?? undefined;
  const report = step && steps.get(step.id);
  const behind = step && current && report?.status !== "completed" ? current.order_index - step.order_index : 0;
  return { step, done: report?.status === "completed", behind: Math.max(0, behind), since: report?.at };
}

/** The step of their last report, if it is not completed. */
function lastReported(all: readonly Subtask[], steps: Steps): Subtask | undefined {
  let last: Subtask | undefined;
  let at = "";
  for (const step of all) {
    const report = steps.get(step.id);
    if (report && report.at >= at) [last, at] = [step, report.at];
  }
  return last && steps.get(last.id)?.status !== "completed" ? last : undefined;
}

interface SkippedOptions {
  readonly position: LessonPosition;
  readonly steps: Steps;
  /** The ids of the steps that the class has been on. */
  readonly taught: ReadonlySet<number>;
}

/**
 * Finds the first step that a student missed while catching up: the class was on it, and the student reported an
 * earlier step but not this one. Steps before the student joined, and steps that the teacher left out, are not skipped.
 */
export function skippedStepOf(lesson: Lesson | null, { position, steps, taught }: SkippedOptions): Subtask | undefined {
  const all = lesson?.subtasks ?? [];
  const first = all.findIndex(({ id }) => steps.has(id));
  const own = all.findIndex(({ id }) => id === position.step?.id);
  return first < 0
    ? undefined
    : all.slice(first, Math.max(first, own)).find(({ id }) => !steps.has(id) && taught.has(id));
}

/** Returns how many of the lesson's steps they have completed. */
export const doneCount = (lesson: Lesson | null, steps: Steps): number =>
  lesson?.subtasks.filter(({ id }) => steps.get(id)?.status === "completed").length ?? 0;
