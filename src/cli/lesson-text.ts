/** A lesson written down as text: `# title`, then a step a line. */
import type { LessonInput } from "../domain/session.ts";

/** The marker before a step in a list, which is not part of its title: a bullet, a check box, a number. */
const mark = /^(?:[-*+•]\s+(?:\[[ xX]\]\s+)?|\(?\d{1,3}[.)]\s+)/;

/**
 * Reads a lesson from text or Markdown. The first line that begins with `#` is the title, else it is `name`. Every
 * further line is a step; lines that are indented under one are its guide text.
 */
export function lessonFromText(text: string, name: string): LessonInput {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const headed = lines[0]?.startsWith("#") === true;
  const title = headed ? (lines[0] ?? "").replace(/^#+\s*/, "").trim() : name;
  const steps: { title: string; guide: string[] }[] = [];
  for (const line of lines.slice(headed ? 1 : 0)) {
    const step = steps.at(-1);
    if (step && /^(?: {2,}|\t)/.test(line)) step.guide.push(line.trim());
    else
      steps.push({
        title: line
          .trim()
          .replace(/^#+\s*/, "")
          .replace(mark, ""),
        guide: [],
      });
  }
  return { title, subtasks: steps.map(({ title, guide }) => ({ title, guide_text: guide.join("\n") || null })) };
}
