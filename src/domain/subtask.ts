/** How other places refer to a step of a lesson. Without a schema, for the pages. */
import type { LessonStep, Subtask } from "./session.ts";

/** The step without its content. */
export function toSubtask({ content: _, ...subtask }: LessonStep): Subtask {
  return subtask;
}
