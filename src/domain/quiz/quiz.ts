/** A quiz in a form that every file format can be converted to and from. */

/** A question with options, of which some are right; or one that is answered with a number or with words. */
export interface QuizQuestion {
  readonly kind: "choice" | "number" | "words";
  readonly question: string;
  /** Empty if the kind is not `choice`. */
  readonly options: readonly QuizOption[];
  /** The right number, and how far an answer may differ from it; null if the kind is not `number`. */
  readonly answer: { readonly value: number; readonly tolerance: number } | null;
  /** The time to answer, in seconds; null without a limit. */
  readonly seconds: number | null;
}

export interface QuizOption {
  readonly text: string;
  readonly correct: boolean;
}

/** Why a question of a file was left out. */
export type QuizProblem =
  | "no_question"
  | "too_few_options"
  | "too_many_options"
  | "too_long"
  | "unknown_right_option"
  | "not_a_number"
  | "unknown_kind"
  | "incomplete";

/** What a poll cannot have, and was left out of a question that is imported. */
export type QuizNote = "right_answers" | "feedback" | "partial_credit";

/** A quiz as it was read from a file: what could be read, and each question that was left out. */
export interface ReadQuiz {
  readonly title: string | null;
  readonly questions: readonly QuizQuestion[];
  /** The line or row of the file (1, 2, 3 …) at which a question that was left out begins, and the reason. */
  readonly problems: readonly { readonly line: number; readonly problem: QuizProblem }[];
  /** What was left out of questions that could be read, by the line or row at which they begin. */
  readonly notes: readonly { readonly line: number; readonly note: QuizNote }[];
  /** How many questions were not read, because the file has too many. */
  readonly skipped: number;
}

/** How long a poll's texts are at most, how many options it has, and how long it is open (`features/poll-input.ts`). */
const maxQuestion = 500;
const maxOption = 200;
const maxOptions = 12;
const secondsRange = { min: 5, max: 3600 };
/** How many questions of a file are read. A session has at most 100 polls. */
export const maxQuestions = 100;

/** Returns what is wrong with a question; undefined if it can be used. */
export function problemOf({ kind, question, options, answer }: QuizQuestion): QuizProblem | undefined {
  if (question === "") return "no_question";
  if (question.length > maxQuestion || options.some(({ text }) => text.length > maxOption)) return "too_long";
  if (kind === "choice" && options.length < 2) return "too_few_options";
  if (options.length > maxOptions) return "too_many_options";
  if (answer && !(Number.isFinite(answer.value) && Number.isFinite(answer.tolerance))) return "not_a_number";
  return undefined;
}

/** Returns a time limit that a poll can have, from seconds as a file has them. */
export function toSeconds(seconds: number | null): number | null {
  if (seconds === null || !Number.isFinite(seconds) || seconds <= 0) return null;
  return Math.min(secondsRange.max, Math.max(secondsRange.min, Math.round(seconds)));
}

/** Collects the questions of a file, and the problems of those that cannot be used. */
export function createCollector() {
  const questions: QuizQuestion[] = [];
  const problems: { line: number; problem: QuizProblem }[] = [];
  const notes: { line: number; note: QuizNote }[] = [];
  let skipped = 0;
  return {
    add(line: number, question: QuizQuestion | QuizProblem, left: readonly QuizNote[] = []): void {
      if (questions.length + problems.length >= maxQuestions) {
        skipped += 1;
        return;
      }
      const problem = typeof question === "string" ? question : problemOf(question);
      if (problem) problems.push({ line, problem });
      else if (typeof question !== "string") {
        questions.push(question);
        notes.push(...left.map((note) => ({ line, note })));
      }
    },
    result: (title: string | null): ReadQuiz => ({ title, questions, problems, notes, skipped }),
  };
}
