/** A lesson as a list: `# title`, then one step per line. */
import type { LessonInput } from "../session.ts";

/** The marker before a step in a list, which is not part of its title: a bullet, a check box, a number. */
const listMarker = /^(?:[-*+•]\s+(?:\[[ xX]\]\s+)?|\(?\d{1,3}[.)]\s+)/;

/**
 * Parses a lesson from lines. If the first line starts with `#`, it is the title (default: `name`). Every other line is a
 * step; indented lines below a step are its guide text.
 */
export function lessonFromLines(text: string, name: string): LessonInput {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const hasTitle = lines[0]?.startsWith("#") === true;
  const title = hasTitle ? (lines[0] ?? "").replace(/^#+\s*/, "").trim() : name;
  const steps: { title: string; guide: string[] }[] = [];
  for (const line of lines.slice(hasTitle ? 1 : 0)) {
    const step = steps.at(-1);
    if (step && /^(?: {2,}|\t)/.test(line)) step.guide.push(line.trim());
    else
      steps.push({
        title: line
          .trim()
          .replace(/^#+\s*/, "")
          .replace(listMarker, ""),
        guide: [],
      });
  }
  return { title, subtasks: steps.map(({ title, guide }) => ({ title, guide_text: guide.join("\n") || null })) };
}
