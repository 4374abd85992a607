/** The contract of a sample lesson: its steps in Korean and English. */
import type { LessonInput } from "../domain/session.ts";

export type SampleLanguage = "ko" | "en";

/** A step: its title, what a student does in one or two words, its guide text with `code` in backticks, and Python code if it has some. */
export interface SampleStep {
  readonly title: string;
  readonly action: string;
  readonly guide: string;
  readonly code?: string;
}

/** A lesson to start from, in one language. */
export interface SampleLesson {
  readonly title: string;
  /** One sentence for the list of samples. */
  readonly about: string;
  readonly steps: readonly SampleStep[];
}

export type Sample = Readonly<Record<SampleLanguage, SampleLesson>>;

/** Returns the input that creates the lesson. `guide_text` has the text of `content` without markup. */
export const toLessonInput = ({ title, steps }: SampleLesson): LessonInput => ({
  title,
  subtasks: steps.map(({ title, action, guide, code }) => {
    const plain = guide.replaceAll("`", "");
    const hasContent = code !== undefined || plain !== guide;
    return {
      title,
      target_action: action,
      guide_text: code === undefined ? plain : `${plain}\n\n${code}`,
      ...(hasContent && { content: code === undefined ? guide : `${guide}\n\n\`\`\`python\n${code}\n\`\`\`` }),
    };
  }),
});
