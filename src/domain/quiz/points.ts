/** Whether a vote in a quiz is right, and what it is worth. Shared by the server and the pages. */
import { type ChartFlag, isRightReading } from "./chart-flags.ts";

/** What a right vote is: the ids of the right options, or a number and how far a vote may differ from it. */
export interface QuizSolution {
  readonly correct: readonly number[];
  readonly answer: { readonly value: number; readonly tolerance: number } | null;
  /** Only of a question about a chart: the patterns on it. */
  readonly flags?: readonly ChartFlag[] | undefined;
}

interface QuizVote {
  readonly choices: readonly number[] | null;
  readonly value: number | null;
}

/** What rounding may add to a difference: 3.13 differs from 3.14 by a little more than 0.01 in binary numbers. */
const roundingOf = (value: number): number => (Math.abs(value) + 1) * 1e-12;

/** Returns whether a vote is right; null if there is no solution. */
export function isRightVote({ correct, answer, flags }: QuizSolution, { choices, value }: QuizVote): boolean | null {
  if (flags) return isRightReading({ correct, flags }, { choices, value });
  if (answer) return value !== null && Math.abs(value - answer.value) <= answer.tolerance + roundingOf(answer.value);
  if (correct.length === 0) return null;
  return choices !== null && choices.length === correct.length && correct.every((id) => choices.includes(id));
}

/** What a right vote in a poll is worth. */
interface Worth {
  readonly points: number | null;
  readonly speed_bonus: boolean;
  readonly seconds: number | null;
}

/**
 * Returns the points of a right vote that took `usedMs` milliseconds. With a speed bonus, it gets from all points (at
 * once) down to half of them (at the end of the time), as Kahoot does.
 */
export function pointsAfter({ points, speed_bonus, seconds }: Worth, usedMs: number): number {
  if (points === null || !speed_bonus || seconds === null) return points ?? 0;
  const used = Math.min(1, Math.max(0, usedMs / (seconds * 1000)));
  return Math.round(points * (1 - used / 2));
}
