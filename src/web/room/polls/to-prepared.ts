/** The polls of a class as they are prepared: for files, and to compare them with those of its lesson. */
import type { Poll } from "../../../client/fold/polls.ts";
import type { PreparedLesson } from "../../../domain/lesson.ts";
import { toCanonical } from "../../../domain/quiz/poll-text.ts";
import type { PreparedPollInput } from "../../../domain/quiz/prepared-poll.ts";

/** Returns a poll, of which the teacher knows the solution, as it was prepared. */
export function toPrepared(poll: Poll): PreparedPollInput {
  const { kind, question, options, max_choices, scale, answer, correct, results } = poll;
  return {
    kind,
    question,
    ...(options.length > 0 && {
      options: options.map(({ option_id, text }) => ({ text, ...(correct?.includes(option_id) && { correct: true }) })),
    }),
    ...(max_choices > 1 && { max_choices }),
    ...(scale && {
      scale: {
        min: scale.min,
        max: scale.max,
        ...(scale.min_label !== null && { min_label: scale.min_label }),
        ...(scale.max_label !== null && { max_label: scale.max_label }),
      },
    }),
    ...(answer && { answer }),
    results,
    named: poll.named,
    seconds: poll.seconds,
    points: poll.points,
    speed_bonus: poll.speed_bonus,
    approve_first: poll.approve_first,
  };
}

/**
 * Identifies a poll at a step, by what a class keeps of it. The class may raise how many options can be chosen; it has
 * right options of a `choice` only, and approves words only.
 */
function textOf(subtask_id: number, poll: PreparedPollInput): string {
  const { max_choices: _, options, approve_first, ...rest } = toCanonical(poll);
  const kept = rest.kind === "choice" ? options : options?.map(({ text }) => ({ text }));
  return JSON.stringify([subtask_id, rest, kept, rest.kind === "words" && approve_first]);
}

/** Whether the lesson has a poll that the class does not have, or the class one for later that the lesson does not have. */
export function differs({ subtasks }: PreparedLesson, polls: readonly Poll[]): boolean {
  const wanted = new Set(subtasks.flatMap(({ id, polls = [] }) => polls.map((poll) => textOf(id, poll))));
  const there = polls.flatMap((poll) =>
    poll.subtask_id === null
      ? []
      : [{ text: textOf(poll.subtask_id, toPrepared(poll)), isDraft: poll.status === "draft" }],
  );
  const known = new Set(there.map(({ text }) => text));
  return (
    [...wanted].some((text) => !known.has(text)) || there.some(({ text, isDraft }) => isDraft && !wanted.has(text))
  );
}
