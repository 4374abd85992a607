/**
 * Moderation of questions: the teacher approves or refuses, pins, archives, restores and merges them. All are in the
 * log; all but `restore` can be undone by another one.
 */
import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import {
  type Moderated,
  type State as Moderating,
  type ModerationAction,
  moderationEvents,
  type Shown,
  type Withdrawn,
} from "./question-events.ts";
import { questions } from "./questions.ts";
import {
  changeQuestion,
  faults,
  find,
  isPublic,
  likesOf,
  type Moderation,
  Ref,
  rootOf,
  type State,
  type StoredQuestion,
  withChanged,
} from "./questions-state.ts";
import { session } from "./session.ts";

const command = <R extends string>(route: R, about: string) => ({
  by: ["INSTRUCTOR"] as const,
  http: `POST /questions/:question_id/${route}` as const,
  input: Ref,
  result: Ref,
  about,
});

export const questionModeration = defineFeature({
  name: "question_moderation",
  on: [session, participants, questions],
  initial: (): Moderating => ({ authors: new Map(), former: undefined }),
  commands: {
    "question.approve": command("approve", "Show a question that waits for approval, or was refused, to everyone."),
    "question.refuse": command("refuse", "Do not show a question that waits for approval. Its author sees that."),
    "question.pin": command("pin", "Show a question before all others. Idempotent."),
    "question.unpin": command("unpin", "Undo `question.pin`. Idempotent."),
    "question.archive": command(
      "archive",
      "Put a question away: only teachers and its author still see it. Idempotent.",
    ),
    "question.restore": command("restore", "Bring back a question that is archived or hidden. Idempotent."),
    "question.merge": {
      ...command("merge", "Merge a question into another one that asks the same: its likes and its answer."),
      input: Ref.extend({ into: Ref.shape.question_id }),
    },
    "question.separate": command("separate", "Undo `question.merge`. Idempotent."),
  },
  events: moderationEvents,
  views: {},
  decide: {
    "question.approve": ({ room, input, emit }) => act(room.questions, { ...input, action: "approve" }, emit),
    "question.refuse": ({ room, input, emit }) => act(room.questions, { ...input, action: "refuse" }, emit),
    "question.pin": ({ room, input, emit }) => act(room.questions, { ...input, action: "pin" }, emit),
    "question.unpin": ({ room, input, emit }) => act(room.questions, { ...input, action: "unpin" }, emit),
    "question.archive": ({ room, input, emit }) => act(room.questions, { ...input, action: "archive" }, emit),
    "question.restore": ({ room, input, emit }) => act(room.questions, { ...input, action: "restore" }, emit),
    "question.merge": ({ room, input, emit }) => act(room.questions, { ...input, action: "merge" }, emit),
    "question.separate": ({ room, input, emit }) => act(room.questions, { ...input, action: "separate" }, emit),
  },
  evolve: {
    "question.asked"({ state, actor }, { question_id }) {
      if (actor !== null) state.authors.set(question_id, actor);
    },
    "question.moderated"(
      { state: own, room: { questions: state } },
      { question_id, action: _action, like_count: _, other_id: _id, ...change },
    ) {
      const question = find(state, question_id);
      const { visibility, status, approval, pinned, archived, merged_into } = question;
      own.former = { visibility, status, approval, pinned, archived, merged_into };
      changeQuestion(state, question, change);
    },
  },
});

type Change = Partial<z.infer<typeof Moderation>>;

interface Act {
  readonly question_id: number;
  readonly action: ModerationAction;
  readonly into?: number;
  /** What to change instead of what the action does: to undo another one. */
  readonly change?: Change | undefined;
}

export interface EmitModeration {
  (type: "question.moderated", data: z.input<typeof Moderated>): void;
  (type: "question.shown", data: z.input<typeof Shown>): void;
  (type: "question.withdrawn", data: z.input<typeof Withdrawn>): void;
}

/** What each action changes, besides merging. */
const changes = {
  approve: { approval: null, visibility: "all" },
  refuse: { approval: "refused", visibility: "host" },
  wait: { approval: "waiting", visibility: "host" },
  pin: { pinned: true },
  unpin: { pinned: false },
  archive: { archived: true },
} satisfies { readonly [A in ModerationAction]?: Change };

/** Decides an action on a question: emits its events if it changes anything. */
export function act(state: State, input: Act, emit: EmitModeration): { question_id: number } {
  const { question_id, action } = input;
  const before = find(state, question_id);
  const change = input.change ?? changeOf(state, before, input);
  if (Object.entries(change).every(([key, value]) => before[key as keyof StoredQuestion] === value)) {
    return { question_id };
  }
  const next = withChanged(state, before, change);
  const after = find(next, question_id);
  const other_id = after.merged_into ?? before.merged_into;
  const isMerging = action === "merge" || action === "separate";
  emit("question.moderated", moderated(next, after, { action, other_id: isMerging ? other_id : null }));
  if (isPublic(after)) emit("question.shown", shown(next, after, action === "approve"));
  else if (isPublic(before)) {
    const merged_into = after.merged_into === null ? null : rootOf(next, after).question_id;
    emit("question.withdrawn", { question_id, merged_into });
  }
  if (isMerging && other_id !== null) {
    const root = rootOf(next, find(next, other_id));
    emit("question.moderated", moderated(next, root, { action: "count", other_id: null }));
    if (isPublic(root)) emit("question.shown", shown(next, root, false));
  }
  return { question_id };
}

/** Returns what an action changes of a question. Throws `question_not_found` if the action does not apply to it. */
function changeOf(state: State, question: StoredQuestion, { action, into }: Pick<Act, "action" | "into">): Change {
  switch (action) {
    case "approve":
    case "refuse": {
      const { approval, visibility } = question;
      // Questions that only the teacher sees need no approval.
      const mayDecide = approval !== null || (action === "refuse" && visibility === "all");
      if (!mayDecide) throw new Fault(faults.question_not_found, "This question is not waiting.");
      return changes[action];
    }
    case "restore":
      return { archived: false, status: shownStatus(question) };
    case "merge": {
      const target = rootOf(state, find(state, into ?? 0));
      if (target === rootOf(state, question)) throw new Fault("does_not_fit", "These questions are merged already.");
      if (question.merged_into !== null) throw new Fault("does_not_fit", "Separate this question first.");
      if (isPublic(question) && !isPublic(target)) {
        throw new Fault("does_not_fit", "The students do not see the other question.");
      }
      return { merged_into: target.question_id };
    }
    case "separate":
      return { merged_into: null };
    case "count":
      return {};
    default:
      return changes[action];
  }
}

/** The status of a question that is not hidden. If it was answered before, it has its answer, or none as a text. */
export const shownStatus = ({ status, answered }: StoredQuestion) =>
  status !== "hidden" ? status : answered ? ("answered" as const) : ("open" as const);

function moderated(
  state: State,
  question: StoredQuestion,
  { action, other_id }: { readonly action: ModerationAction; readonly other_id: number | null },
): z.input<typeof Moderated> {
  const { question_id, visibility, status, approval, pinned, archived, merged_into } = question;
  const like_count = likesOf(state, question).size;
  return { question_id, action, visibility, status, approval, pinned, archived, merged_into, like_count, other_id };
}

function shown(state: State, question: StoredQuestion, first: boolean): z.input<typeof Shown> {
  const { at, author: _, likes: _likes, approval: _approval, archived: _archived, ...rest } = question;
  const { merged_into: _merged, answered: _answered, ...asked } = rest;
  return { ...asked, like_count: likesOf(state, question).size, created_at: toTime(at), first };
}
