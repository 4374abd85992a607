/** The state of a room's questions, and who may see each. */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { Count, IntId, Time, Uuid } from "../domain/ids.ts";
import { type Audience, everyone, instructors } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import type { Usage } from "./quota.ts";

export const faults = defineFaults({
  question_not_found: { status: 404, text: "There is no such question." },
  too_many_questions: {
    status: 429,
    text: "You have 50 open questions: ask again once the teacher has answered some of them.",
    quota: true,
  },
});

export const AskedQuestion = z.object({
  question_id: IntId,
  /** Unique among the questions of all sessions. */
  message_id: Uuid,
  text: z.string(),
  /** The text as it is shown: reworded if there is a refiner. */
  cleaned_text: z.string(),
  capture_url: z.string().nullable(),
  /** Who asked; null if questions are anonymous. */
  participant_id: Uuid.nullable(),
  user_name: z.string().nullable(),
  /** `host`: visible to the teacher and its author only. */
  visibility: z.enum(["all", "host"]),
});
const QuestionStatus = z.enum(["open", "answered", "hidden"]);
export const Question = AskedQuestion.extend({
  like_count: Count,
  /** Whether the reader likes it, and whether they asked it. */
  liked: z.boolean(),
  mine: z.boolean(),
  status: QuestionStatus,
  answer: z.string().nullable(),
  created_at: Time,
});
export const Ref = z.object({ question_id: IntId });
/** The data that each change of a question has: its visibility decides who receives the change. */
export const QuestionChange = Ref.extend({ visibility: z.enum(["all", "host"]) });

interface StoredQuestion extends z.infer<typeof AskedQuestion> {
  at: number;
  author: string | null;
  likes: Set<string>;
  status: z.infer<typeof QuestionStatus>;
  answer: string | null;
}

/** A question that somebody began to ask and has not asked yet. */
interface Intended {
  author: string | null;
  /** A capture that was added before the text was sent. */
  capture_url: string | null;
}

export interface State {
  asked: Map<number, StoredQuestion>;
  /** By the id that each will have. */
  intended: Map<number, Intended>;
  next: number;
  /** How many open questions each person has. */
  openBy: Map<string, number>;
  likesChanged: Usage;
  intents: Usage;
}

export const audienceOfNew = ({ visibility }: { visibility: "all" | "host" }, author: string | null): Audience =>
  visibility === "all" ? everyone : { ...instructors, and: author ?? undefined };

/** Returns who receives a change: those who see the question. If it is hidden, the teacher only. */
export const audienceOfChange = (
  seen: z.infer<typeof QuestionChange>,
  _: unknown,
  { asked, intended }: State,
): Audience => {
  const question = asked.get(seen.question_id);
  if (question?.status === "hidden") return instructors;
  return audienceOfNew(seen, (question ?? intended.get(seen.question_id))?.author ?? null);
};

/** Returns the questions that a participant may see, newest first. */
export function visibleTo({ asked }: State, { id, role }: Pick<Participant, "id" | "role">) {
  const all = Array.from(asked.values()).reverse().values();
  if (role === "INSTRUCTOR") return all;
  return all.filter(({ status, visibility, author }) => status !== "hidden" && (visibility === "all" || author === id));
}

export function countOpen({ openBy }: State, author: string | null, by: 1 | -1): void {
  if (author !== null) openBy.set(author, (openBy.get(author) ?? 0) + by);
}

export function find(state: State, question_id: number): StoredQuestion {
  const question = state.asked.get(question_id);
  if (!question) throw new Fault(faults.question_not_found);
  return question;
}

/** How many questions the projector shows, and how many characters of each. */
const maxProjected = 8;
const maxProjectedText = 300;
/** A question on the projector, without who asked. */
export const ProjectedQuestion = Question.pick({ question_id: true, like_count: true, text: true });

/** Returns the open questions that every student may see, by likes, and how many there are. */
export function projectedOf(state: State) {
  const open = Array.from(visibleTo(state, { id: "", role: "STUDENT" })).filter(({ status }) => status === "open");
  const top = open
    .sort((a, b) => b.likes.size - a.likes.size || a.question_id - b.question_id)
    .slice(0, maxProjected)
    .map(({ question_id, cleaned_text, likes }) => ({
      question_id,
      like_count: likes.size,
      text: shortened(cleaned_text),
    }));
  return { top, open: open.length };
}

function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * maxProjectedText)];
  if (characters.length <= maxProjectedText) return text;
  return `${characters.slice(0, maxProjectedText - 1).join("")}…`;
}
