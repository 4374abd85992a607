/** What a poll, a vote and results look like on the wire, in the views and in the report. */
import { z } from "zod";
import { Count, IntId, Time, Uuid } from "../domain/ids.ts";
import { PollKind, ShowResults } from "../domain/quiz/prepared-poll.ts";
import { RuleNumber } from "../domain/spc/words.ts";
import { Text } from "../domain/text.ts";

const Option = z.object({ option_id: IntId, text: z.string() });
const Scale = z.object({
  min: z.number().int(),
  max: z.number().int(),
  min_label: z.string().nullable(),
  max_label: z.string().nullable(),
});

/** A control chart that the class reads. Its `values` and limits are shown; what the rules flag is in the solution. */
export const PollChart = z.object({
  values: z.array(z.number().min(-1e12).max(1e12)).min(2).max(100),
  center: z.number().min(-1e12).max(1e12),
  ucl: z.number().min(-1e12).max(1e12),
  lcl: z.number().min(-1e12).max(1e12),
  /** The number of the first point; the others follow. */
  first: IntId,
  /** By option: the rule that it names; null: the process is in control. */
  rules: z.array(RuleNumber.nullable()).min(2).max(9),
});

/** A poll as everyone may see it once it is open. */
export const Poll = z.object({
  poll_id: IntId,
  kind: PollKind,
  question: z.string(),
  /** For `choice` and `rank`; else empty. */
  options: z.array(Option),
  /** How many options, or words, a vote has at most. */
  max_choices: Count,
  scale: Scale.nullable(),
  results: ShowResults,
  /** Whether the teacher sees who voted what. */
  named: z.boolean(),
  /** How long it is open; null without a limit. */
  seconds: z.number().int().nullable(),
  /** The points of a right vote; null if it is not a quiz. */
  points: z.number().int().nullable(),
  /** Whether a fast vote gets more points than a slow one. */
  speed_bonus: z.boolean(),
  /** Whether students see a word only after the teacher has approved it. */
  approve_first: z.boolean(),
  /** The step that it belongs to, if any. */
  subtask_id: IntId.nullable(),
  /** Only of a question about a chart. */
  chart: PollChart.optional(),
});
/** What a right vote is: the ids of the right options, or a number and how far a vote may differ from it. */
export const Solution = z.object({
  correct: z.array(IntId),
  answer: z.object({ value: z.number(), tolerance: z.number() }).nullable(),
  /** Of a question about a chart: each pattern's first and last point, and the options that name its rule. */
  flags: z.array(z.object({ from: z.number().int(), to: IntId, options: z.array(IntId) })).optional(),
});
export type Solution = z.infer<typeof Solution>;

export const Vote = z.object({
  /** Options of a `choice`. */
  choices: z.array(IntId).nullable(),
  /** The value of a `scale` or `number`; the chosen point of a chart. */
  value: z.number().nullable(),
  words: z.array(z.string()).nullable(),
  /** All options of a `rank`, the best first. */
  ranking: z.array(IntId).nullable(),
});
export type Vote = z.infer<typeof Vote>;

export const Results = z.object({
  /** How many people voted. */
  votes: Count,
  /**
   * By option (in the poll's order), value (ascending) or word (most frequent first): how many votes it has. For `rank`
   * its Borda count: of n options, the first of a vote gets n - 1 points, the last 0.
   */
  counts: z.array(z.object({ of: z.union([z.number(), z.string()]), count: Count })),
  /** The arithmetic mean of the values of a `scale` or `number`; null without votes. */
  mean: z.number().nullable(),
  /** Of a question about a chart: how many votes chose which point, in ascending order. */
  points: z.array(z.object({ point: IntId, count: Count })).optional(),
});
export type Results = z.infer<typeof Results>;

export const PollStatus = z.enum(["draft", "open", "closed", "revealed"]);

export const Ref = z.object({ poll_id: IntId });
/** `prepared`: it comes from the class's lesson, which may change as long as it was not opened. */
export const Created = Poll.extend(Solution.shape).extend({ prepared: z.literal(true).optional() });
/** A student's question may have become the poll. */
export const created = { data: Created, quotes: ["question"] };
export const Opened = Poll.extend({ ends_at: Time.nullable() });
/** A student's question may have become the poll. */
export const opened = { data: Opened, quotes: ["question"] };
export const Voted = Ref.extend(Vote.shape);
/** The event of a vote. */
export const voted = { data: Voted, personal: ["words"] };
export const Counted = Ref.extend(Results.shape);
export const Closed = Ref.extend({ results: Results.nullable() });
/** The results list words of students. */
export const closed = { data: Closed, quotes: ["of"] };
export const Revealed = Ref.extend({ results: Results, ...Solution.shape });
/** The results list words of students. */
export const revealed = { data: Revealed, quotes: ["of"] };

/** `status` null: as the lists of hidden words and the poll say. */
export const Moderated = Ref.extend({ word: z.string(), status: z.enum(["shown", "hidden"]).nullable() });
/** If `into` is null, the word is counted by itself again. */
export const Merged = Ref.extend({ word: z.string(), into: z.string().nullable() });
const HiddenWordList = z.array(Text(40)).max(200);
export const HiddenWords = z.object({ ko: HiddenWordList, en: HiddenWordList });
/** A word as the teacher sees it. */
export const WordItem = z.object({
  word: z.string(),
  count: Count,
  status: z.enum(["shown", "hidden", "waiting"]),
  merged_into: z.string().nullable(),
});
export const PollItem = Opened.extend({
  status: PollStatus,
  /** When it was opened first; null if it is a draft. */
  opened_at: Time.nullable(),
  /** The results; null while the reader may not see them. */
  counted: Results.nullable(),
  /** What is right; null for students until the poll is revealed. */
  correct: Solution.shape.correct.nullable(),
  answer: Solution.shape.answer,
  flags: Solution.shape.flags,
  /** The reader's own vote, and its points once the poll is revealed. */
  vote: Vote.nullable(),
  voted_at: Time.nullable(),
  points_won: Count.nullable(),
});
export const VoteItem = Vote.extend({ participant_id: Uuid, nickname: z.string(), at: Time });
export const Standing = z.object({
  participant_id: Uuid,
  nickname: z.string(),
  points: Count,
  /** 1 for the most points; equal points share a place. */
  place: IntId,
});
/** A poll as the projector shows it: what every student may know. */
export const ProjectedPoll = Poll.omit({ named: true, approve_first: true, subtask_id: true }).extend({
  ends_at: Time.nullable(),
  status: PollStatus,
  /** When it was opened, closed or revealed. */
  changed_at: Time,
  /** How many people have voted. */
  votes: Count,
  counted: Results.nullable(),
  correct: Solution.shape.correct.nullable(),
  answer: Solution.shape.answer,
  flags: Solution.shape.flags,
  /** After a quiz was revealed, if the class has a podium. */
  podium: z.array(Standing.omit({ participant_id: true })),
});
export const PollRow = z.object({
  poll: IntId,
  kind: PollKind,
  question: z.string(),
  /** An option, a value or a word. */
  answer: z.string(),
  votes: Count,
  /** How many people voted in this poll. */
  voters: Count,
  right: z.boolean().nullable(),
});
export const QuizRow = z.object({ name: z.string(), points: Count });
