/** The state of a room's questions, and who may see each. */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { Count, IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { type Audience, everyone, instructors, type Role } from "../domain/roles.ts";
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

/** Who sees new questions, whether the teacher approves them first, and whether students see who asked. */
export const settings = {
  questions_visibility: z.enum(["all", "host"]).default("all"),
  questions_approval: z.boolean().default(false),
  anonymous_questions: z.boolean().default(false),
};

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
  /** Present if it waits for the teacher's approval. */
  approval: z.literal("waiting").optional(),
});
const QuestionStatus = z.enum(["open", "answered", "hidden"]);
/** What the teacher has decided about a question. */
export const Moderation = z.object({
  visibility: z.enum(["all", "host"]),
  status: QuestionStatus,
  /** `waiting` for the teacher's approval, or `refused`; null if it needs none, or has it. */
  approval: z.enum(["waiting", "refused"]).nullable(),
  /** Shown first. */
  pinned: z.boolean(),
  /** Only the teacher and its author still see it. */
  archived: z.boolean(),
  /** The question that it duplicates: its likes count there, and it is answered with it. */
  merged_into: IntId.nullable(),
});
/** The event of a new question. */
export const asked = { data: AskedQuestion, personal: ["text", "cleaned_text"] };
export const Question = AskedQuestion.omit({ approval: true }).extend({
  like_count: Count,
  /** Whether the reader likes it, and whether they asked it. */
  liked: z.boolean(),
  mine: z.boolean(),
  ...Moderation.shape,
  answer: z.string().nullable(),
  created_at: Time,
});
export const Ref = z.object({ question_id: IntId });
/** The data that each change of a question has: its visibility decides who receives the change. */
export const QuestionChange = Ref.extend({ visibility: z.enum(["all", "host"]) });

export interface StoredQuestion
  extends Omit<z.infer<typeof AskedQuestion>, "approval" | "visibility">,
    z.infer<typeof Moderation> {
  at: number;
  author: string | null;
  /** Who likes it; those who like a question that is merged into it are there. */
  likes: Set<string>;
  answer: string | null;
  /** Whether it was answered, also if it was hidden afterwards. */
  answered: boolean;
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
  /** The questions that were merged into each one, without those that were merged into these before. */
  merged: Map<number, Set<number>>;
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
  if (question && !isPublic(question)) return { ...instructors, and: question.author ?? undefined };
  return audienceOfNew(seen, (question ?? intended.get(seen.question_id))?.author ?? null);
};

/** Whether every student sees a question. */
export const isPublic = ({ status, visibility, approval, archived, merged_into }: StoredQuestion): boolean =>
  status !== "hidden" && visibility === "all" && approval === null && !archived && merged_into === null;

/** Whether a student sees a question. */
const isVisibleTo = (question: StoredQuestion, id: string): boolean =>
  isPublic(question) || (question.author === id && question.status !== "hidden");

/** Returns the questions that a participant may see, newest first. */
export function visibleTo({ asked }: State, { id, role }: Pick<Participant, "id" | "role">) {
  const all = Array.from(asked.values()).reverse().values();
  if (role === "INSTRUCTOR") return all;
  return all.filter((question) => isVisibleTo(question, id));
}

/** Whether it counts towards the open questions that a person may have. */
const isOpen = ({ status, approval, archived, merged_into }: StoredQuestion): boolean =>
  status === "open" && approval !== "refused" && !archived && merged_into === null;

/** Changes a question, and keeps what the state counts and collects of it. */
export function changeQuestion(
  { openBy, merged }: Pick<State, "openBy" | "merged">,
  question: StoredQuestion,
  change: Partial<StoredQuestion>,
): void {
  const before = isOpen(question);
  if (change.merged_into !== undefined) moveMerged(merged, question, change.merged_into);
  Object.assign(question, change);
  countOpen({ openBy }, question.author, Number(isOpen(question)) - Number(before));
}

function moveMerged(merged: State["merged"], { question_id, merged_into }: StoredQuestion, into: number | null): void {
  if (merged_into !== null) merged.get(merged_into)?.delete(question_id);
  if (into !== null) merged.set(into, (merged.get(into) ?? new Set()).add(question_id));
}

/** Returns a state in which one question is changed; the state itself stays as it is. */
export function withChanged(state: State, question: StoredQuestion, change: Partial<StoredQuestion>): State {
  const after = { ...question };
  const asked = new Map(state.asked).set(question.question_id, after);
  const merged = new Map(Array.from(state.merged, ([id, ids]) => [id, new Set(ids)]));
  const next = { ...state, asked, merged, openBy: new Map(state.openBy) };
  changeQuestion(next, after, change);
  return next;
}

