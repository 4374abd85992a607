/**
 * Quizzes as rows of a spreadsheet, in the layout of Kahoot's template (a heading in row 8, questions from row 9) or of
 * ClassQuiz's (title and description in C5 and C6, questions from row 14). Both have the question in column B, four answers,
 * the time in seconds, and the numbers of the right answers ("1,3").
 */
import { createCollector, type QuizProblem, type QuizQuestion, type ReadQuiz, toSeconds } from "./quiz.ts";

/** A cell as libraries for spreadsheets read it. */
export type Cell = string | number | boolean | Date | null | undefined;
export type Rows = readonly (readonly Cell[])[];

const textOf = (cell: Cell): string => (cell == null ? "" : String(cell).trim());

/** The columns of a heading, by what they contain: 0, 1, 2 …. */
interface Columns {
  readonly question: number;
  readonly answers: readonly number[];
  readonly time: number;
  readonly right: number;
}

/** Both templates have these columns; a heading that names others wins. */
const usual: Columns = { question: 1, answers: [2, 3, 4, 5], time: 6, right: 7 };
/** The row of ClassQuiz's first question, counted from 0. */
const classQuizStart = 13;

function columnsOf(row: readonly Cell[]): Columns | undefined {
  const names = row.map((cell) => textOf(cell).toLowerCase());
  const at = (pattern: RegExp) => names.findIndex((name) => pattern.test(name));
  const question = at(/^question\b(?!\s*#)/);
  const answers = names.flatMap((name, n) => (/^answer\s*\d/.test(name) ? n : []));
  const right = at(/^(correct|right)\b/);
  return question >= 0 && answers.length >= 2 && right >= 0
    ? { question, answers, time: at(/^time/), right }
    : undefined;
}

/** Reads a quiz from the rows of a sheet. */
export function fromRows(rows: Rows): ReadQuiz {
  const { add, result } = createCollector();
  const heading = rows.findIndex((row) => columnsOf(row));
  const columns = columnsOf(rows[heading] ?? []) ?? usual;
  const start = heading >= 0 ? heading + 1 : classQuizStart;
  for (const [n, row] of rows.entries()) {
    if (n < start || row.every((cell, column) => column === 0 || textOf(cell) === "")) continue;
    add(n + 1, toQuestion(row, columns));
  }
  const [kahoot, classQuiz] = [textOf(rows[1]?.[1]), textOf(rows[4]?.[2])];
  return result(classQuiz || (/template/i.test(kahoot) ? "" : kahoot) || null);
}

function toQuestion(row: readonly Cell[], columns: Columns): QuizQuestion | QuizProblem {
  const answers = columns.answers.map((column) => textOf(row[column]));
  const right = textOf(row[columns.right]).match(/\d+/g)?.map(Number) ?? [];
  if (right.some((n) => !answers[n - 1])) return "unknown_right_option";
  const options = answers.flatMap((text, n) => (text === "" ? [] : { text, correct: right.includes(n + 1) }));
  const time = textOf(row[columns.time]);
  const question = textOf(row[columns.question]);
  return { kind: "choice", question, options, answer: null, seconds: toSeconds(time === "" ? null : Number(time)) };
}

const headings = [
  "Question - max 120 characters",
  ...[1, 2, 3, 4].map((n) => `Answer ${n} - max 75 characters`),
  "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
  "Correct answer(s) - choose at least one",
];
/** The times that Kahoot's template allows, in seconds. */
const kahootTimes = [5, 10, 20, 30, 60, 90, 120, 240];

/** What a layout cannot hold is left out: questions without options, and those with more than four. */
export const fitsSpreadsheet = ({ kind, options }: QuizQuestion): boolean => kind === "choice" && options.length <= 4;

const rowOf = ({ question, options }: QuizQuestion, seconds: number): Cell[] => [
  question,
  ...[0, 1, 2, 3].map((n) => options[n]?.text ?? ""),
  seconds,
  options.flatMap(({ correct }, n) => (correct ? n + 1 : [])).join(","),
];

/** Writes a quiz in the layout of Kahoot's template. Times become the nearest one that it allows; without a limit, 20 s. */
export function toKahoot(title: string, questions: readonly QuizQuestion[]): Rows {
  const nearest = (seconds: number) =>
    kahootTimes.reduce((best, time) => (Math.abs(time - seconds) < Math.abs(best - seconds) ? time : best));
  const rows = questions
    .filter(fitsSpreadsheet)
    .map((question, n) => [n + 1, ...rowOf(question, nearest(question.seconds ?? 20))]);
  return [[], [null, title], [], [], [], [], [], [null, ...headings], ...rows];
}

/** The longest time that ClassQuiz allows, in seconds. */
const maxClassQuizTime = 120;

/** Writes a quiz in the layout of ClassQuiz's template. A title and a description have at least three characters there. */
export function toClassQuiz(title: string, questions: readonly QuizQuestion[]): Rows {
  const named = title.trim().padEnd(3, ".");
  const rows = questions
    .filter(fitsSpreadsheet)
    .map((question) => [null, ...rowOf(question, Math.min(maxClassQuizTime, question.seconds ?? 20))]);
  const head = Array.from({ length: classQuizStart }, (): Cell[] => []);
  head[4] = [null, "Title", named];
  head[5] = [null, "Description", named];
  head[12] = [null, ...headings];
  return [...head, ...rows];
}
