/** What a teacher sends to make a poll, and a student to vote. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";
import { PreparedPoll } from "../domain/quiz/prepared-poll.ts";
import { Text } from "../domain/text.ts";
import type { Poll, Solution } from "./poll-schemas.ts";

export const VoteInput = z.object({
  poll_id: IntId,
  choices: z.array(IntId).max(12).optional(),
  value: z.number().min(-1e12).max(1e12).optional(),
  words: z.array(Text(40)).max(10).optional(),
  ranking: z.array(IntId).max(12).optional(),
});

export const PollInput = PreparedPoll.safeExtend({
  subtask_id: IntId.nullish(),
  /** Whether it opens at once. */
  open: z.boolean().default(false),
});

/** How many words a vote has at most, unless the poll says otherwise. */
const defaultWords = 3;

/** Returns the poll and its solution as they are stored. */
export function toPoll(
  poll_id: number,
  input: PreparedPoll & { readonly subtask_id?: number | null | undefined },
): { poll: z.infer<typeof Poll>; solution: Solution } {
  const { kind, question, options = [], scale, answer, results, named, speed_bonus } = input;
  const right = options.flatMap(({ correct }, n) => (correct ? [n + 1] : []));
  const most = {
    choice: Math.min(options.length, Math.max(input.max_choices ?? 1, right.length)),
    words: input.max_choices ?? defaultWords,
  };
  const poll = {
    poll_id,
    kind,
    question,
    options: options.map(({ text }, n) => ({ option_id: n + 1, text })),
    max_choices: kind === "choice" ? most.choice : kind === "words" ? most.words : 0,
    scale: scale ? { ...scale, min_label: scale.min_label ?? null, max_label: scale.max_label ?? null } : null,
    results,
    named,
    seconds: input.seconds ?? null,
    points: input.points ?? null,
    speed_bonus,
    approve_first: kind === "words" && input.approve_first,
    subtask_id: input.subtask_id ?? null,
  };
  return { poll, solution: { correct: kind === "choice" ? right : [], answer: answer ?? null } };
}
