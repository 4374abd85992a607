/** Derives the guide texts of a lesson's steps from their contents. */
import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { plainText } from "../domain/markdown.ts";
import { fitsLesson, type LessonInput, lessonTooLong } from "../domain/session.ts";

type LessonData = z.output<typeof LessonInput>;

/** The lesson with the text of each content as its step's guide text. Throws `does_not_fit` if it is then too long. */
export async function withGuideTexts(lesson: LessonData): Promise<LessonData> {
  const subtasks = [];
  for (const step of lesson.subtasks) {
    if (step.content) {
      // Parsing takes up to 100 ms for a text made to be slow: others get their turn in between.
      await Bun.sleep(0);
      subtasks.push({ ...step, guide_text: plainText(step.content) || null });
    } else subtasks.push(step);
  }
  const whole = { ...lesson, subtasks };
  if (!fitsLesson(whole)) throw new Fault("does_not_fit", lessonTooLong);
  return whole;
}
