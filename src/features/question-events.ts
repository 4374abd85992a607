/** The events of the moderation of questions. */
import { z } from "zod";
import { Count, IntId } from "../domain/ids.ts";
import { type Audience, instructors, students } from "../domain/roles.ts";
import { Moderation, Question, Ref } from "./questions-state.ts";

export const ModerationAction = z.enum([
  "approve",
  "refuse",
  /** An approval or refusal was undone. */
  "wait",
  "pin",
  "unpin",
  "archive",
  "restore",
  "merge",
  "separate",
  /** Its likes changed because another question was merged into it, or separated from it. */
  "count",
]);
export type ModerationAction = z.infer<typeof ModerationAction>;

export const Moderated = Ref.extend({
  action: ModerationAction,
  ...Moderation.shape,
  like_count: Count,
  /** Of `merge` and `separate`: the other question. */
  other_id: IntId.nullable(),
});
export const Shown = Question.omit({
  liked: true,
  mine: true,
  approval: true,
  archived: true,
  merged_into: true,
}).extend({
  /** Whether the teacher has just approved it, so that nobody has seen it before. */
  first: z.boolean(),
});
/** `merged_into`: the question that stands for it now. */
export const Withdrawn = Ref.extend({ merged_into: IntId.nullable() });

export interface State {
  /** Who asked each question, also if questions are anonymous: by its id. */
  readonly authors: Map<number, string>;
  /** What the question that was moderated last was before. */
  former: z.infer<typeof Moderation> | undefined;
}

type Authors = Pick<State, "authors">;

const toModeration = ({ question_id }: z.infer<typeof Ref>, _: unknown, { authors }: Authors): Audience => ({
  ...instructors,
  and: authors.get(question_id),
});
const toOthers = ({ question_id }: z.infer<typeof Ref>, _: unknown, { authors }: Authors): Audience => ({
  ...students,
  but: authors.get(question_id),
});

export const moderationEvents = {
  "question.moderated": {
    to: toModeration,
    data: Moderated,
    about: "The teacher approved, refused, pinned, archived, restored, merged or separated a question.",
  },
  "question.shown": {
    to: toOthers,
    data: Shown,
    quotes: ["text", "cleaned_text"],
    about: "Every student sees a question now, as it is here. Its author receives `question.moderated` instead.",
  },
  "question.withdrawn": {
    to: toOthers,
    data: Withdrawn,
    about: "Students other than its author no longer see a question.",
  },
};
