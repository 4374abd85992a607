/** What a teacher sends to make a poll, and a student to vote. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";
import { Text } from "../domain/text.ts";
import { Poll, PollKind, type Solution } from "./poll-schemas.ts";

export const VoteInput = z.object({
  poll_id: IntId,
  choices: z.array(IntId).max(12).optional(),
  value: z.number().min(-1e12).max(1e12).optional(),
  words: z.array(Text(40)).max(10).optional(),
  ranking: z.array(IntId).max(12).optional(),
});

export const PollInput = z
  .object({
    kind: PollKind,
    question: Text(500),
    options: z
      .array(z.object({ text: Text(200), correct: z.boolean().optional() }))
      .min(2)
      .max(12)
      .optional(),
    max_choices: z.number().int().min(1).max(12).optional(),
    scale: z
      .object({
        min: z.number().int().min(-1000).max(1000),
        max: z.number().int().min(-1000).max(1000),
        min_label: Text(100).optional(),
        max_label: Text(100).optional(),
      })
      .refine(({ min, max }) => max > min && max - min <= 20, "A scale has 2 to 21 values.")
      .optional(),
    /** The right answer to a `number` poll. */
    answer: z.object({ value: z.number(), tolerance: z.number().nonnegative().default(0) }).optional(),
    results: Poll.shape.results,
    named: z.boolean().default(false),
    seconds: z.number().int().min(5).max(3600).nullish(),
    points: z.number().int().min(1).max(10_000).nullish(),
    speed_bonus: z.boolean().default(false),
    approve_first: z.boolean().default(false),
    subtask_id: IntId.nullish(),
    /** Whether it opens at once. */
    open: z.boolean().default(false),
  })
  .refine(({ kind, options }) => hasOptions(kind) === (options !== undefined), {
    path: ["options"],
    message: "A poll of the kind choice or rank has 2 to 12 options; the others have none.",
  })
  .refine(({ kind, scale }) => (kind === "scale") === (scale !== undefined), {
    path: ["scale"],
    message: "A poll of the kind scale has a scale; the others have none.",
  })
  .refine(
    ({ points, kind, options, answer }) =>
      points == null ||
      (kind === "choice" && options?.some(({ correct }) => correct)) ||
      (kind === "number" && answer !== undefined),
    { path: ["points"], message: "Only a poll with a right answer has points." },
  );
export type PollInput = z.output<typeof PollInput>;

const hasOptions = (kind: z.infer<typeof PollKind>): boolean => kind === "choice" || kind === "rank";
/** How many words a vote has at most, unless the poll says otherwise. */
const defaultWords = 3;

/** Returns the poll and its solution as they are stored. */
export function toPoll(poll_id: number, input: PollInput): { poll: z.infer<typeof Poll>; solution: Solution } {
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
