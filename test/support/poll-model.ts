/**
 * What a test knows of the polls of a class from the answers alone: which polls there are, who voted what, and what each
 * person may know. It shares no code with the feature.
 */

/** Who reads: an `instructor` and a `student` of the class, its `screen`, or a `stranger`, who has no seat in it. */
export interface Reader {
  readonly role: "instructor" | "student" | "screen" | "stranger";
  /** The participant's id, of a person of the class. */
  readonly id?: string;
}

export type PollKind = "choice" | "scale" | "rank" | "words" | "number";

export interface ModelPoll {
  readonly poll_id: number;
  readonly kind: PollKind;
  readonly results: "live" | "closed" | "hidden";
  readonly named: boolean;
  readonly isQuiz: boolean;
  /** A word that only this poll has, in its question. */
  readonly word: string;
  status: "draft" | "open" | "closed" | "revealed";
  wasOpened: boolean;
  /** Whether students have seen its results, because it was closed before it was opened again. */
  wasClosed: boolean;
  /** The data of the last vote of each person, by participant id. */
  readonly votes: Map<string, object>;
}

/** The polls of a class that are there, and those that were removed. */
export interface PollModel {
  readonly polls: ReadonlyMap<number, ModelPoll>;
  readonly removed: ReadonlyMap<number, ModelPoll>;
  /** The names of the people of the class, by participant id. */
  readonly people: ReadonlyMap<string, string>;
}

const maySeeSolution = (poll: ModelPoll, { role }: Reader) => role === "instructor" || poll.status === "revealed";

const maySeeResults = ({ results, status, wasOpened, wasClosed }: ModelPoll, { role }: Reader) =>
  role === "instructor" ||
  status === "revealed" ||
  (results === "live" && wasOpened) ||
  (results === "closed" && wasClosed);

/** The fields of which each is (a part of) a vote. */
const voteFields = ["choices", "ranking", "words", "vote"];

/** Every object in a value, the outer ones first. */
function* objectsIn(value: unknown): Generator<Record<string, any>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, any>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/** Why `reader` should not have received `text` (a frame or the body of an answer); undefined if that is right. */
export function leakIn(text: string, reader: Reader, { polls, removed, people }: PollModel): string | undefined {
  const all = [...polls.values(), ...removed.values()];
  const others = new Set(Array.from(people).flatMap(([id, name]) => (id === reader.id ? [] : [id, name])));
  for (const poll of all) {
    if (!text.includes(poll.word)) continue;
    if (reader.role === "stranger") return "a poll of another class";
    if (reader.role !== "instructor" && !poll.wasOpened) return "a draft";
  }
  if (!/^[[{]/.test(text)) return undefined;
  for (const object of objectsIn(JSON.parse(text))) {
    const poll = polls.get(object.poll_id) ?? removed.get(object.poll_id);
    if (poll) {
      const solution = object.correct ?? object.answer ?? null;
      if (solution !== null && !maySeeSolution(poll, reader)) return `the solution of ${poll.word}`;
      const hasPoints = (object.points_won ?? null) !== null || object.podium?.length > 0;
      if (hasPoints && poll.status !== "revealed") return `the points of ${poll.word}`;
      const results = object.counted ?? object.results ?? object.counts;
      const hasResults = typeof results === "object" && results !== null;
      if (hasResults && !maySeeResults(poll, reader)) return `the results of ${poll.word}`;
      // The right answer of a number poll has no votes in it; a vote of one's own has no person in it.
      if (object.vote && !Bun.deepEquals(compact(object.vote), poll.votes.get(reader.id ?? "")))
        return "another's vote";
    }
    const namesOthers = Object.values(object).some((value) => others.has(value));
    const hasVote = voteFields.some((field) => (object[field] ?? null) !== null) || typeof object.value === "number";
    if (namesOthers && hasVote && !mayNameVoters(object, reader, all)) return "who voted what";
  }
  return undefined;
}

/** Whether a row of votes with names may be read: by a teacher, if each such vote is in a poll with names. */
const mayNameVoters = (
  { participant_id, at: _, nickname: __, ...vote }: Record<string, any>,
  { role }: Reader,
  all: ModelPoll[],
) =>
  role === "instructor" &&
  all.some(({ named, votes }) => named && Bun.deepEquals(compact(vote), votes.get(participant_id)));

/** A vote without the fields that are null. */
export const compact = (vote: object): object =>
  Object.fromEntries(Object.entries(vote).filter(([, value]) => value !== null));
