/** What a teacher sends to make a poll, and a student to vote. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";
import { solutionOf } from "../domain/quiz/chart-question.ts";
import { PreparedPoll } from "../domain/quiz/prepared-poll.ts";
import { Text } from "../domain/text.ts";
import { type Poll, PollChart, type Solution } from "./poll-schemas.ts";

export const VoteInput = z.object({
  poll_id: IntId,
  choices: z.array(IntId).max(12).optional(),
  value: z.number().min(-1e12).max(1e12).optional(),
  words: z.array(Text(40)).max(10).optional(),
  ranking: z.array(IntId).max(12).optional(),
});

/** A control chart to be read: the class chooses a rule, or that the process is in control, and a point. */
const ChartInput = PollChart.refine(({ ucl, center }) => ucl > center, "ucl must be greater than center.").refine(
  ({ rules }) => rules.filter((rule) => rule === null).length === 1,
  "One of the rules is null: the process is in control.",
);

export const PollInput = PreparedPoll.safeExtend({
  subtask_id: IntId.nullish(),
  /** Whether it opens at once. */
  open: z.boolean().default(false),
  /** Makes it a question about a chart, whose rules say what is right: its options have no `correct`. */
  chart: ChartInput.optional(),
}).refine(({ chart, kind, options }) => !chart || (kind === "choice" && options?.length === chart.rules.length), {
  path: ["chart"],
  message: "A question about a chart is of the kind choice, with an option for each of its rules.",
});

/** How many words a vote has at most, unless the poll says otherwise. */
const defaultWords = 3;

/** Returns the poll and its solution as they are stored. */
export function toPoll(
  poll_id: number,
  input: PreparedPoll & Partial<Pick<z.output<typeof PollInput>, "subtask_id" | "chart">>,
): { poll: z.infer<typeof Poll>; solution: Solution } {
  const { kind, question, options = [], scale, answer, results, named, speed_bonus } = input;
  const read = input.chart && solutionOf(input.chart);
  const right = read ? read.correct : options.flatMap(({ correct }, n) => (correct ? [n + 1] : []));
  const most = {
    choice: Math.min(options.length, read ? 1 : Math.max(input.max_choices ?? 1, right.length)),
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
    ...(input.chart && { chart: input.chart }),
  };
  const solution = { correct: kind === "choice" ? right : [], answer: answer ?? null };
  return { poll, solution: read ? { ...solution, flags: read.flags } : solution };
}