export function countOpen({ openBy }: Pick<State, "openBy">, author: string | null, by: number): void {
  if (author !== null) openBy.set(author, (openBy.get(author) ?? 0) + by);
}

/** Returns the question that stands for this one: the one into which it is merged, if any. */
export function rootOf(state: State, question: StoredQuestion): StoredQuestion {
  let root = question;
  while (root.merged_into !== null) root = find(state, root.merged_into);
  return root;
}

/** Returns a question and those that are merged into it. */
export function mergedWith(state: State, root: StoredQuestion): StoredQuestion[] {
  const all = [root];
  if (root.merged_into !== null) return all;
  // The list grows while it is read: with those that were merged into each one.
  for (const { question_id } of all) for (const id of state.merged.get(question_id) ?? []) all.push(find(state, id));
  return all.sort((a, b) => a.question_id - b.question_id);
}

/** Returns who likes a question or one that is merged into it: each person once. */
export function likesOf(state: State, question: StoredQuestion): ReadonlySet<string> {
  const all = mergedWith(state, question);
  if (all.length === 1) return question.likes;
  return new Set(all.flatMap(({ likes }) => Array.from(likes)));
}

/** By likes, then in the order of the list. */
export const byLikes = (state: State, questions: Iterable<StoredQuestion>): StoredQuestion[] =>
  Array.from(questions, (question) => ({ question, likes: likesOf(state, question).size }))
    .sort((a, b) => b.likes - a.likes)
    .map(({ question }) => question);

/** By pins, then in the order of the list. */
export const pinnedFirst = <Q extends { readonly pinned: boolean }>(questions: Iterable<Q>): Q[] =>
  Array.from(questions).sort((a, b) => Number(b.pinned) - Number(a.pinned));

export function find(state: State, question_id: number): StoredQuestion {
  const question = state.asked.get(question_id);
  if (!question) throw new Fault(faults.question_not_found);
  return question;
}

/** Whether a person may like a question: one that they see and that stands for itself. */
export const mayLike = (question: StoredQuestion, id: string): boolean =>
  isVisibleTo(question, id) && question.merged_into === null;

/** Returns a question as it is when it is asked. */
export const toStored = (
  { approval, ...asked }: z.infer<typeof AskedQuestion>,
  at: number,
  author: string | null,
): StoredQuestion => ({
  ...asked,
  approval: approval ?? null,
  at,
  author,
  likes: new Set(),
  status: "open",
  answer: null,
  answered: false,
  pinned: false,
  archived: false,
  merged_into: null,
});

/** Returns a question as the viewer reads it. */
export function toListed(
  { at, author, likes: _, answered: _answered, ...question }: StoredQuestion,
  likes: ReadonlySet<string>,
  viewer: string,
): z.output<typeof Question> {
  const own = { liked: likes.has(viewer), mine: author === viewer };
  return { ...question, like_count: likes.size, ...own, created_at: toTime(at) };
}

/** The status of a question in the report: what the teacher did with it last. */
export const ReportedStatus = z.enum([...QuestionStatus.options, "waiting", "refused", "archived", "merged"]);
export function reportedStatus({ status, approval, archived, merged_into }: StoredQuestion) {
  if (merged_into !== null) return "merged" as const;
  return archived ? ("archived" as const) : (approval ?? status);
}

/** How many questions the projector shows, and how many characters of each. */
const maxProjected = 8;
const maxProjectedText = 300;
/** A question on the projector, without who asked. */
export const ProjectedQuestion = Question.pick({ question_id: true, like_count: true, text: true, pinned: true });

/** Returns the open questions that every student may see, pinned ones first and then by likes, and how many there are. */
export function projectedOf(state: State) {
  const open = Array.from(visibleTo(state, { id: "", role: "STUDENT" })).filter(({ status }) => status === "open");
  const liked = open.map((question) => ({ ...question, like_count: likesOf(state, question).size }));
  const top = pinnedFirst(liked.sort((a, b) => b.like_count - a.like_count || a.question_id - b.question_id))
    .slice(0, maxProjected)
    .map(({ question_id, cleaned_text, like_count, pinned }) => ({
      question_id,
      like_count,
      text: shortened(cleaned_text),
      pinned,
    }));
  return { top, open: open.length };
}

function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * maxProjectedText)];
  if (characters.length <= maxProjectedText) return text;
  return `${characters.slice(0, maxProjectedText - 1).join("")}…`;
}

/** Returns who sees a new question, and whether it waits for approval: a student's may. */
export function newVisibility(
  { questions_visibility: visibility, questions_approval }: z.output<z.ZodObject<typeof settings>>,
  asker: Role,
) {
  const waits = questions_approval && visibility === "all" && asker === "STUDENT";
  return waits ? { visibility: "host" as const, approval: "waiting" as const } : { visibility };
}
