/**
 * Quizzes in Moodle's GIFT format (https://docs.moodle.org/en/GIFT_format): multiple choice, true or false, numbers and
 * short answers. Short answers and essays become questions that are answered with words. Feedback, partial credit and
 * categories are left out, because a poll has none.
 */
import { createCollector, type QuizNote, type QuizProblem, type QuizQuestion, type ReadQuiz } from "./quiz.ts";

/** Characters that have a meaning in GIFT; a backslash before them takes it away. */
const specialCharacters = /[~=#{}:\\]/g;

/** Reads a quiz from GIFT. */
export function fromGift(text: string): ReadQuiz {
  const { add, result } = createCollector();
  let title: string | null = null;
  let lines: string[] = [];
  let first = 1;
  const all = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  for (const [n, line] of [...all, ""].entries()) {
    if (/^\s*\/\//.test(line)) continue;
    const category = /^\s*\$CATEGORY:\s*(.*)$/.exec(line);
    if (category) {
      title ??= category[1]?.split("/").at(-1)?.trim() || null;
      continue;
    }
    if (line.trim() !== "") {
      if (lines.length === 0) first = n + 1;
      lines.push(line);
      continue;
    }
    if (lines.length > 0) {
      const question = toQuestion(lines.join("\n"));
      add(first, question, notesOf(lines.join("\n"), question));
    }
    lines = [];
  }
  return result(title);
}

/** What is left out of a question. */
function notesOf(source: string, question: QuizQuestion | QuizProblem): QuizNote[] {
  if (typeof question === "string") return [];
  const answers = source.slice(indexOf(source, "{"));
  const weights = Array.from(answers.matchAll(/[~=]%(-?[\d.]+)%/g), ([, weight]) => Number(weight));
  const right = question.options.filter(({ correct }) => correct).length;
  // Several right options share the credit; wrong ones cost it, which no vote with them does here.
  const isPartial = weights.some((weight) => weight > 0 && Math.abs(weight - 100 / Math.max(1, right)) > 0.01);
  const inside = question.kind === "number" ? answers.replace(/^\{\s*#/, "") : answers;
  return [
    ...(question.kind === "words" && indexOf(answers, "=") > 0 ? (["right_answers"] as const) : []),
    ...(isPartial ? (["partial_credit"] as const) : []),
    ...(indexOf(inside, "#") > 0 ? (["feedback"] as const) : []),
  ];
}

/** Where `mark` is in `text` without a backslash before it, from `start`; -1 if nowhere. */
function indexOf(text: string, mark: string, start = 0): number {
  for (let n = start; n < text.length; n += 1) {
    if (text[n] === "\\") n += 1;
    else if (text.startsWith(mark, n)) return n;
  }
  return -1;
}

/** Takes the backslashes away. `\n` is a line break. */
const withoutEscapes = (text: string): string =>
  text.replace(/\\(.)/gs, (_, letter: string) => (letter === "n" ? "\n" : letter)).trim();

function toQuestion(source: string): QuizQuestion | QuizProblem {
  let text = source.trim();
  if (text.startsWith("::")) {
    const end = indexOf(text, "::", 2);
    if (end > 0) text = text.slice(end + 2).trim();
  }
  const format = /^\[(html|moodle|plain|markdown)\]/.exec(text)?.[0] ?? "";
  text = text.slice(format.length);
  const open = indexOf(text, "{");
  const close = open < 0 ? -1 : indexOf(text, "}", open);
  if (open < 0) return "unknown_kind";
  if (close < 0) return "incomplete";
  const after = text.slice(close + 1).trim();
  // With text after the answers, they belong in a gap.
  const whole = after === "" ? text.slice(0, open) : `${text.slice(0, open).trim()} _____ ${after}`;
  const question = format === "[html]" ? withoutTags(withoutEscapes(whole)) : withoutEscapes(whole);
  return withAnswers(question, text.slice(open + 1, close).trim());
}

/** The text of HTML, with its line breaks. It is shown as text, so that what is left of a tag does no harm. */
const withoutTags = (html: string): string =>
  html
    .replace(/<br\s*\/?>|<\/p>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();

function withAnswers(question: string, answers: string): QuizQuestion | QuizProblem {
  const words: QuizQuestion = { kind: "words", question, options: [], answer: null, seconds: null };
  if (answers === "") return words;
  if (answers.startsWith("#")) return withNumber(words, answers.slice(1));
  const truth = /^(T|F|TRUE|FALSE)\s*(#.*)?$/is.exec(answers)?.[1]?.toUpperCase();
  if (truth) {
    const options = ["True", "False"].map((text) => ({ text, correct: text[0] === truth[0] }));
    return { ...words, kind: "choice", options };
  }
  const parts = partsOf(answers);
  if (parts.some(({ text }) => text.includes("->"))) return "unknown_kind";
  // Only right answers: a short answer, which is written.
  if (parts.every(({ mark }) => mark === "=")) return words;
  const hasRight = parts.some(({ mark }) => mark === "=");
  const options = parts.map(({ mark, text }) => {
    const weight = Number(/^%(-?[\d.]+)%/.exec(text)?.[1] ?? 0);
    // With a right answer, the others have partial credit at most.
    const correct = hasRight ? mark === "=" : weight > 0;
    return { text: withoutEscapes(text.replace(/^%-?[\d.]+%/, "")), correct };
  });
  return { ...words, kind: "choice", options };
}

/** `value:tolerance`, `min..max`, or several of them, of which the first with full credit counts. */
function withNumber(question: QuizQuestion, answers: string): QuizQuestion | QuizProblem {
  const [first = ""] = partsOf(answers.trim().startsWith("=") ? answers : `=${answers}`).map(({ text }) => text);
  const text = withoutEscapes(first.replace(/^%[\d.]+%/, ""));
  const range = /^(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)$/.exec(text);
  const [value, tolerance] = range
    ? [(Number(range[1]) + Number(range[2])) / 2, (Number(range[2]) - Number(range[1])) / 2]
    : text.split(":").map(Number);
  if (value === undefined || !Number.isFinite(value) || !Number.isFinite(tolerance ?? 0)) return "not_a_number";
  return { ...question, kind: "number", answer: { value, tolerance: Math.abs(tolerance ?? 0) } };
}

/** Divides answers at `=` and `~`, and leaves out the feedback after `#`. */
function partsOf(answers: string): { mark: "=" | "~"; text: string }[] {
  const parts: { mark: "=" | "~"; text: string }[] = [];
  for (let n = 0; n < answers.length; ) {
    const mark = answers[n] === "~" ? "~" : "=";
    const start = answers[n] === "~" || answers[n] === "=" ? n + 1 : n;
    const ends = ["~", "="].map((next) => indexOf(answers, next, start)).filter((end) => end >= 0);
    const end = Math.min(answers.length, ...ends);
    const part = answers.slice(start, end);
    const feedback = indexOf(part, "#");
    const text = (feedback < 0 ? part : part.slice(0, feedback)).trim();
    if (text !== "") parts.push({ mark, text });
    n = end;
  }
  return parts;
}

const escaped = (text: string): string => text.replace(specialCharacters, "\\$&").replaceAll("\n", "\\n");

/** Writes a quiz as GIFT. A time limit is left out, because GIFT has none. */
export function toGift(title: string, questions: readonly QuizQuestion[]): string {
  const blocks = questions.map(({ question, options, answer }, n) => {
    const right = options.filter(({ correct }) => correct).length;
    const weight = (correct: boolean) =>
      right > 1 ? `~%${correct ? Math.round(1e7 / right) / 1e5 : -100}%` : correct ? "=" : "~";
    const lines = options.map(({ text, correct }) => `  ${weight(correct)}${escaped(text)}`);
    const number = answer ? `#${answer.value}:${answer.tolerance}` : "";
    const inside = options.length > 0 ? `\n${lines.join("\n")}\n` : number;
    return `::${n + 1}:: ${escaped(question)} {${inside}}`;
  });
  return `${[`// ${title.replaceAll("\n", " ")}`, ...blocks].join("\n\n")}\n`;
}
