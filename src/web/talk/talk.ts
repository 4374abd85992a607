/** One person's own state of questions and chat that no event contains, kept while the page is open. */
import { type Signal, signal } from "@preact/signals";
import type { Message } from "../../client/fold/chat.ts";
import type { Question } from "../../client/fold/questions.ts";
import { type Draft, openDraft } from "../drafts.ts";
import type { StudentLive } from "../live.ts";

export interface Talk {
  /** Drafts of a question and of a message; they survive a change of the tab and a reload. */
  readonly question: Draft<string>;
  readonly message: Draft<string>;
  /** The id reserved for the question that is being written; 0 while it is being reserved. */
  readonly questionId: Signal<number | undefined>;
  /** Ids of the questions asked on this page: an anonymous one does not name its author. */
  readonly ownQuestions: Signal<ReadonlySet<number>>;
  /** This person's likes by question: the events contain only counts. */
  readonly liked: Signal<ReadonlyMap<number, boolean>>;
  /** Messages before the ones that the page loaded first. */
  readonly older: Signal<OlderMessages>;
}

export interface OlderMessages {
  readonly messages: readonly Message[];
  /** The id of the first message of the list that they precede. */
  readonly before: string | undefined;
  /** Whether there are no messages before them. */
  readonly all: boolean;
}

export const noOlder: OlderMessages = { messages: [], before: undefined, all: false };

const talks = new WeakMap<StudentLive, Talk>();

/** The talk of this person in this session. */
export function talkOf(live: StudentLive): Talk {
  const known = talks.get(live);
  if (known) return known;
  const { session, you } = live.state.peek().room ?? {};
  const open = (field: string) => openDraft(`${field}.${session?.id}.${you?.id}`, "");
  const talk: Talk = {
    question: open("question"),
    message: open("message"),
    questionId: signal(undefined),
    ownQuestions: signal(new Set()),
    liked: signal(new Map()),
    older: signal(noOlder),
  };
  talks.set(live, talk);
  return talk;
}

/** Whether this person asked it. */
export function isMine(live: StudentLive, you: string, { question_id, participant_id, mine }: Question): boolean {
  if (mine || participant_id === you || talkOf(live).ownQuestions.value.has(question_id)) return true;
  return live.state.value.outbox.some(
    ({ name, input }) => name === "question.ask" && input.question_id === question_id,
  );
}

/** Whether this person likes the question. */
export function likes(live: StudentLive, question: Question): boolean {
  const { liked } = talkOf(live);
  const isLiked = ({ question_id, liked: before }: Question) => liked.value.get(question_id) ?? before;
  const known = liked.value.get(question.question_id);
  if (known !== undefined) return known;
  // Who likes a question that is merged into it likes it.
  const merged =
    live.state.value.room?.questions.filter(({ merged_into }) => merged_into === question.question_id) ?? [];
  return [question, ...merged].some(isLiked);
}

const likesInFlight = new WeakMap<StudentLive, Set<number>>();

/** Toggles a like. Requests for one question run one after another, and the last press wins. */
export async function toggleLike(live: StudentLive, question: Question): Promise<void> {
  const { liked } = talkOf(live);
  const { question_id } = question;
  const busy = likesInFlight.get(live) ?? new Set();
  likesInFlight.set(live, busy);
  let known = likes(live, question);
  const set = (wanted: boolean) => {
    liked.value = new Map(liked.value).set(question_id, wanted);
  };
  set(!known);
  if (busy.has(question_id)) return;
  busy.add(question_id);
  try {
    for (let wanted = !known; wanted !== known; wanted = liked.value.get(question_id) ?? wanted) {
      await live.send(wanted ? "question.like" : "question.unlike", { question_id });
      known = wanted;
    }
  } catch {
    set(known);
  }
  busy.delete(question_id);
}

/** Reports that this person begins to write a question, once per question. */
export function startQuestion(live: StudentLive): void {
  const { questionId } = talkOf(live);
  if (questionId.value !== undefined || live.state.value.link.is !== "live") return;
  questionId.value = 0;
  live.send("question.intend", {}).then(
    ({ question_id }) => {
      if (questionId.value === 0) questionId.value = question_id;
    },
    () => {
      questionId.value = undefined;
    },
  );
}

/** Sends the draft as a question. */
export function askQuestion(live: StudentLive): void {
  const { questionId, ownQuestions, question } = talkOf(live);
  const text = question.value.value.trim();
  if (text === "") return;
  const asking = live.send("question.ask", { text, question_id: questionId.value || null });
  question.sent(asking);
  questionId.value = undefined;
  asking.then(
    ({ question_id }) => {
      ownQuestions.value = new Set(ownQuestions.value).add(question_id);
    },
    () => {},
  );
}
