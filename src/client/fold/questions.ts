/** The questions that this person may see, in the order they were asked. */
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed, wholeList } from "./slice.ts";

/** A question; `liked` and `mine` as they were when it was read. */
export type Question = ItemOf<"questions.list">;

const change = (state: readonly Question[], question_id: number, to: Partial<Question>): readonly Question[] =>
  state.map((question) => (question.question_id === question_id ? { ...question, ...to } : question));

/** In the order they were asked: the view has pinned ones first. */
const inOrder = (questions: readonly Question[]): readonly Question[] =>
  questions.toSorted((a, b) => a.question_id - b.question_id);

const newQuestion = {
  like_count: 0,
  liked: false,
  mine: false,
  status: "open",
  answer: null,
  pinned: false,
  archived: false,
  merged_into: null,
} as const;

export const questions = defineSlice<readonly Question[]>({
  start: () => [],
  folds: {
    "question.asked": (state, asked, at) =>
      state.some(({ question_id }) => question_id === asked.question_id)
        ? state
        : [...state, { ...asked, ...newQuestion, approval: asked.approval ?? null, created_at: at }],
    "question.captured": (state, { question_id, capture_url }) => change(state, question_id, { capture_url }),
    "question.likes_changed": (state, { question_id, like_count }) => change(state, question_id, { like_count }),
    "question.answered": (state, { question_id, text }) =>
      change(state, question_id, { status: "answered", answer: text }),
    "question.hidden": (state, { question_id }) => change(state, question_id, { status: "hidden" }),
    "question.moderated": (state, { question_id, action: _, other_id: _other, ...to }) =>
      change(state, question_id, to),
    "question.shown"(state, { first: _, ...shown }) {
      const before = state.find(({ question_id }) => question_id === shown.question_id);
      const question = { ...newQuestion, ...before, ...shown, approval: null, archived: false, merged_into: null };
      return inOrder([...state.filter((one) => one !== before), question]);
    },
    "question.withdrawn": (state, { question_id, merged_into }) =>
      change(state, question_id, merged_into === null ? { archived: true } : { merged_into }),
    "participant.renamed": (state, { participant_id, nickname }) =>
      state.map((question) =>
        question.participant_id === participant_id ? { ...question, user_name: nickname } : question,
      ),
  },
  readable: ifUsed("questions"),
  views: ["questions.list"],
  fromViews(views) {
    const all = wholeList(views["questions.list"]);
    return all && inOrder(all);
  },
  async read(api, session) {
    const { data, ...answered } = await api.questions(session);
    return { ...answered, data: inOrder(data) };
  },
});

/** Returns the questions by likes, then oldest first. */
export const byLikes = (questions: readonly Question[]): Question[] =>
  questions.toSorted((a, b) => b.like_count - a.like_count || a.question_id - b.question_id);

/** The question numbers that are reserved and not yet used: how many people are about to ask. */
export const intended = defineSlice<ReadonlySet<number>>({
  start: () => new Set(),
  folds: {
    "question.intended": (state, { question_id }) => new Set(state).add(question_id),
    "question.asked": (state, { question_id }) => new Set([...state].filter((id) => id !== question_id)),
  },
});
