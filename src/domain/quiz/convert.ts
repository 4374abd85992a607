/** Questions of a file as polls, and polls as questions of a file. */
import type { PreparedPollInput } from "./prepared-poll.ts";
import type { QuizQuestion } from "./quiz.ts";

/** Returns a question as a poll. `points`: of a right answer, if the question has one; null for no quiz. */
export function toPreparedPoll(question: QuizQuestion, points: number | null): PreparedPollInput {
  const { kind, options, answer, seconds } = question;
  const hasRight = answer !== null || options.some(({ correct }) => correct);
  return {
    kind,
    question: question.question,
    ...(kind === "choice" && {
      options: options.map(({ text, correct }) => ({ text, ...(correct && { correct }) })),
    }),
    ...(answer && { answer: { ...answer } }),
    results: kind === "words" ? "live" : "closed",
    named: false,
    seconds,
    points: hasRight ? points : null,
    speed_bonus: false,
    approve_first: false,
  };
}

/** Returns a poll as a question of a file; `undefined` for a scale or a ranking, which no format of files has. */
export function toQuizQuestion(poll: PreparedPollInput): QuizQuestion | undefined {
  const { kind, question, options = [], answer, seconds = null } = poll;
  if (kind === "scale" || kind === "rank") return undefined;
  // A number without a right answer has no form of its own in any format.
  if (kind === "number" && !answer) return { kind: "words", question, options: [], answer: null, seconds };
  return {
    kind,
    question,
    options: options.map(({ text, correct = false }) => ({ text, correct })),
    answer: answer ? { value: answer.value, tolerance: answer.tolerance ?? 0 } : null,
    seconds,
  };
}
