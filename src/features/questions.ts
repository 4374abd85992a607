/** Questions: students ask and like them, the teacher answers or hides them. `question-moderation.ts` has the rest. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Count, IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { CaptureUrl, cleanText, OptionalText, Text } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import {
  asked,
  audienceOfChange,
  audienceOfNew,
  byLikes,
  changeQuestion,
  countOpen,
  faults,
  find,
  likesOf,
  mayLike,
  mergedWith,
  newVisibility,
  ProjectedQuestion,
  pinnedFirst,
  projectedOf,
  Question,
  QuestionChange,
  Ref,
  ReportedStatus,
  reportedStatus,
  type State,
  settings,
  toListed,
  toStored,
  visibleTo,
} from "./questions-state.ts";
import { count, hourlyQuota } from "./quota.ts";
import { session, settingsOf } from "./session.ts";

/** The text of a question: it must contain visible characters. */
const Asking = Text(4000).refine((text) => cleanText(text) !== "", "A question has something to read.");
const Likes = QuestionChange.extend({ like_count: Count });
const QuestionRow = Question.pick({ text: true, answer: true }).extend({
  status: ReportedStatus,
  question: IntId,
  /** Who asked; null if questions are anonymous. */
  name: z.string().nullable(),
  likes: Count,
  asked_at: Time,
});

const maxOpen = 50;
/** How many question numbers a person can reserve; beyond that, the oldest is used again. */
const maxIntended = 10;
/** Reserved question numbers per person. */
const requireIntents = hourlyQuota(1000);
/** Likes and unlikes per person. */
const requireLikes = hourlyQuota(10_000);

