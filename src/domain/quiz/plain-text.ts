/**
 * Quizzes as plain text, as one types them:
 *
 *     # Geography
 *
 *     What is the capital of Korea? (20 s)
 *     * Seoul
 *     - Busan
 *     - Daegu
 *
 *     7 x 8?
 *     = 56
 *
 *     One word about today?
 *
 * `*` marks a right option and `-` another one; `= 3.14 +- 0.01` is a number with its tolerance; a question without any of
 * them is answered with words. A blank line ends a question. `#` begins the title. A backslash before one of these marks, at
 * the start of a line, or after a time at the end of the question makes it a part of the question.
 */
import { toNumber } from "../typed-number.ts";
import { createCollector, type QuizQuestion, type ReadQuiz, toSeconds } from "./quiz.ts";

const option = /^\s*([*-])\s+(.*)$/;
const number = /^\s*=\s*([-+−]?[\d.,]+(?:e[-+]?\d+)?)\s*(?:(?:\+-|±)\s*([\d.,]+(?:e[-+]?\d+)?))?\s*$/i;
const time = /\s*\((\d{1,4})\s*(?:s|sec|초)\)\s*$/i;
/** A time that is a part of the question, with the backslashes after it. */
const ownTime = /\(\d{1,4}\s*(?:s|sec|초)\)\\*$/i;

/** A line of a question, with a backslash if it would be read as something else. */
const escaped = (line: string): string =>
  option.test(line) || number.test(line) || /^\s*(?:#|\\+[-*=#])/.test(line) ? `\\${line.trim()}` : line;
const unescaped = (line: string): string => line.trim().replace(/^\\(?=\\*[-*=#])/, "");

/** Reads a quiz from plain text. */
export function fromPlainText(text: string): ReadQuiz {
  const { add, result } = createCollector();
  let title: string | null = null;
  for (const { line, lines } of paragraphsOf(text)) {
    const heading = /^#+\s*(.*)$/.exec(lines[0] ?? "");
    if (heading) title ??= heading[1]?.trim() || null;
    const rest = heading ? lines.slice(1) : lines;
    if (rest.length > 0) add(heading ? line + 1 : line, toQuestion(rest));
  }
  return result(title);
}

function toQuestion(lines: readonly string[]): QuizQuestion {
  const texts = lines.filter((line) => !option.test(line) && !number.test(line));
  const all = texts.map(unescaped).join("\n");
  const limit = time.exec(all);
  const question = limit ? all.slice(0, limit.index) : ownTime.test(all) ? all.replace(/\\$/, "") : all;
  const options = lines.flatMap((line) => {
    const [, mark, text = ""] = option.exec(line) ?? [];
    return mark === undefined ? [] : { text: text.trim(), correct: mark === "*" };
  });
  const [, value, tolerance] = lines.map((line) => number.exec(line)).find((found) => found !== null) ?? [];
  return {
    kind: options.length > 0 ? "choice" : value === undefined ? "words" : "number",
    question,
    options,
    answer:
      options.length > 0 || value === undefined
        ? null
        : { value: toNumber(value) ?? Number.NaN, tolerance: toNumber(tolerance ?? "0") ?? Number.NaN },
    seconds: toSeconds(limit ? Number(limit[1]) : null),
  };
}

/** The paragraphs of a text, each with the number of its first line. */
function paragraphsOf(text: string): { line: number; lines: string[] }[] {
  const paragraphs: { line: number; lines: string[] }[] = [];
  let current: string[] | undefined;
  for (const [n, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === "") current = undefined;
    else if (current) current.push(line);
    else {
      current = [line];
      paragraphs.push({ line: n + 1, lines: current });
    }
  }
  return paragraphs;
}

/** Writes a quiz as plain text. Blank lines within a question are left out. */
export function toPlainText(title: string, questions: readonly QuizQuestion[]): string {
  const blocks = questions.map(({ question, options, answer, seconds }) => {
    const text = question
      .replace(/\n\s*\n/g, "\n")
      .split("\n")
      .map(escaped)
      .join("\n");
    const limit = seconds !== null ? ` (${seconds} s)` : ownTime.test(text) ? "\\" : "";
    const lines = options.map(({ text, correct }) => `${correct ? "*" : "-"} ${text.replaceAll("\n", " ")}`);
    const right = answer ? [`= ${answer.value}${answer.tolerance === 0 ? "" : ` +- ${answer.tolerance}`}`] : [];
    return [`${text}${limit}`, ...lines, ...right].join("\n");
  });
  return `${[`# ${title}`, ...blocks].join("\n\n")}\n`;
}
