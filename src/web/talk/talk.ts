/** What one person has done in the talk of a session and the events do not tell: kept while the page is open. */
import { type Signal, signal } from "@preact/signals";
import type { Message } from "../../client/fold/chat.ts";
import type { Question } from "../../client/fold/questions.ts";
import type { LiveRoom } from "../live.ts";

export interface Talk {
  /** What is written and not yet sent; it outlasts a look at another tab. */
  readonly question: Signal<string>;
  readonly message: Signal<string>;
  /** The number given out for the question that is being written. */
  readonly questionId: Signal<number | undefined>;
  /** Questions asked from here; one without a name does not say whose it is. */
  readonly ownQuestions: Signal<ReadonlySet<number>>;
  /** Likes as this person last set them: the events carry counts alone. */
  readonly liked: Signal<ReadonlyMap<number, boolean>>;
  /** Messages from before those that came with the page. */
  readonly older: Signal<OlderMessages>;
}

export interface OlderMessages {
  readonly messages: readonly Message[];
  /** The message that they end before. */
  readonly before: string | undefined;
  /** Whether there are none before them. */
  readonly all: boolean;
}

export const noOlder: OlderMessages = { messages: [], before: undefined, all: false };

const talks = new WeakMap<LiveRoom, Talk>();

/** The talk of this person in this session. */
export function talkOf(live: LiveRoom): Talk {
  const known = talks.get(live);
  if (known) return known;
  const talk: Talk = {
    question: signal(""),
    message: signal(""),
    questionId: signal(undefined),
    ownQuestions: signal(new Set()),
    liked: signal(new Map()),
    older: signal(noOlder),
  };
  talks.set(live, talk);
  return talk;
}

/** Whether this person asked it. */
export function isMine(live: LiveRoom, you: string, { question_id, participant_id, mine }: Question): boolean {
  if (mine || participant_id === you || talkOf(live).ownQuestions.value.has(question_id)) return true;
  return live.state.value.outbox.some(
    ({ name, input }) => name === "question.ask" && input.question_id === question_id,
  );
}

/** Whether this person likes it, as far as they have said. */
export const likes = (live: LiveRoom, { question_id, liked }: Question): boolean =>
  talkOf(live).liked.value.get(question_id) ?? liked;

const likesInFlight = new WeakMap<LiveRoom, Set<number>>();

/** Turns a like round. However often it is pressed, one goes out after the other, and the last word stays. */
export async function toggleLike(live: LiveRoom, question: Question): Promise<void> {
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

/** Says that this person begins to ask, once for each question. */
export function startQuestion(live: LiveRoom): void {
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

/** Asks what is written. */
export function askQuestion(live: LiveRoom): void {
  const { questionId, ownQuestions, question } = talkOf(live);
  const text = question.value.trim();
  if (text === "") return;
  const asking = live.send("question.ask", { text, question_id: questionId.value || null });
  question.value = "";
  questionId.value = undefined;
  asking.then(
    ({ question_id }) => {
      ownQuestions.value = new Set(ownQuestions.value).add(question_id);
    },
    () => {},
  );
}