export const questions = defineFeature({
  name: "questions",
  faults,
  settings,
  optional: "on",
  on: [session, participants],
  initial: (): State => ({
    asked: new Map(),
    intended: new Map(),
    next: 1,
    merged: new Map(),
    openBy: new Map(),
    likesChanged: new Map(),
    intents: new Map(),
  }),
  commands: {
    "question.intend": {
      by: ["STUDENT"],
      http: "POST /question-intents",
      input: z.object({}),
      result: Ref,
      about: "Announce a question before its text is written, and reserve its number.",
    },
    "question.ask": {
      by: everyone.roles,
      http: "POST /questions",
      input: z.object({ text: Asking, question_id: IntId.nullish(), capture_url: CaptureUrl.nullish() }),
      result: z.object({ question_id: IntId, message_id: Uuid, cleaned_text: z.string() }),
      muted: "refused",
      rewords: "text",
      about: "Ask a question.",
    },
    "question.capture": {
      by: ["INSTRUCTOR"],
      http: "POST /questions/:question_id/capture",
      input: Ref.extend({ capture_url: CaptureUrl }),
      result: Ref.extend({ capture_url: z.string() }),
      about:
        "Add a capture of the projector to a question. If the question is intended and not asked yet, it is kept for it.",
    },
    "question.like": {
      by: ["STUDENT"],
      http: "PUT /questions/:question_id/like",
      input: Ref,
      result: Ref.extend({ like_count: Count }),
      about: "Like a question. Idempotent: one like per person.",
    },
    "question.unlike": {
      by: ["STUDENT"],
      http: "DELETE /questions/:question_id/like",
      input: Ref,
      result: Ref.extend({ like_count: Count }),
      about: "Remove the sender's like. Idempotent.",
    },
    "question.answer": {
      by: ["INSTRUCTOR"],
      http: "POST /questions/:question_id/answer",
      input: Ref.extend({ text: OptionalText(4000) }),
      result: Ref,
      about: "Mark a question as answered, with the answer as text if there is one.",
    },
    "question.hide": {
      by: ["INSTRUCTOR"],
      http: "POST /questions/:question_id/hide",
      input: Ref.extend({ text: OptionalText(4000) }),
      result: Ref,
      about: "Hide a question from the students.",
    },
  },
  events: {
    "question.intended": { to: instructors, data: Ref, about: "A student is about to ask a question." },
    "question.asked": { to: audienceOfNew, ...asked, about: "A question was asked." },
    "question.captured": {
      to: audienceOfChange,
      data: QuestionChange.extend({ capture_url: z.string() }),
      about: "The teacher added a capture to a question, possibly before its text was sent.",
    },
    "question.likes_changed": {
      to: audienceOfChange,
      data: Likes,
      about: "The number of likes of a question changed.",
    },
    "question.answered": {
      to: audienceOfChange,
      data: QuestionChange.extend({ text: z.string().nullable() }),
      about: "The teacher answered a question.",
    },
    "question.hidden": {
      to: (seen, _, { asked }) => audienceOfNew(seen, asked.get(seen.question_id)?.author ?? null),
      data: QuestionChange,
      about: "The teacher hid a question.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /questions",
      query: pageQuery(QueryId).extend({ sort: z.enum(["likes", "new"]).default("new") }),
      result: z.array(Question),
      pageBy: "question_id",
      read({ state, viewer, query }) {
        const seen = visibleTo(state, viewer);
        const sorted = pinnedFirst(query.sort === "likes" ? byLikes(state, seen) : seen);
        return sorted.values().map((question) => toListed(question, likesOf(state, question), viewer.id));
      },
      about:
        "List the questions that the caller may see: pinned ones first, then the newest, or by likes. By likes, the order may change between two pages.",
    },
  },
  projector: {
    shows: z.object({ top: z.array(ProjectedQuestion), open: Count }),
    read: ({ state }) => projectedOf(state),
  },
  report: {
    questions: {
      row: QuestionRow,
      read: ({ state }) =>
        Array.from(state.asked.values(), (question) => ({
          question: question.question_id,
          name: question.user_name,
          text: question.text,
          likes: likesOf(state, question).size,
          status: reportedStatus(question),
          answer: question.answer,
          asked_at: toTime(question.at),
        })),
    },
  },
  decide: {
    "question.intend"({ state, actor, at, emit }) {
      requireIntents(state.intents, actor.id, at);
      const theirs = Array.from(state.intended).filter(([, { author }]) => author === actor.id);
      const [oldest] = theirs;
      const question_id = oldest && theirs.length >= maxIntended ? oldest[0] : state.next;
      emit("question.intended", { question_id });
      return { question_id };
    },
    "question.ask"({ state, room, input, actor, newId, reworded, emit }) {
      if ((state.openBy.get(actor.id) ?? 0) >= maxOpen) throw new Fault(faults.too_many_questions);
      const { anonymous_questions } = settingsOf(room.session, settings);
      const { visibility, approval } = newVisibility(settingsOf(room.session, settings), actor.role);
      const question_id = input.question_id ?? state.next;
      const intended = state.intended.get(question_id);
      if (question_id !== state.next && intended?.author !== actor.id) throw new Fault(faults.question_not_found);
      const cleaned_text = reworded ?? cleanText(input.text);
      const message_id = newId();
      emit("question.asked", {
        question_id,
        message_id,
        text: input.text,
        cleaned_text,
        capture_url: input.capture_url ?? intended?.capture_url ?? null,
        participant_id: anonymous_questions ? null : actor.id,
        user_name: anonymous_questions ? null : actor.nickname,
        visibility,
        approval,
      });
      return { question_id, message_id, cleaned_text };
    },
    "question.capture"({ state, room, input: { question_id, capture_url }, emit }) {
      const visibility = state.intended.has(question_id)
        ? newVisibility(settingsOf(room.session, settings), "STUDENT").visibility
        : find(state, question_id).visibility;
      emit("question.captured", { question_id, visibility, capture_url });
      return { question_id, capture_url };
    },
    "question.like": (context) => like(context, true),
    "question.unlike": (context) => like(context, false),
    "question.answer"({ state, input, emit }) {
      // Those who asked the same have their answer, too.
      for (const { question_id, visibility } of mergedWith(state, find(state, input.question_id))) {
        emit("question.answered", { question_id, visibility, text: input.text });
      }
      return { question_id: input.question_id };
    },
    "question.hide"({ state, input, emit }) {
      const { question_id, visibility, status } = find(state, input.question_id);
      if (status !== "hidden") emit("question.hidden", { question_id, visibility });
      return { question_id };
    },
  },
  evolve: {
    "question.intended"({ state, actor, at }, { question_id }) {
      if (actor !== null) count(state.intents, actor, at);
      // Moved to the end: the map is ordered by time.
      state.intended.delete(question_id);
      state.intended.set(question_id, { author: actor, capture_url: null });
      state.next = Math.max(state.next, question_id + 1);
    },
    "question.asked"({ state, at, actor }, asked) {
      state.intended.delete(asked.question_id);
      state.next = Math.max(state.next, asked.question_id + 1);
      state.asked.set(asked.question_id, toStored(asked, at, actor));
      countOpen(state, actor, 1);
    },
    "question.captured"({ state }, { question_id, capture_url }) {
      (state.intended.get(question_id) ?? find(state, question_id)).capture_url = capture_url;
    },
    "question.likes_changed"({ state, actor, at }, { question_id }) {
      if (actor !== null) count(state.likesChanged, actor, at);
      const question = find(state, question_id);
      if (actor === null) return;
      // The event is emitted only if the like changes, so that a second one by the same person is an unlike.
      const unliked = mergedWith(state, question).filter(({ likes }) => likes.delete(actor));
      if (unliked.length === 0) question.likes.add(actor);
    },
    "question.answered"({ state }, { question_id, text }) {
      const question = find(state, question_id);
      const status = question.status === "open" ? "answered" : question.status;
      changeQuestion(state, question, { answer: text, answered: true, status });
    },
    "question.hidden"({ state }, { question_id }) {
      changeQuestion(state, find(state, question_id), { status: "hidden" });
    },
    "participant.renamed"({ state: { asked } }, { participant_id, nickname }) {
      for (const question of asked.values())
        if (question.participant_id === participant_id) question.user_name = nickname;
    },
  },
});

interface Liking {
  state: State;
  input: { question_id: number };
  actor: { id: string };
  at: number;
  emit: (type: "question.likes_changed", data: z.input<typeof Likes>) => void;
}

function like({ state, input, actor, at, emit }: Liking, wanted: boolean): { question_id: number; like_count: number } {
  const question = find(state, input.question_id);
  const { question_id, visibility } = question;
  if (!mayLike(question, actor.id)) throw new Fault(faults.question_not_found);
  const likes = likesOf(state, question);
  const change = Number(wanted) - Number(likes.has(actor.id));
  const like_count = likes.size + change;
  if (change !== 0) requireLikes(state.likesChanged, actor.id, at);
  if (change !== 0) emit("question.likes_changed", { question_id, visibility, like_count });
  return { question_id, like_count };
}
