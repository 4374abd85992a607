/**
 * A lesson as a Markdown file: `# title`, `## step`, labelled lines below it, and its text. docs/LESSONS.md describes it.
 * What is written reads back as the same lesson, whatever its texts are.
 */
import type { PreparedLesson } from "../lesson.ts";
import { hasMarkup } from "../markup.ts";
import { areSamePolls } from "../quiz/poll-text.ts";
import type { Lesson, LessonInput } from "../session.ts";
import { createFenceTracker } from "./fences.ts";
import { lessonFromLines } from "./lines.ts";
import { fenced, pollBlock, splitPolls } from "./poll-blocks.ts";

type StepInput = LessonInput["subtasks"][number];
/** What a file has of a lesson: a guide text is written if the step has no content that it is derived from. */
type LessonTexts = Pick<Lesson, "title"> & {
  readonly subtasks: readonly Omit<PreparedLesson["subtasks"][number], "id" | "order_index">[];
};
type StepTexts = LessonTexts["subtasks"][number];

const labels = { action: "Target action", voice: "Voice text", text: "Text" } as const;
const stepHeading = /^##(?:[ \t]+(.*))?$/;
/** A line that would be read as a heading of a step, or that has been moved by a space so that it is not. */
const likeStepHeading = /^ *##(?:[ \t]|$)/;

/** Line breaks in a title or a voice text, which have one line each. */
const toLine = (text: string): string => text.replaceAll("&#", "&#38;#").replaceAll("\n", "&#10;");
const fromLine = (text: string): string => text.trim().replaceAll("&#10;", "\n").replaceAll("&#38;", "&");

export function lessonToMarkdown({ title, subtasks }: LessonTexts): string {
  return [`# ${toLine(title)}`, ...subtasks.map(stepToMarkdown)].join("\n\n").concat("\n");
}

/** Writes a step as plainly as it reads back as the same. */
function stepToMarkdown(step: StepTexts): string {
  const text = step.content ?? step.guide_text ?? "";
  const kind = step.content === undefined ? "plain" : "Markdown";
  const forms = [
    withLabels(step, [], escaped(text)),
    withLabels(step, [`${labels.text}: ${kind}`], escaped(text)),
    withLabels(step, [`${labels.text}: quoted ${kind}`], fenced(text)),
  ];
  return forms.find((form) => isSame(form, step)) ?? forms.at(-1) ?? "";
}

/** Whether a written step, between others, is read as `step`. */
function isSame(form: string, step: StepTexts): boolean {
  const { subtasks } = lessonFromSections(`# x\n\n${form}\n\n## next\n`, "x");
  const { title, target_action, voice_guide_text, content, guide_text, polls = [] } = subtasks[0] ?? { title: "" };
  return (
    subtasks.length === 2 &&
    title === step.title &&
    (target_action ?? null) === step.target_action &&
    (voice_guide_text ?? null) === step.voice_guide_text &&
    (content ?? undefined) === step.content &&
    (step.content !== undefined || (guide_text ?? null) === step.guide_text) &&
    areSamePolls(polls, step.polls ?? [])
  );
}

function withLabels(step: StepTexts, more: string[], text: string): string {
  const { title, target_action, voice_guide_text, polls = [] } = step;
  const lines = [
    `## ${toLine(title)}`,
    ...(target_action === null ? [] : [`${labels.action}: ${toLine(target_action)}`]),
    ...(voice_guide_text === null ? [] : [`${labels.voice}: ${toLine(voice_guide_text)}`]),
    ...(text === "" ? [] : more),
  ];
  return [lines.join("\n"), ...(text === "" ? [] : [text]), ...polls.map(pollBlock)].join("\n\n");
}

/** A heading of the second level stays one with a space before it. */
const escaped = (text: string): string => changeHeadings(text, (line) => ` ${line}`);
const unescaped = (text: string): string => changeHeadings(text, (line) => line.replace(/^ /, ""));

function changeHeadings(text: string, change: (line: string) => string): string {
  const isCode = createFenceTracker();
  const lines = text.split("\n").map((line) => (!isCode(line) && likeStepHeading.test(line) ? change(line) : line));
  return lines.join("\n");
}

/** Parses a lesson from Markdown or from a list of steps. `name` is its title if the text has none. */
export function lessonFromText(source: string, name: string): LessonInput {
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const isCode = createFenceTracker();
  const hasSteps = text.split("\n").some((line) => !isCode(line) && stepHeading.test(line));
  return hasSteps ? lessonFromSections(text, name) : lessonFromLines(text, name);
}

interface Section {
  /** Undefined for what is above the first step. */
  readonly heading: string | undefined;
  readonly lines: string[];
}

function lessonFromSections(text: string, name: string): LessonInput {
  const isCode = createFenceTracker();
  const sections: Section[] = [{ heading: undefined, lines: [] }];
  for (const line of text.split("\n")) {
    const heading = isCode(line) ? undefined : stepHeading.exec(line);
    if (heading) sections.push({ heading: heading[1] ?? "", lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  const [above, ...steps] = sections;
  const first = above?.lines.findIndex((line) => line.trim() !== "") ?? -1;
  const named = /^#[ \t]+(.*)$/.exec(above?.lines[first] ?? "")?.[1];
  const title = named === undefined ? name : fromLine(named);
  const rest = above?.lines.slice(named === undefined ? 0 : first + 1) ?? [];
  // Text above the first step heading becomes a separate step.
  const before = rest.some((line) => line.trim() !== "") ? [{ heading: toLine(title), lines: ["", ...rest] }] : [];
  return { title, subtasks: [...before, ...steps].map(stepOf) };
}

function stepOf({ heading = "", lines }: Section): StepInput {
  const labelled = new Map<string, string>();
  let n = 0;
  for (; n < lines.length; n += 1) {
    const [, label = "", value = ""] = /^([A-Z][a-z ]+): (.*)$/.exec(lines[n] ?? "") ?? [];
    if (!Object.values<string>(labels).includes(label)) break;
    labelled.set(label, fromLine(value));
  }
  const kind = labelled.get(labels.text) ?? "";
  const { text: rest, polls } = splitPolls(lines.slice(n));
  const text = /^quoted /.test(kind) ? insideFence(rest) : unescaped(rest.join("\n")).trim();
  const isContent = text !== "" && (/Markdown$/.test(kind) || (!/plain$/.test(kind) && hasMarkup(text)));
  return {
    title: fromLine(heading),
    ...(labelled.has(labels.action) && { target_action: labelled.get(labels.action) }),
    ...(labelled.has(labels.voice) && { voice_guide_text: labelled.get(labels.voice) }),
    ...(isContent ? { content: text } : { guide_text: text || null }),
    ...(polls.length > 0 && { polls }),
  };
}

function insideFence(lines: readonly string[]): string {
  const start = lines.findIndex((line) => /^~{3,}$/.test(line));
  const end = lines.lastIndexOf(lines[start] ?? "");
  return lines.slice(start + 1, end).join("\n");
}
